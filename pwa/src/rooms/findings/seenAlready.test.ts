import { expect, test } from 'vitest';
import type { FindingFeature } from '../../ground/api/types';
import type { Group } from '../../ground/catalogue/catalogue.svelte';
import { moved } from '../../ground/map/where';
import { NEAR, SHORT, seenAlready } from './seenAlready';

const now = Date.parse('2026-11-20T20:30:00Z');
const here = { lon: 4.48, lat: 51.92 };
const item = (code: string, duplicate?: { metres: number; days: number }) => ({
  code,
  name: { nl: code },
  duplicate,
});
const catalogue: Group[] = [
  {
    code: 'licht',
    name: { nl: 'Licht' },
    sensitivity: 'open',
    items: [item('lamp-uit', { metres: 15, days: 60 }), item('donker', { metres: 50, days: 30 })],
  },
  { code: 'heel', name: { nl: 'Stuk' }, sensitivity: 'open', items: [item('stoep')] },
];

function finding(
  category: string | null,
  away: number,
  minutesAgo: number,
  more: object = {},
): FindingFeature {
  const { lon, lat } = moved(here, away, 0);
  return {
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [lon, lat] },
    properties: {
      id: `${category} ${away} ${minutesAgo}`,
      category,
      observed_at: new Date(now - minutesAgo * 60_000).toISOString(),
      photos: [],
      mine: false,
      ...more,
    },
  } as unknown as FindingFeature;
}

const found = (category: string, ...findings: FindingFeature[]) =>
  seenAlready({ category, place: here }, findings, now, catalogue)?.finding.properties.id ?? null;

test('the same item counts within its own radius and age', () => {
  expect(found('lamp-uit', finding('lamp-uit', 14, 5))).toBe('lamp-uit 14 5');
  expect(found('lamp-uit', finding('lamp-uit', 16, 5))).toBeNull();
  expect(found('lamp-uit', finding('lamp-uit', 5, 59 * 1440))).not.toBeNull();
  expect(found('lamp-uit', finding('lamp-uit', 5, 61 * 1440))).toBeNull();
});

test('a group without an item may be any of its items, and two items are two things', () => {
  expect(found('licht', finding('lamp-uit', 14, 5))).not.toBeNull();
  expect(found('lamp-uit', finding('licht', 14, 5))).not.toBeNull();
  expect(found('lamp-uit', finding('donker', 1, 1))).toBeNull();
  expect(found('licht', finding('heel', 1, 1), finding(null, 1, 1))).toBeNull();
});

test('where the catalogue says nothing it is 25 metres and 10 minutes', () => {
  expect(found('heel', finding('heel', NEAR - 1, SHORT / 60_000))).not.toBeNull();
  expect(found('heel', finding('heel', NEAR + 1, 1))).toBeNull();
  expect(found('stoep', finding('stoep', 1, SHORT / 60_000 + 1))).toBeNull();
  expect(found('weg', finding('weg', 1, 1)), 'also for codes that are not known any more').not.toBeNull();
});

test('the nearest is told with a photo that is here, ones own never, and clocks may differ', () => {
  const photos = [
    { id: 'p1', state: 'promised' },
    { id: 'p2', state: 'stored' },
  ];
  const rows = [
    finding('lamp-uit', 12, 1),
    finding('lamp-uit', 3, -4, { photos }),
    finding('lamp-uit', 0, 1, { mine: true }),
  ];
  const told = seenAlready({ category: 'lamp-uit', place: here }, rows, now, catalogue);
  expect(told).toMatchObject({ ago: 0, photo: 'p2' });
  expect(told?.away).toBeCloseTo(3, 1);
  const own = { id: 'lamp-uit 12 1', category: 'lamp-uit', place: here };
  expect(seenAlready(own, rows.slice(0, 1), now, catalogue)).toBeNull();
  expect(seenAlready({ category: null, place: here }, rows, now, catalogue)).toBeNull();
  expect(seenAlready({ category: 'lamp-uit', place: null }, rows, now, catalogue)).toBeNull();
});
