// Where a ring meets itself. The twin of server/spatial/src/drawing/crossings.rs.

import { type Point, same, side } from './lattice';

/** Most contacts that are looked for: a ring with more is a scribble. */
export const MOST = 500;

/** Two edges of a ring that meet, each by the corner it begins at and how far along it: 0 up to 1. */
export type Contact = { at: Point; on: [[edge: number, along: number], [edge: number, along: number]] };

/** The contacts of an open ring; neighbouring edges do not count for the corner they share. */
export function contacts(ring: Point[]): Contact[] {
  const found: Contact[] = [];
  const n = ring.length;
  for (let i = 0; i < n; i++) {
    for (let j = i + 2; j < n; j++) {
      if (i === 0 && j === n - 1) continue;
      meet(ring, i, j, found);
      if (found.length > MOST) return found;
    }
  }
  return found;
}

function meet(ring: Point[], i: number, j: number, found: Contact[]): void {
  const [a, b] = [ring[i] as Point, ring[i + 1] as Point];
  const [c, d] = [ring[j] as Point, ring[(j + 1) % ring.length] as Point];
  const apart =
    Math.max(a[0], b[0]) < Math.min(c[0], d[0]) ||
    Math.max(c[0], d[0]) < Math.min(a[0], b[0]) ||
    Math.max(a[1], b[1]) < Math.min(c[1], d[1]) ||
    Math.max(c[1], d[1]) < Math.min(a[1], b[1]);
  if (apart) return;
  const [ofC, ofD] = [side(a, b, c), side(a, b, d)];
  const [ofA, ofB] = [side(c, d, a), side(c, d, b)];
  const before = found.length;
  const onI = ofC === 0 ? along(a, b, c) : undefined;
  if (onI !== undefined) found.push({ at: c, on: [[i, onI], [j, 0]] }); // biome-ignore format: two edges
  const onJ = ofA === 0 && !same(a, c) ? along(c, d, a) : undefined;
  if (onJ !== undefined) found.push({ at: a, on: [[i, 0], [j, onJ]] }); // biome-ignore format: two edges
  if (found.length > before || ofC * ofD >= 0 || ofA * ofB >= 0) return;
  const [t, u] = [ofA / (ofA - ofB), ofC / (ofC - ofD)];
  const between = (axis: 0 | 1) => {
    const at = a[axis] + t * (b[axis] - a[axis]);
    return Math.sign(at) * Math.round(Math.abs(at));
  };
  found.push({
    at: [between(0), between(1)],
    on: [
      [i, t],
      [j, u],
    ],
  });
}

/** How far along the edge from a to b a corner on its line lies; undefined off the edge and at its end. */
function along(a: Point, b: Point, corner: Point): number | undefined {
  const [wx, wy] = [b[0] - a[0], b[1] - a[1]];
  const part = Math.abs(wx) > Math.abs(wy) ? (corner[0] - a[0]) / wx : (corner[1] - a[1]) / wy;
  return part >= 0 && part < 1 ? part : undefined;
}
