// The edges of a municipality's border in a tree of boxes: what lies near a point, without asking every edge. Edges
// that follow one another lie near one another, so that boxes around each run of them are a good tree as they come.
// The twin of server/spatial/src/drawing/hedges.rs.

import { type Lattice, metres, type Point } from './lattice';
import { distance2 } from './simplify';

/** Edges in a box, and boxes in the next larger one. */
const RUN = 8;

/** An edge between two corners of a lattice. */
export type Line = [Point, Point];
type Reach = [west: number, south: number, east: number, north: number];

/** The edges of one part, and boxes around each run of them, then of those, up to a single one. */
export type Hedge = { edges: Line[]; floors: Reach[][] };

export function hedgeOf(edges: Line[]): Hedge {
  const floors = [joined(edges.map(([a, b]): Reach => around([...a, ...a], [...b, ...b])))];
  for (let top = floors[0] as Reach[]; top.length > 1; floors.push(top)) top = joined(top);
  return { edges, floors };
}

const around = (a: Reach, b: Reach): Reach => [
  Math.min(a[0], b[0]),
  Math.min(a[1], b[1]),
  Math.max(a[2], b[2]),
  Math.max(a[3], b[3]),
];

function joined(reaches: Reach[]): Reach[] {
  const boxes: Reach[] = [];
  for (let k = 0; k < reaches.length; k += RUN) boxes.push(reaches.slice(k, k + RUN).reduce(around));
  return boxes;
}

/** Does the part hold this point? */
export const holds = (hedge: Hedge, [x, y]: Point): boolean =>
  crossings(hedge, y).filter((at) => x < at).length % 2 === 1;

/** Where a line from west to east runs inside, from and to. */
export function spans(hedge: Hedge, y: number): Point[] {
  const xs = crossings(hedge, y).sort((a, b) => a - b);
  return xs.flatMap((x, k) => (k % 2 === 1 ? [[xs[k - 1] as number, x] as Point] : []));
}

/** Where a line from west to east crosses the edges. */
function crossings({ edges, floors }: Hedge, y: number): number[] {
  const found: number[] = [];
  const look = (floor: number, number: number): void => {
    const reach = floors[floor]?.[number];
    if (!reach || reach[1] > y || reach[3] < y) return;
    for (let k = number * RUN; k < (number + 1) * RUN; k++) {
      if (floor > 0) look(floor - 1, k);
      else if (edges[k]) cross(edges[k] as Line);
    }
  };
  const cross = ([a, b]: Line) => {
    if (a[1] > y !== b[1] > y) found.push(a[0] + ((y - a[1]) / (b[1] - a[1])) * (b[0] - a[0]));
  };
  look(floors.length - 1, 0);
  return found;
}

/** The square of the metres to the nearest edge, or `best` when that is less. Looks into nearer boxes first. */
export function nearest2({ edges, floors }: Hedge, point: Point, lattice: Lattice, best: number): number {
  const here = metres(lattice, point);
  let least = best;
  const away2 = ([west, south, east, north]: Reach) => {
    const off: Point = [
      Math.max(west - point[0], point[0] - east, 0),
      Math.max(south - point[1], point[1] - north, 0),
    ];
    const [x, y] = metres(lattice, off);
    return x * x + y * y;
  };
  const approach = (floor: number, number: number): void => {
    const run = [number * RUN, (number + 1) * RUN] as const;
    if (floor === 0) {
      for (const [a, b] of edges.slice(...run)) {
        least = Math.min(least, distance2(here, metres(lattice, a), metres(lattice, b)));
      }
      return;
    }
    const below = (floors[floor - 1] as Reach[]).slice(...run);
    const ways = below.map((reach, k) => [away2(reach), run[0] + k] as const).sort((a, b) => a[0] - b[0]);
    for (const [away, k] of ways) if (away < least) approach(floor - 1, k);
  };
  approach(floors.length - 1, 0);
  return least;
}
