/**
 * What the map shows, in plain words, and how it becomes the map's sources. Pure: no map library here, so tests can read it.
 *
 * Everything in a `Plot` also stands as a row in the list; the ground (streets, water, blocks) and the borders are the exception.
 */
import type { Feature, FeatureCollection, MultiPolygon, Point, Polygon, Position } from 'geojson';
import { type Theme, themes } from '../ui/icons/markers';
import type { Rung } from '../ui/icons/rungs';
import type { BaseHint } from './basemap';
import { fitName, type Proposal, proposalFeatures } from './proposals';
import { disc, middleOf, moved, type Place } from './where';

/** A buurt as `GET /api/buurten` answers it. */
export type Buurt = Feature<
  Polygon | MultiPolygon,
  { code: string; name: string; kind: 'official' | 'adopted' }
>;

/** One finding on the map. */
export interface Mark {
  id: string;
  place: Place;
  theme: Theme | null;
  /** Outside the chosen buurt: drawn fainter. */
  faded: boolean;
  /** Still only on this phone. */
  waiting: boolean;
  /** Arrived a moment ago: the server's list and tiles may not hold it yet, so it is drawn on top as well. */
  fresh?: boolean;
}

/** One hotspot on the map. */
export interface Ring {
  id: string;
  place: Place;
  /** Metres: the circle that covers the place. */
  radius: number;
  /** Two rings when clear, one when possible. */
  clear: boolean;
  name: string;
  /** Rung of the measure that fits best. */
  fit?: Rung | null;
}

/** Where the walker is. */
export interface Me extends Place {
  /** Metres. */
  accuracy: number;
  quality: 'good' | 'fair' | 'poor';
}

/** A stretch of the map that is drawn in stripes. */
export type Striped = MultiPolygon;

export interface Plot {
  buurten: readonly Buurt[];
  /** Code of the chosen buurt. */
  own: string | null;
  /** Streets, water, green and blocks; `properties.kind` = main_street, street, path, water, green or block. */
  ground: FeatureCollection | null;
  /** Drawn in place of `ground` when it can be read. */
  base: BaseHint | null;
  /** Address of the findings' tiles, which are drawn in place of `marks` that do not wait; `null`: marks only. */
  tiles: string | null;
  /** Where nobody walked. */
  unwalked?: Striped | null;
  marks: readonly Mark[];
  rings: readonly Ring[];
  proposals: readonly Proposal[];
  me: Me | null;
}

export const emptyPlot: Plot = {
  buurten: [],
  own: null,
  ground: null,
  base: null,
  tiles: null,
  marks: [],
  rings: [],
  proposals: [],
  me: null,
};

/** Names of the sources; the layers use the same. */
export type SourceName =
  | 'ground'
  | 'buurten'
  | 'outside'
  | 'unwalked'
  | 'names'
  | 'marks'
  | 'waiting'
  | 'rings'
  | 'tags'
  | 'fits'
  | 'proposals'
  | 'me';

const world: Position[] = [
  [-180, -85],
  [180, -85],
  [180, 85],
  [-180, 85],
  [-180, -85],
];

function collection(features: Feature[]): FeatureCollection {
  return { type: 'FeatureCollection', features };
}

function point(place: Place, properties: Record<string, unknown>): Feature<Point> {
  return { type: 'Feature', properties, geometry: { type: 'Point', coordinates: [place.lon, place.lat] } };
}

function markPoint(mark: Mark): Feature {
  const { id, theme, faded, waiting } = mark;
  return point(mark.place, { id, theme: theme ?? 'unknown', faded, waiting });
}

/** Drawn from this phone, also when tiles show the rest. */
function onTop(mark: Mark): boolean {
  return mark.waiting || mark.fresh === true;
}

function buurtNames(plot: Plot): Feature[] {
  return plot.buurten.flatMap((buurt) => {
    const middle = middleOf(buurt.geometry);
    return middle
      ? [point(middle, { name: buurt.properties.name, own: buurt.properties.code === plot.own })]
      : [];
  });
}

function ringTag(ring: Ring, name: string): Feature {
  // The tag hangs on the southern edge of the ring, so that the place itself stays in sight.
  const edge = moved(ring.place, 0, -0.92 * ring.radius);
  return point(edge, { id: ring.id, name, radius: ring.radius });
}

function ringTags(rings: readonly Ring[]): Feature[] {
  const named = rings.filter(({ name }) => name);
  const short = named.map(({ name }) => shortName(name));
  const once = (at: number): boolean => short.indexOf(short[at] ?? '') === short.lastIndexOf(short[at] ?? '');
  // Two corners of one street begin alike: their tags say the whole name.
  return named.map((ring, at) => ringTag(ring, once(at) ? (short[at] ?? '') : ring.name));
}

/** The board of what fits best stands on the north-eastern edge of the ring: its middle is for the findings. */
function fitBoard({ id, place, radius, fit }: Ring): Feature[] {
  const edge = 0.75 * radius;
  return fit ? [point(moved(place, edge, edge), { id, image: fitName(fit) })] : [];
}

/**
 * A hotspot's name for its tag on the map: the part before a slash or bracket, with the number that tells it from others
 * of its name; at most 22 characters.
 */
export function shortName(name: string): string {
  const number = /,? (nr\. \d+)$/.exec(name);
  const end = number ? ` ${number[1]}` : '';
  const whole = number ? name.slice(0, number.index) : name;
  const first = whole.split(/[/(,]/)[0]?.trim() || whole;
  const room = 22 - end.length;
  return (first.length <= room ? first : `${first.slice(0, room - 1).trimEnd()}…`) + end;
}

function meFeatures(me: Me): Feature[] {
  const ring: Feature = {
    type: 'Feature',
    properties: { quality: me.quality },
    geometry: disc(me, me.accuracy),
  };
  return [ring, point(me, {})];
}

/** Everything but the chosen buurt, to be faded; nothing when no buurt is chosen. */
function outside(plot: Plot): Feature[] {
  const own = plot.buurten.find((buurt) => buurt.properties.code === plot.own)?.geometry;
  if (!own) return [];
  const parts = own.type === 'Polygon' ? [own.coordinates] : own.coordinates;
  const holes = parts.flatMap(([outer]) => (outer ? [outer] : []));
  const enclosed = parts.flatMap(([, ...inner]) => inner).map((ring) => [ring]);
  const coordinates = [[world, ...holes], ...enclosed];
  return [{ type: 'Feature', properties: {}, geometry: { type: 'MultiPolygon', coordinates } }];
}

/** The sources of a plot. */
export function sourcesOf(plot: Plot): Record<SourceName, FeatureCollection> {
  const own = (buurt: Buurt): Feature => ({
    ...buurt,
    properties: { ...buurt.properties, own: buurt.properties.code === plot.own },
  });
  const ring = (r: Ring): Feature => point(r.place, { id: r.id, radius: r.radius, clear: r.clear });
  return {
    ground: plot.ground ?? collection([]),
    buurten: collection(plot.buurten.map(own)),
    outside: collection(outside(plot)),
    unwalked: collection(plot.unwalked ? [{ type: 'Feature', properties: {}, geometry: plot.unwalked }] : []),
    names: collection(buurtNames(plot)),
    marks: collection(plot.marks.filter((mark) => !onTop(mark)).map(markPoint)),
    waiting: collection(plot.marks.filter(onTop).map(markPoint)),
    // Small rings above large ones, so that none is hidden under another.
    rings: collection(plot.rings.toSorted((a, b) => b.radius - a.radius).map(ring)),
    tags: collection(ringTags(plot.rings)),
    fits: collection(plot.rings.flatMap(fitBoard)),
    proposals: proposalFeatures(plot.proposals),
    me: collection(plot.me ? meFeatures(plot.me) : []),
  };
}

const madeFrom: Record<SourceName, readonly (keyof Plot)[]> = {
  ground: ['ground'],
  buurten: ['buurten', 'own'],
  outside: ['buurten', 'own'],
  unwalked: ['unwalked'],
  names: ['buurten', 'own'],
  marks: ['marks'],
  waiting: ['marks'],
  rings: ['rings'],
  tags: ['rings'],
  fits: ['rings'],
  proposals: ['proposals'],
  me: ['me'],
};

/** The sources whose part of the plot is another one than before. */
export function changedSources(plot: Plot, before: Plot): SourceName[] {
  const names = Object.keys(madeFrom) as SourceName[];
  return names.filter((name) => madeFrom[name].some((part) => plot[part] !== before[part]));
}

/** The names under which the marker images are registered. */
export function markerImages(): { name: string; theme: Theme | null; waiting: boolean }[] {
  const all: (Theme | null)[] = [...themes, null];
  return all.flatMap((theme) => [
    { name: `marker-${theme ?? 'unknown'}`, theme, waiting: false },
    { name: `waiting-${theme ?? 'unknown'}`, theme, waiting: true },
  ]);
}
