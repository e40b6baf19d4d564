// Does a drawing lie in the municipality? The twin of server/spatial/src/drawing/town.rs.

import { type Hedge, hedgeOf, holds, type Line, nearest2, spans } from './hedges';
import { cornerAt, type Lattice, metres, type Point } from './lattice';

/** How far out of the municipality a drawing may go, metres. */
const MARGIN_M = 500;
/** Edges of a drawing are looked at every so many metres. */
const STRIDE_M = 250;
/** Lines from west to east along which the part inside is measured. */
const ROWS = 64;
/** What part of a drawing must lie inside. */
const INSIDE = 0.5;

/** The municipality: polygons (rings of places) that lie side by side, and their area together. */
export type Town = { polygons: Point[][][]; area_m2: number };

/** Where an open ring goes too far out: its farthest point, or undefined. */
export function strays(town: Town, ring: Point[], lattice: Lattice): Point | undefined {
  const parts = town.polygons.map((polygon) => hedgeOf(polygon.flatMap((part) => edges(part, lattice))));
  const worst = farthestOut(ring, parts, lattice);
  if (!worst) return undefined;
  return worst.away > MARGIN_M || shareInside(ring, parts) < INSIDE ? worst.at : undefined;
}

function edges(ring: Point[], lattice: Lattice): Line[] {
  const corners = ring.map((place) => cornerAt(lattice, place));
  return corners.slice(1).map((corner, k): Line => [corners[k] as Point, corner]);
}

function farthestOut(
  ring: Point[],
  parts: Hedge[],
  lattice: Lattice,
): { away: number; at: Point } | undefined {
  let worst: { away: number; at: Point } | undefined;
  ring.forEach((from, k) => {
    const to = ring[(k + 1) % ring.length] as Point;
    const [x, y] = metres(lattice, [to[0] - from[0], to[1] - from[1]]);
    const steps = Math.max(1, Math.ceil(Math.sqrt(x * x + y * y) / STRIDE_M));
    for (let step = 0; step < steps; step++) {
      const between = (axis: 0 | 1) => {
        const at = from[axis] + (step / steps) * (to[axis] - from[axis]);
        return Math.sign(at) * Math.round(Math.abs(at));
      };
      const at: Point = [between(0), between(1)];
      const away = metresOut(at, parts, lattice);
      if (away > 0 && (!worst || away > worst.away)) worst = { away, at };
    }
  });
  return worst;
}

function metresOut(point: Point, parts: Hedge[], lattice: Lattice): number {
  if (parts.some((part) => holds(part, point))) return 0;
  const nearer = (best: number, part: Hedge) => nearest2(part, point, lattice, best);
  return Math.sqrt(parts.reduce(nearer, Number.POSITIVE_INFINITY));
}

/** What part of the ring lies inside, measured along the rows. */
function shareInside(ring: Point[], parts: Hedge[]): number {
  const own = hedgeOf(ring.map((corner, k): Line => [corner, ring[(k + 1) % ring.length] as Point]));
  const ys = ring.map(([, y]) => y);
  const [low, high] = [Math.min(...ys), Math.max(...ys)];
  let [all, inside] = [0, 0];
  for (let row = 0; row < ROWS; row++) {
    const y = low + ((row + 0.5) * (high - low)) / ROWS;
    const covered = parts.flatMap((part) => spans(part, y));
    for (const [from, to] of spans(own, y)) {
      all += to - from;
      for (const [start, end] of covered) inside += Math.max(0, Math.min(end, to) - Math.max(start, from));
    }
  }
  return all > 0 ? inside / all : 0;
}
