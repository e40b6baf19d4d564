// Corners of a drawing on a lattice of a ten-millionth of a degree (1 cm), counted from the first corner. Whole
// numbers of that size multiply without a rounding error, so which side of a line a corner lies is exact, and the same
// as on the server (server/spatial/src/drawing/lattice.rs). Metres are for distances and areas only.

/** A place, [longitude, latitude] in degrees; or a corner, [east, north] in steps of the lattice. */
export type Point = [number, number];

const STEPS = 1e7;
/** The widest drawing that is looked at in detail, in steps: five degrees. */
export const WIDEST = 5 * STEPS;
/** WGS84: half the long axis in metres, and its eccentricity squared. */
const AXIS_M = 6_378_137;
const ECCENTRICITY2 = 0.006_694_379_990_141_317;
const RADIAN = Math.PI / 180;

export type Lattice = { origin: Point; eastM: number; northM: number };

/** Halves away from zero, as Rust rounds. */
const round = (x: number) => Math.sign(x) * Math.round(Math.abs(x));

/** The lattice of a ring of places, and the ring on it. Metres are those at the middle of its box. */
export function latticeOf(ring: Point[]): { lattice: Lattice; corners: Point[] } {
  const steps = ring.map(([lon, lat]): Point => [round(lon * STEPS), round(lat * STEPS)]);
  const origin = steps[0] ?? [0, 0];
  let [low, high] = [origin[1], origin[1]];
  for (const [, y] of steps) {
    low = Math.min(low, y);
    high = Math.max(high, y);
  }
  const latitude = ((low + high) / 2 / STEPS) * RADIAN;
  const sine = Math.sin(latitude);
  const bend = 1 - ECCENTRICITY2 * sine * sine;
  const step = RADIAN / STEPS;
  const eastM = (step * Math.cos(latitude) * AXIS_M) / Math.sqrt(bend);
  const northM = (step * AXIS_M * (1 - ECCENTRICITY2)) / (bend * Math.sqrt(bend));
  const corners = steps.map(([x, y]): Point => [x - origin[0], y - origin[1]]);
  return { lattice: { origin, eastM, northM }, corners };
}

/** The corner of the lattice at a place. */
export const cornerAt = (lattice: Lattice, [lon, lat]: Point): Point => [
  round(lon * STEPS) - lattice.origin[0],
  round(lat * STEPS) - lattice.origin[1],
];

/** The place of a corner, degrees with seven decimals. */
export const placeOf = (lattice: Lattice, [x, y]: Point): Point => [
  (x + lattice.origin[0]) / STEPS,
  (y + lattice.origin[1]) / STEPS,
];

/** Metres east and north of the origin. */
export const metres = (lattice: Lattice, [x, y]: Point): Point => [x * lattice.eastM, y * lattice.northM];

/** Metres along an open ring, back to its beginning. */
export const lengthOf = (lattice: Lattice, ring: Point[]): number =>
  ring.reduce((sum, [x, y], k) => {
    const [toX, toY] = ring[(k + 1) % ring.length] as Point;
    const [wx, wy] = metres(lattice, [toX - x, toY - y]);
    return sum + Math.sqrt(wx * wx + wy * wy);
  }, 0);

/** Square metres inside an open ring, positive when it runs counter-clockwise. */
export function signedArea(lattice: Lattice, ring: Point[]): number {
  let twice = 0;
  ring.forEach(([ax, ay], k) => {
    const [bx, by] = ring[(k + 1) % ring.length] as Point;
    twice += ax * by - bx * ay;
  });
  return (twice / 2) * lattice.eastM * lattice.northM;
}

/** Twice the signed area of the triangle: positive when c lies to the left of the way from a to b. */
export const side = (a: Point, b: Point, c: Point): number =>
  (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);

export const same = (a: Point | undefined, b: Point | undefined): boolean =>
  a !== undefined && b !== undefined && a[0] === b[0] && a[1] === b[1];

/** A ring without its closing corner and without corners that stand twice in a row. */
export function opened(ring: Point[]): Point[] {
  const open = ring.filter((corner, k) => k === 0 || !same(corner, ring[k - 1]));
  while (open.length > 1 && same(open[0], open.at(-1))) open.pop();
  return open;
}
