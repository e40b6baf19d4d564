/** Answers of the doors of borders for the two invented buurten of the street: what the server tells, and what it keeps. */
import type { Page, Route } from '@playwright/test';

type At = [number, number];
const collection = (features: object[]) => ({ type: 'FeatureCollection', features });
const feature = (geometry: object, properties: object = {}) => ({ type: 'Feature', properties, geometry });
const polygon = (ring: At[]) => ({ type: 'Polygon', coordinates: [[...ring, ring[0]]] });
const line = (coordinates: At[]) => ({ type: 'LineString', coordinates });

/** A four-sided area around the middle of Westkant; sizes in degrees. */
const around = (w: number, s: number, e: number, n: number): At[] => [
  [4.485 - w, 51.9 + n],
  [4.485 + e * 0.9, 51.9 + n * 1.12],
  [4.485 + e, 51.9 - s * 0.8],
  [4.485 - w * 0.8, 51.9 - s],
];

export const official = feature(
  polygon([
    [4.48, 51.895],
    [4.49, 51.895],
    [4.49, 51.905],
    [4.48, 51.905],
  ]),
  { code: 'TB01', name: 'Westkant' },
);

const [nw, ne, se, sw] = around(0.0043, 0.0042, 0.0042, 0.0043) as [At, At, At, At];

/** 34 neighbours partly agree; two places are contested; the east side is vague. */
export const shared = {
  buurt: 'TB01',
  drawn: 36,
  needed: 10,
  state: 'shared',
  version: 3,
  published_at: '2026-11-15T03:00:00Z',
  next_at: '2026-11-29T03:00:00Z',
  people: 34,
  agreement: 0.58,
  agreed: 'deels',
  bands: collection([
    feature(polygon(around(0.0036, 0.0034, 0.0033, 0.0037)), { share: 75 }),
    feature(polygon([nw, ne, se, sw]), { share: 50 }),
    feature(polygon(around(0.0049, 0.005, 0.0056, 0.0046)), { share: 25 }),
  ]),
  line: collection([
    feature(line([nw, ne]), { width_m: 40, margin: 0.9, confidence: 'clear' }),
    feature(line([ne, se]), { width_m: 120, margin: 0.35, confidence: 'vague' }),
    feature(line([se, sw, nw]), { width_m: 60, margin: 0.7, confidence: 'fair' }),
  ]),
  contested: collection([
    feature(
      polygon([
        [4.4884, 51.8995],
        [4.4902, 51.8995],
        [4.4902, 51.9018],
        [4.4884, 51.9018],
      ]),
      { number: 1 },
    ),
    feature(
      polygon([
        [4.4815, 51.8952],
        [4.4882, 51.8958],
        [4.4882, 51.8971],
        [4.4815, 51.8966],
      ]),
      { number: 2 },
    ),
  ]),
  official,
  adoptable: { ok: false, reasons: ['too_few_drawings', 'needs_vote'] },
};

export const mine = {
  drawing: { geometry: polygon(around(0.0045, 0.004, 0.0049, 0.0044)) },
  drawn: 36,
  rank: 35,
  counted_in: 3,
  overlap: 0.81,
  difference: { metres: 42, further: true, near: 'Touwslagersweg', side: 'e', at: [4.4899, 51.9] },
};

export const proposal = '0197a1b2-0000-7000-8000-000000000001';
const row = (state: string) => ({
  id: proposal,
  title: 'Grens tussen Westkant en Oostkant',
  reason: 'Bewoners van de kade horen bij Westkant.',
  state,
  revision: 4,
  buurten: ['TB01', 'TB02'],
  opens: '2026-11-01T00:00:00+01:00',
  closes: '2026-12-02T00:00:00+01:00',
  version: 2,
  start: 'adopted',
  yours_to_change: false,
});

/** The line between both buurten, then round the west and round the east. */
export const coverage = {
  arcs: [
    {
      line: [
        [4.49, 51.895],
        [4.49, 51.9],
        [4.49, 51.905],
      ],
      left: 0,
      right: 1,
      locked: false,
    },
    {
      line: [
        [4.49, 51.905],
        [4.48, 51.905],
        [4.48, 51.895],
        [4.49, 51.895],
      ],
      left: 0,
      right: null,
      locked: true,
    },
    {
      line: [
        [4.49, 51.895],
        [4.5, 51.895],
        [4.5, 51.905],
        [4.49, 51.905],
      ],
      left: 1,
      right: null,
      locked: true,
    },
  ],
  faces: [
    { code: 'TB01', name: 'Westkant', rings: [[1, 2]] },
    { code: 'TB02', name: 'Oostkant', rings: [[-1, 3]] },
  ],
};

/** The same with the line between them 140 m to the east. */
export const movedCoverage = {
  ...coverage,
  arcs: coverage.arcs.map((arc, i) =>
    i === 0
      ? {
          ...arc,
          line: [
            [4.49, 51.895],
            [4.492, 51.899],
            [4.492, 51.902],
            [4.49, 51.905],
          ],
        }
      : arc,
  ),
};

export const differences = collection([
  feature(
    polygon([
      [4.49, 51.895],
      [4.492, 51.899],
      [4.492, 51.902],
      [4.49, 51.905],
    ]),
    {
      from: 'TB02',
      to: 'TB01',
      from_name: 'Oostkant',
      to_name: 'Westkant',
      area_m2: 99_000,
      findings: 9,
    },
  ),
]);

/** The page of the proposal, as its committee or anybody else reads it. */
export function pageOf(state: string, over: object = {}) {
  const adoptable = {
    ok: false,
    reasons: ['not_voting', 'too_few_drawings'],
    needed: 50,
    buurten: ['TB01', 'TB02'].map((buurt) => ({
      buurt,
      drawings: 34,
      voters: null,
      lower: null,
      reasons: [],
    })),
  };
  const checks = [
    { code: 'valid', ok: true },
    { code: 'one_part', ok: true, face: 'TB01' },
    { code: 'least_area', ok: true, face: 'TB01', area_m2: 780_000 },
    { code: 'findings_moved', ok: true, count: 9 },
  ];
  const history = [{ state: 'scratch', at: '2026-11-01T10:00:00Z' }];
  const editing = state === 'in_progress' || state === 'scratch';
  return {
    ...row(state),
    locked: [],
    coverage: editing ? coverage : movedCoverage,
    base: coverage,
    checks,
    history,
    adoptable,
    ...over,
  };
}

export const ballot = {
  buurt: 'TB01',
  buurten: ['TB01', 'TB02'],
  voted: false,
  borders: [
    { key: 'A', geometry: polygon([nw, ne, se, sw]) },
    { key: 'B', geometry: official.geometry },
  ],
};

const named = (kind: string) => [
  { code: 'TB01', name: 'Westkant', kind, area_m2: 777_000 },
  { code: 'TB02', name: 'Oostkant', kind, area_m2: 777_000 },
];
export const versions = {
  versions: [
    {
      valid_from: '2026-10-01',
      begun: true,
      buurten: named('adopted'),
      proposals: [{ id: proposal, title: 'Grens langs de kade', minutes: null }],
    },
    { valid_from: '2024-01-01', begun: true, buurten: named('official'), proposals: [] },
  ],
};

export const countedVersions = {
  versions: [
    ['TB01', 'Westkant', '2024-01-01', 40, 28],
    ['TB01', 'Westkant', '2026-10-01', 46, 12],
    ['TB02', 'Oostkant', '2026-10-01', 9, 1],
  ].map(([code, name, valid_from, findings, on_its_days]) => ({
    code,
    name,
    valid_from,
    findings,
    on_its_days,
  })),
};

export const json = (route: Route, body: unknown, status = 200) =>
  route.fulfill({ status, contentType: 'application/json', json: body, headers: { Buurtschouw: '1' } });
export const missing = (route: Route) =>
  route.fulfill({
    status: 404,
    contentType: 'application/problem+json',
    json: { type: 'about:blank', title: 'x', status: 404, code: 'not_found' },
  });

/** Lets the doors of one buurt's border answer; each may be replaced by a later `page.route`. */
export async function answersBorders(
  page: Page,
  how: { voting?: boolean; state?: string } = {},
): Promise<void> {
  const state = how.state ?? (how.voting ? 'voting' : 'open');
  await page.route('**/api/buurten/TB01/consensus', (route) => json(route, shared));
  await page.route('**/api/buurten/TB01/mine', (route) => json(route, mine));
  await page.route(/\/api\/proposals(\?.*)?$/, (route) => json(route, { proposals: [row(state)] }));
  await page.route(`**/api/proposals/${proposal}`, (route) => json(route, pageOf(state)));
  await page.route(`**/api/proposals/${proposal}/ballot*`, (route) => json(route, ballot));
  await page.route(`**/api/proposals/${proposal}/differences`, (route) => json(route, differences));
  await page.route(`**/api/proposals/${proposal}/comments`, (route) => json(route, { comments: [] }));
  await page.route(`**/api/proposals/${proposal}/result`, (route) => missing(route));
  await page.route('**/api/buurten/versions', (route) => json(route, versions));
  await page.route('**/api/findings/versions', (route) => json(route, countedVersions));
  await page.route('**/api/buurten/differences?*', (route) => json(route, differences));
}
