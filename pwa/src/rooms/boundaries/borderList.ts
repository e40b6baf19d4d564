/**
 * The border in words, pure: the twin of the map. A stretch of the line is named by the side of the buurt on which it
 * lies and by the street along it; a screen turns these rows into sentences. Positions WGS84 degrees, lengths metres.
 */
import type { FeatureCollection, LineString, MultiLineString, Position } from 'geojson';
import { type Direction, directionTo, metresBetween, offset, type Place } from '../../ground/map/where';
import type { Area, Course, Stretch } from './borderDoors';

export interface Street {
  name: string;
  lines: Position[][];
}

/** The stretches on one side of the buurt. */
export interface Side {
  side: Direction;
  metres: number;
  /** the share that puts the border here, 0 to 1, by length; null when nobody said */
  sure: number | null;
  /** metres between the lines of a quarter and three quarters, by length; null when nobody said */
  width: number | null;
  /** the streets along it, the longest first, at most two */
  streets: string[];
  /** for "show on map" */
  middle: Position;
}

/** Clockwise from north, as the list is read. */
export const sides: readonly Direction[] = ['n', 'ne', 'e', 'se', 's', 'sw', 'w', 'nw'];
/** Where neighbours differ this much, in metres, that is said instead of how sure the line is. */
export const muchApart = 100;
/** Where they differ no more than this, the border is clear. */
export const littleApart = 50;
const nearby = 45;
const step = 25;

const placeOf = ([lon = 0, lat = 0]: Position): Place => ({ lon, lat });

/** Whether a stretch is drawn wide and dashed: neighbours lie far apart. */
export function isVague({ width_m, confidence }: Stretch): boolean {
  return confidence === 'vague' || (width_m ?? 0) > muchApart;
}

/** Named streets of a street plan. */
export function streetsOf(ground: FeatureCollection | null): Street[] {
  const byName = new Map<string, Position[][]>();
  for (const { geometry, properties } of ground?.features ?? []) {
    const name = properties?.name;
    if (typeof name !== 'string' || !name) continue;
    const lines = linesOf(geometry as LineString | MultiLineString);
    if (lines.length > 0) byName.set(name, [...(byName.get(name) ?? []), ...lines]);
  }
  return [...byName].map(([name, lines]) => ({ name, lines }));
}

function linesOf(course: Course | { type: string }): Position[][] {
  if (course.type === 'LineString') return [(course as LineString).coordinates];
  return course.type === 'MultiLineString' ? (course as MultiLineString).coordinates : [];
}

/** Metres from a place to the nearest part of a line. */
function metresTo(line: readonly Position[], place: Place): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 1; i < line.length; i++) {
    const a = offset(place, placeOf(line[i - 1] ?? []));
    const b = offset(place, placeOf(line[i] ?? []));
    const [dx, dy] = [b.east - a.east, b.north - a.north];
    const square = dx * dx + dy * dy;
    const along = square === 0 ? 0 : Math.min(1, Math.max(0, -(a.east * dx + a.north * dy) / square));
    least = Math.min(least, Math.hypot(a.east + along * dx, a.north + along * dy));
  }
  return least;
}

/** The name of the street nearest to a place, at most 45 m away. */
export function streetNear(streets: readonly Street[], at: Position): string | null {
  const place = placeOf(at);
  let best: { name: string; away: number } | null = null;
  for (const { name, lines } of streets) {
    const away = Math.min(...lines.map((line) => metresTo(line, place)));
    if (away <= nearby && away < (best?.away ?? Number.POSITIVE_INFINITY)) best = { name, away };
  }
  return best?.name ?? null;
}

interface Piece {
  at: Position;
  metres: number;
  said: Stretch;
}

/** A line in pieces of at most 25 m, so that a long arc is spread over the sides on which it lies. */
function piecesOf(line: readonly Position[], said: Stretch): Piece[] {
  return line.slice(1).flatMap((to, i) => {
    const from = line[i] ?? to;
    const metres = metresBetween(placeOf(from), placeOf(to));
    const parts = Math.max(1, Math.ceil(metres / step));
    return Array.from({ length: parts }, (_, part) => {
      const share = (part + 0.5) / parts;
      const between = (j: 0 | 1): number => (from[j] ?? 0) + share * ((to[j] ?? 0) - (from[j] ?? 0));
      return { at: [between(0), between(1)], metres: metres / parts, said };
    });
  });
}

/** The line by side, clockwise from north. `middle` is the middle of the buurt. */
export function sidesOf(
  line: FeatureCollection<Course, Stretch> | null | undefined,
  middle: Place,
  streets: readonly Street[],
): Side[] {
  const pieces = (line?.features ?? []).flatMap(({ geometry, properties }) =>
    linesOf(geometry).flatMap((part) => piecesOf(part, properties ?? {})),
  );
  return sides.flatMap((side) => {
    const here = pieces.filter(({ at }) => directionTo(middle, placeOf(at)) === side);
    return here.length > 0 ? [sideOf(side, here, streets)] : [];
  });
}

/** The mean of what was told, by length; null when nothing was. */
function meanOf(pieces: readonly Piece[], what: (said: Stretch) => number | null | undefined): number | null {
  let [metres, sum] = [0, 0];
  for (const piece of pieces) {
    const value = what(piece.said);
    if (typeof value !== 'number') continue;
    metres += piece.metres;
    sum += piece.metres * value;
  }
  return metres > 0 ? sum / metres : null;
}

function sideOf(side: Direction, pieces: readonly Piece[], streets: readonly Street[]): Side {
  const metres = pieces.reduce((sum, piece) => sum + piece.metres, 0);
  const along = new Map<string, number>();
  for (const piece of pieces) {
    const name = streetNear(streets, piece.at);
    if (name) along.set(name, (along.get(name) ?? 0) + piece.metres);
  }
  const longest = [...along].toSorted(([, a], [, b]) => b - a).filter(([, m]) => m >= metres * 0.15);
  return {
    side,
    metres,
    sure: meanOf(pieces, ({ margin }) => margin),
    width: meanOf(pieces, ({ width_m }) => width_m),
    streets: longest.slice(0, 2).map(([name]) => name),
    middle: pieces[Math.floor(pieces.length / 2)]?.at ?? [0, 0],
  };
}

/** The point of an area's edge that lies furthest out in a direction: where somebody means who names a side. */
export function pointAt(area: Area, middle: Place, side: Direction): Position | null {
  const rings = area.type === 'Polygon' ? area.coordinates : area.coordinates.flat();
  const turn = (sides.indexOf(side) / 8) * 2 * Math.PI;
  const ahead = ([lon = 0, lat = 0]: Position): number => {
    const { east, north } = offset(middle, { lon, lat });
    // Straight ahead counts, and being off to a side costs.
    const on = east * Math.sin(turn) + north * Math.cos(turn);
    const off = Math.abs(east * Math.cos(turn) - north * Math.sin(turn));
    return on - off;
  };
  const points = rings.flatMap((ring) => piecesOf(ring, {}).map(({ at }) => at));
  return points.toSorted((a, b) => ahead(b) - ahead(a))[0] ?? null;
}

/** Square metres of an area, holes taken off. */
export function squareMetres(area: Area): number {
  const parts = area.type === 'Polygon' ? [area.coordinates] : area.coordinates;
  return parts.reduce(
    (sum, [outer, ...holes]) =>
      sum + ringMetres(outer ?? []) - holes.reduce((taken, hole) => taken + ringMetres(hole), 0),
    0,
  );
}

function ringMetres(ring: readonly Position[]): number {
  const from = placeOf(ring[0] ?? [0, 0]);
  let twice = 0;
  for (let i = 1; i < ring.length; i++) {
    const a = offset(from, placeOf(ring[i - 1] ?? []));
    const b = offset(from, placeOf(ring[i] ?? []));
    twice += a.east * b.north - b.east * a.north;
  }
  return Math.abs(twice) / 2;
}
