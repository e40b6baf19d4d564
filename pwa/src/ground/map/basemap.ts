/**
 * How a base map is drawn: layers over vector tiles of the Protomaps basemap schema (version 4), in the map's own colours.
 *
 * Quiet on purpose: the findings are what people come for. Letters come from the phone's fonts. Pure.
 */
import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import type { MapColours } from './colours';

/** The base map as `GET /api/buurten` names it. */
export interface BaseHint {
  href: string;
  /** Size of the whole file. */
  bytes: number;
  /** Changes with the file. */
  version: string;
}

export const baseSource = 'base';
/** The scheme under which the map asks for tiles out of the file. */
export const baseScheme = 'basemap';

/** Which street is how wide, in metres as a walker feels them: the drawn width at zoom 18 in CSS pixels. */
const widths: Record<string, number> = {
  highway: 34,
  major_road: 30,
  medium_road: 24,
  minor_road: 18,
  other: 12,
};
const roads = Object.keys(widths).filter((kind) => kind !== 'other');

const kind: ExpressionSpecification = ['get', 'kind'];

function among(...kinds: string[]): ExpressionSpecification {
  return ['in', kind, ['literal', kinds]];
}

/** Width of a street at each zoom; `more` pixels on top for its casing. */
function roadWidth(more: number): ExpressionSpecification {
  const stop = (share: number, least: number): ExpressionSpecification =>
    [
      'match',
      kind,
      ...roads.flatMap((name) => [name, Math.max(least, (widths[name] ?? 0) * share) + more]),
      Math.max(least, (widths.other ?? 0) * share) + more,
    ] as unknown as ExpressionSpecification;
  return [
    'interpolate',
    ['exponential', 1.7],
    ['zoom'],
    10,
    stop(0.02, 0.4),
    14,
    stop(0.17, 1.2),
    18,
    stop(1, 2),
  ];
}

const isRoad: ExpressionSpecification = [
  'all',
  ['==', ['geometry-type'], 'LineString'],
  among(...roads, 'other'),
];
const rail: ExpressionSpecification = ['all', ['==', ['geometry-type'], 'LineString'], among('rail')];
const path: ExpressionSpecification = ['all', ['==', ['geometry-type'], 'LineString'], among('path')];

/** Kinds of land use and land cover that are green to the eye. */
const green = among(
  'park',
  'grass',
  'forest',
  'wood',
  'garden',
  'meadow',
  'grassland',
  'scrub',
  'nature_reserve',
  'cemetery',
  'golf_course',
  'pitch',
  'playground',
  'recreation_ground',
  'village_green',
  'allotments',
  'national_park',
  'protected_area',
  'orchard',
  'farmland',
  'zoo',
  'green',
);

function fill(
  id: string,
  layer: string,
  colour: string,
  filter?: ExpressionSpecification,
): LayerSpecification {
  return {
    id: `base-${id}`,
    type: 'fill',
    source: baseSource,
    'source-layer': layer,
    ...(filter ? { filter } : {}),
    paint: { 'fill-color': colour },
  };
}

function line(
  id: string,
  layer: string,
  filter: ExpressionSpecification | undefined,
  paint: Extract<LayerSpecification, { type: 'line' }>['paint'],
  more: { minzoom?: number; cap?: 'round' | 'butt' } = {},
): LayerSpecification {
  return {
    id: `base-${id}`,
    type: 'line',
    source: baseSource,
    'source-layer': layer,
    ...(filter ? { filter } : {}),
    ...(more.minzoom ? { minzoom: more.minzoom } : {}),
    layout: { 'line-cap': more.cap ?? 'round', 'line-join': 'round' },
    paint,
  };
}

/** Ground, water, green, streets, rails and buildings, from the bottom up: they lie below the borders. */
export function baseGround(c: MapColours): LayerSpecification[] {
  return [
    fill('earth', 'earth', c.land),
    fill('cover', 'landcover', c.green, green),
    fill('green', 'landuse', c.green, green),
    fill('water', 'water', c.water, ['==', ['geometry-type'], 'Polygon']),
    line('stream', 'water', ['==', ['geometry-type'], 'LineString'], {
      'line-color': c.water,
      'line-width': ['interpolate', ['exponential', 1.6], ['zoom'], 11, 0.5, 18, 10],
    }),
    line(
      'path',
      'roads',
      path,
      {
        'line-color': c.street,
        'line-width': ['interpolate', ['linear'], ['zoom'], 14, 1, 18, 3],
        'line-dasharray': [1, 2],
      },
      { minzoom: 14 },
    ),
    line('casing', 'roads', isRoad, { 'line-color': c.block, 'line-width': roadWidth(2) }, { minzoom: 12 }),
    line('road', 'roads', isRoad, { 'line-color': c.street, 'line-width': roadWidth(0) }),
    fill('building', 'buildings', c.block),
    {
      id: 'base-building-edge',
      type: 'line',
      source: baseSource,
      'source-layer': 'buildings',
      minzoom: 15,
      paint: {
        'line-color': c.label,
        'line-opacity': 0.22,
        'line-width': ['interpolate', ['linear'], ['zoom'], 15, 0.4, 18, 1.2],
      },
    },
    line(
      'rail',
      'roads',
      rail,
      { 'line-color': c.label, 'line-width': 1.2, 'line-opacity': 0.7 },
      { minzoom: 12 },
    ),
    line(
      'sleepers',
      'roads',
      rail,
      { 'line-color': c.label, 'line-width': 4, 'line-dasharray': [0.35, 2.2], 'line-opacity': 0.55 },
      { minzoom: 13, cap: 'butt' },
    ),
  ];
}

function names(
  id: string,
  layer: string,
  filter: ExpressionSpecification,
  c: MapColours,
  layout: Extract<LayerSpecification, { type: 'symbol' }>['layout'],
  minzoom: number,
): LayerSpecification {
  return {
    id: `base-${id}`,
    type: 'symbol',
    source: baseSource,
    'source-layer': layer,
    minzoom,
    filter: ['all', ['has', 'name'], filter],
    layout: { 'text-field': ['get', 'name'], ...layout },
    paint: { 'text-color': c.label, 'text-halo-color': c.halo, 'text-halo-width': 1.6 },
  };
}

/** Names of streets, water and places: above the borders, below rings and findings. */
export function baseNames(c: MapColours, font: string[]): LayerSpecification[] {
  const along = { 'symbol-placement': 'line', 'text-font': font } as const;
  const size: ExpressionSpecification = ['interpolate', ['linear'], ['zoom'], 14, 10.5, 16, 12, 18, 13.5];
  return [
    names(
      'side-names',
      'roads',
      among('minor_road', 'path', 'other'),
      c,
      { ...along, 'text-size': size, 'symbol-spacing': ['step', ['zoom'], 70, 16, 240], 'text-padding': 2 },
      14.9,
    ),
    names(
      'street-names',
      'roads',
      among('major_road', 'medium_road', 'highway'),
      c,
      // Beside the street until there is room in it: borders often run along main streets.
      {
        ...along,
        'text-size': size,
        'symbol-spacing': 240,
        'text-offset': ['step', ['zoom'], ['literal', [0, 1.1]], 17, ['literal', [0, 0]]],
      },
      14,
    ),
    names(
      'water-names',
      'water',
      ['==', ['geometry-type'], 'LineString'],
      c,
      { ...along, 'text-size': 12 },
      14,
    ),
    names(
      'place-names',
      'places',
      among('locality', 'neighbourhood', 'macrohood'),
      c,
      { 'text-font': font, 'text-size': 13, 'text-max-width': 8 },
      9,
    ),
  ];
}

/** Ids of all base layers, to take them away again. */
export function baseIds(c: MapColours): string[] {
  return [...baseGround(c), ...baseNames(c, [])].map(({ id }) => id);
}

/** What the file says about its source, as plain words: metadata may hold markup, and the map shows none. */
export function creditOf(metadata: unknown): string | null {
  const told = (metadata as { attribution?: unknown } | null)?.attribution;
  if (typeof told !== 'string') return null;
  const plain = told
    .replace(/<[^>]*>/g, '')
    .replace(/&copy;/g, '©')
    .replace(/&[a-z]+;|&#\d+;/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return plain ? plain.slice(0, 120) : null;
}
