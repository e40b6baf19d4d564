// Takes away what no hand meant: wobble under a metre, and spikes that run out and straight back.
// The twin of server/spatial/src/drawing/simplify.rs.

import { type Lattice, metres, opened, type Point } from './lattice';

/** How far a corner may lie off the simplified line, metres. */
const WOBBLE_M = 1;
/** A spike is narrower than this, metres, and its tip sharper than 20 degrees; or its tip is sharper than one. */
const NARROW_M = 2;
const SHARP = 0.342_020_143_325_668_7;
const NEEDLE = 0.017_452_406_437_283_51;

/** An open ring with corners only where it turns over a metre from a straight line (Ramer, Douglas and Peucker). */
export function simplified(ring: Point[], lattice: Lattice): Point[] {
  if (ring.length < 3) return ring;
  let west = 0;
  ring.forEach((corner, k) => {
    const held = ring[west] as Point;
    if (corner[0] < held[0] || (corner[0] === held[0] && corner[1] < held[1])) west = k;
  });
  const turned = [...ring.slice(west), ...ring.slice(0, west + 1)];
  const plane = turned.map((corner) => metres(lattice, corner));
  const last = plane.length - 1;
  const far = farthest(plane, 0, last)?.k ?? 0;
  const keep = new Set([0, far]);
  const spans: Point[] = [
    [0, far],
    [far, last],
  ];
  for (let span = spans.pop(); span; span = spans.pop()) {
    const [from, to] = span;
    const best = farthest(plane, from, to);
    if (!best || best.away <= WOBBLE_M * WOBBLE_M) continue;
    keep.add(best.k);
    spans.push([from, best.k], [best.k, to]);
  }
  return turned.filter((_, k) => k < last && keep.has(k));
}

function farthest(plane: Point[], from: number, to: number): { k: number; away: number } | undefined {
  let best: { k: number; away: number } | undefined;
  for (let k = from + 1; k < to; k++) {
    const away = distance2(plane[k] as Point, plane[from] as Point, plane[to] as Point);
    if (!best || away > best.away) best = { k, away };
  }
  return best;
}

/** The distance from a point to the straight line between two others, squared. */
export function distance2(point: Point, from: Point, to: Point): number {
  const [wx, wy] = [to[0] - from[0], to[1] - from[1]];
  const [ox, oy] = [point[0] - from[0], point[1] - from[1]];
  const length2 = wx * wx + wy * wy;
  const along = length2 > 0 ? Math.min(1, Math.max(0, (ox * wx + oy * wy) / length2)) : 0;
  const [dx, dy] = [ox - along * wx, oy - along * wy];
  return dx * dx + dy * dy;
}

/** An open ring without its spikes, and whether there were any. */
export function withoutSpikes(drawn: Point[], lattice: Lattice): { ring: Point[]; found: boolean } {
  let [ring, found] = [[...drawn], false];
  let k = 0;
  while (k < ring.length && ring.length > 2) {
    const around = [ring.at(k - 1), ring[k], ring[(k + 1) % ring.length]] as [Point, Point, Point];
    if (isSpike(metres(lattice, around[0]), metres(lattice, around[1]), metres(lattice, around[2]))) {
      ring.splice(k, 1);
      ring = opened(ring);
      found = true;
      k = Math.max(0, k - 2);
      continue;
    }
    k += 1;
  }
  return { ring, found };
}

function isSpike(before: Point, tip: Point, after: Point): boolean {
  const [ax, ay] = [before[0] - tip[0], before[1] - tip[1]];
  const [bx, by] = [after[0] - tip[0], after[1] - tip[1]];
  if (ax * bx + ay * by <= 0) return false;
  const [longA, longB] = [Math.sqrt(ax * ax + ay * ay), Math.sqrt(bx * bx + by * by)];
  const sine = Math.abs(ax * by - ay * bx) / (longA * longB);
  return sine < NEEDLE || (sine < SHARP && sine * Math.min(longA, longB) < NARROW_M);
}
