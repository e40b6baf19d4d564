/**
 * Editing borders as arcs, pure. A line between two buurten exists once, so that both change together and no gap or
 * overlap can arise. Where arcs meet is a corner; it moves in every arc that ends there. Positions WGS84 degrees.
 */
import type { MultiPolygon, Position } from 'geojson';
import { metresBetween, offset, type Place } from '../../ground/map/where';
import type { Arc, Coverage, Face } from './borderDoors';

const kept = (degrees: number): number => Math.round(degrees * 1e7) / 1e7;
/** A position as the server keeps it: seven decimals. */
export const keptAt = ([lon = 0, lat = 0]: Position): Position => [kept(lon), kept(lat)];
export const placeOf = ([lon = 0, lat = 0]: Position): Place => ({ lon, lat });
const same = (a: Position | undefined, b: Position | undefined): boolean =>
  a !== undefined && b !== undefined && a[0] === b[0] && a[1] === b[1];

/** Whether an arc is a ring of its own: a buurt inside another. */
export function isClosed({ line }: Pick<Arc, 'line'>): boolean {
  return line.length > 3 && same(line[0], line.at(-1));
}

/** The points of a ring of arcs, closed, each corner once. */
export function ringOf(coverage: Coverage, ring: readonly number[]): Position[] {
  const points: Position[] = [];
  for (const signed of ring) {
    const line = coverage.arcs[Math.abs(signed) - 1]?.line ?? [];
    const walked = signed > 0 ? line : line.toReversed();
    points.push(...(same(points.at(-1), walked[0]) ? walked.slice(1) : walked));
  }
  const first = points[0];
  if (first && !same(first, points.at(-1))) points.push(first);
  return points;
}

/** Twice the signed area in square metres: above zero when it turns against the clock. */
function turning(ring: readonly Position[]): number {
  const from = placeOf(ring[0] ?? [0, 0]);
  let twice = 0;
  for (let i = 1; i < ring.length; i++) {
    const a = offset(from, placeOf(ring[i - 1] ?? []));
    const b = offset(from, placeOf(ring[i] ?? []));
    twice += a.east * b.north - b.east * a.north;
  }
  return twice;
}

/** A face as an area. Rings that turn like the first are parts, the others holes in the part before them. */
export function shapeOf(coverage: Coverage, face: Face): MultiPolygon {
  const coordinates: Position[][][] = [];
  let way = 0;
  for (const ring of face.rings) {
    const points = ringOf(coverage, ring);
    const turn = Math.sign(turning(points));
    way ||= turn;
    const part = coordinates.at(-1);
    if (part && turn !== way) part.push(points);
    else coordinates.push([points]);
  }
  return { type: 'MultiPolygon', coordinates };
}

/** Square metres of a face, holes taken off. */
export function areaOf(coverage: Coverage, face: Face): number {
  const sum = face.rings.reduce((area, ring) => area + turning(ringOf(coverage, ring)), 0);
  return Math.abs(sum) / 2;
}

/** Metres of an arc. */
export function lengthOf({ line }: Pick<Arc, 'line'>): number {
  return line
    .slice(1)
    .reduce((sum, point, i) => sum + metresBetween(placeOf(line[i] ?? point), placeOf(point)), 0);
}

/** The faces on the two sides of an arc; a side without one is left out. */
export function facesBeside(coverage: Coverage, index: number): Face[] {
  const arc = coverage.arcs[index];
  const named = [arc?.left, arc?.right].flatMap((side) => {
    if (typeof side === 'number') return coverage.faces[side] ?? [];
    return coverage.faces.find(({ code }) => code === side) ?? [];
  });
  if (named.length > 0) return named;
  const holds = ({ rings }: Face): boolean => rings.flat().some((signed) => Math.abs(signed) - 1 === index);
  return coverage.faces.filter(holds);
}

/** Whether an arc may change: not locked itself, and no locked buurt beside it. */
export function mayChange(coverage: Coverage, index: number, locked: readonly string[]): boolean {
  const arc = coverage.arcs[index];
  if (!arc || arc.locked) return false;
  return facesBeside(coverage, index).every(({ code }) => !locked.includes(code));
}

/** Arcs of which an end stands at `at`. */
function arcsAt(coverage: Coverage, at: Position): number[] {
  return coverage.arcs.flatMap(({ line }, i) => (same(line[0], at) || same(line.at(-1), at) ? [i] : []));
}

/** The same coverage with other courses for these arcs, by index. */
export function withLines(coverage: Coverage, lines: ReadonlyMap<number, Position[]>): Coverage {
  const arcs = coverage.arcs.map((arc, i) => {
    const line = lines.get(i);
    return line ? { ...arc, line } : arc;
  });
  return { ...coverage, arcs };
}

/** Moves a point; a corner goes along in every arc that ends there. Null when one of those may not change. */
export function withPoint(
  coverage: Coverage,
  arc: number,
  point: number,
  to: Position,
  locked: readonly string[],
): Coverage | null {
  const line = coverage.arcs[arc]?.line;
  const from = line?.[point];
  if (!line || !from) return null;
  const isEnd = point === 0 || point === line.length - 1;
  const touched = isEnd ? arcsAt(coverage, from) : [arc];
  if (!touched.every((i) => mayChange(coverage, i, locked))) return null;
  const lines = touched.map((i): [number, Position[]] => {
    const before = coverage.arcs[i]?.line ?? [];
    const last = before.length - 1;
    const moves = (at: Position, j: number): boolean =>
      isEnd ? (j === 0 || j === last) && same(at, from) : j === point;
    return [i, before.map((at, j) => (moves(at, j) ? to : at))];
  });
  return withLines(coverage, new Map(lines));
}

/** Adds a point behind `point`, halfway to the next unless a place is given. */
export function withMore(coverage: Coverage, arc: number, point: number, at?: Position): Coverage | null {
  const line = coverage.arcs[arc]?.line;
  const [a, b] = [line?.[point], line?.[point + 1]];
  if (!line || !a || !b) return null;
  const halfway = [((a[0] ?? 0) + (b[0] ?? 0)) / 2, ((a[1] ?? 0) + (b[1] ?? 0)) / 2];
  return withLines(coverage, new Map([[arc, line.toSpliced(point + 1, 0, at ?? halfway)]]));
}

/** Takes a point away. Ends stay, and so does what a line or ring needs. */
export function withLess(coverage: Coverage, arc: number, point: number): Coverage | null {
  const line = coverage.arcs[arc]?.line;
  if (!line || point <= 0 || point >= line.length - 1) return null;
  if (line.length <= (isClosed({ line }) ? 4 : 2)) return null;
  return withLines(coverage, new Map([[arc, line.toSpliced(point, 1)]]));
}

/** Another course for an arc, from the same corner to the same corner. */
export function withCourse(coverage: Coverage, arc: number, course: readonly Position[]): Coverage | null {
  const line = coverage.arcs[arc]?.line;
  const [first, last] = [line?.[0], line?.at(-1)];
  if (!first || !last || course.length < 2) return null;
  return withLines(coverage, new Map([[arc, [first, ...course.slice(1, -1), last]]]));
}

/** The arcs that stand otherwise than before, as the door takes them. */
export function changedArcs(before: Coverage, after: Coverage): { index: number; line: Position[] }[] {
  const alike = (a: readonly Position[], b: readonly Position[]): boolean =>
    a === b || (a.length === b.length && a.every((at, i) => same(at, b[i])));
  return after.arcs.flatMap(({ line }, index) =>
    alike(line, before.arcs[index]?.line ?? []) ? [] : [{ index, line }],
  );
}

/** Whether no line of one stands otherwise than in the other. */
export function isAlike(one: Coverage, other: Coverage): boolean {
  return changedArcs(one, other).length === 0;
}

/** The same with this arc as the server keeps it. */
export function rounded(coverage: Coverage, arc: number): Coverage {
  const arcs = coverage.arcs.map((one, i) => (i === arc ? { ...one, line: one.line.map(keptAt) } : one));
  return { ...coverage, arcs };
}

/** The same lines, locked where `told` has them locked. */
export function lockedAs(told: Coverage, coverage: Coverage): Coverage {
  const arcs = coverage.arcs.map((arc, i) => ({ ...arc, locked: told.arcs[i]?.locked }));
  return { ...coverage, arcs };
}

/** Places halfway between the points of a line. */
export function halfways(line: readonly Position[]): Position[] {
  return line.slice(1).map((b, i) => {
    const a = line[i] ?? b;
    return [((a[0] ?? 0) + (b[0] ?? 0)) / 2, ((a[1] ?? 0) + (b[1] ?? 0)) / 2];
  });
}
