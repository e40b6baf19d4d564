// Judges the border that a resident draws: every fault with its place, what is repaired, the ring that is sent. Pure and
// without dependencies, so that a phone without signal says what the server would. It is the twin of
// server/spatial/src/drawing.rs, step by step; tests/golden/border_faults.json holds both to one answer.

import { latticeOf, lengthOf, opened, type Point, placeOf, same, signedArea, WIDEST } from './lattice';
import { distinct, fault, repair, repaired } from './repair';
import { strays, type Town } from './town';

/** Most corners of a drawing, the closing one not counted. */
export const MAX_CORNERS = 2_000;
/** Smaller is no border; smaller is asked about; larger is asked about; larger is no buurt. Square metres. */
const [MIN_M2, SMALL_M2, LARGE_M2, MAX_M2] = [100, 5_000, 4e6, 25e6];
const LARGE_TIMES = 6;
const MOST_OF_TOWN = 0.25;
/** Longer is no border of a buurt, metres. */
const MAX_LENGTH_M = 200_000;

/** What a drawing is held against: what the buurt usually measures, and the municipality. */
export type Rules = { usualArea?: number; municipality?: Town };

/** Something that is wrong, and where. `hint` says what it looks like: swapped, rd_metres or null_island. */
export type ShapeFault = { code: string; at?: Point; hint?: string };

/** A drawing that was judged; `ring` is closed, counter-clockwise, and absent with a fault. */
export type Checked = {
  faults: ShapeFault[];
  warnings: string[];
  repaired: string[];
  ring?: Point[];
  area_m2: number;
};

/** Judges a ring of [longitude, latitude], open or closed. A few milliseconds for 2,000 corners. */
export function check(ring: Point[], rules: Rules = {}): Checked {
  const judged: Checked = { faults: [], warnings: [], repaired: [], area_m2: 0 };
  const corners = withoutEnd(ring);
  if (corners.length > MAX_CORNERS) {
    fault(judged, 'too_many_vertices');
    return judged;
  }
  badCoordinates(corners, rules, judged);
  if (judged.faults.length === 0) judge(ring, rules, judged);
  return settled(judged);
}

/** With a fault there is no ring to keep, and nothing to ask about. */
export function settled(judged: Checked): Checked {
  if (judged.faults.length > 0) {
    delete judged.ring;
    judged.warnings = [];
  }
  return judged;
}

/** Must its maker look at it again before it counts? */
export const needsConfirmation = (judged: Checked): boolean =>
  judged.warnings.length > 0 || judged.repaired.some((code) => code !== 'unclosed');

export const withoutEnd = (ring: Point[]): Point[] =>
  ring.length > 0 && same(ring[0], ring.at(-1)) ? ring.slice(0, -1) : ring;

/** One ring: simplified, validated, repaired, measured, placed. */
export function judge(drawn: Point[], rules: Rules, judged: Checked): void {
  if (drawn.length > 1 && !same(drawn[0], drawn.at(-1))) repair(judged, 'unclosed');
  const { lattice, corners: closed } = latticeOf(drawn);
  const corners = opened(closed);
  const start = corners[0] && placeOf(lattice, corners[0]);
  if (distinct(corners) < 3) {
    fault(judged, 'too_few_points', start);
    return;
  }
  const wide = (axis: 0 | 1) => {
    const along = corners.map((corner) => corner[axis]);
    return Math.max(...along) - Math.min(...along) > WIDEST;
  };
  if (wide(0) || wide(1) || lengthOf(lattice, corners) > MAX_LENGTH_M) {
    judged.area_m2 = Math.abs(signedArea(lattice, corners));
    fault(judged, 'too_large', start);
    return;
  }
  const ring = repaired(corners, lattice, judged);
  if (!ring) return;
  sized(start, rules, judged);
  const out = rules.municipality && strays(rules.municipality, ring, lattice);
  if (out) fault(judged, 'outside', placeOf(lattice, out));
  const kept = ring.map((corner) => placeOf(lattice, corner));
  if (signedArea(lattice, ring) < 0) kept.reverse();
  judged.ring = [...kept, kept[0] as Point];
}

/** Is it too small or too large, or should it be asked about? */
function sized(start: Point | undefined, rules: Rules, judged: Checked): void {
  const area = judged.area_m2;
  const town = rules.municipality;
  const most = town ? Math.min(MAX_M2, Math.max(LARGE_M2, town.area_m2 * MOST_OF_TOWN)) : MAX_M2;
  const large = rules.usualArea === undefined ? LARGE_M2 : Math.min(LARGE_M2, rules.usualArea * LARGE_TIMES);
  if (area < MIN_M2) fault(judged, 'too_small', start);
  else if (area > most) fault(judged, 'too_large', start);
  else if (area < SMALL_M2) judged.warnings.push('warn_small');
  else if (area > large) judged.warnings.push('warn_large');
}

/** Names corners that are no places for a border; one is enough when it says what all of them will be. */
export function badCoordinates(corners: Point[], rules: Rules, judged: Checked): void {
  const box = bounds(rules.municipality);
  for (const [x, y] of corners) {
    const onGlobe = Math.abs(x) <= 180 && Math.abs(y) <= 90;
    const hint = looksLike(x, y, box);
    if (onGlobe && !hint) continue;
    fault(judged, 'bad_coordinates', onGlobe ? [x, y] : undefined, hint);
    if (hint) return;
  }
}

type Box = [west: number, south: number, east: number, north: number];

function looksLike(x: number, y: number, [west, south, east, north]: Box): string | undefined {
  if (x >= -7_000 && x < 300_000 && y >= 289_000 && y < 640_000) return 'rd_metres';
  const holds = (lon: number, lat: number) =>
    lon >= west - 0.1 && lon <= east + 0.1 && lat >= south - 0.1 && lat <= north + 0.1;
  if (!holds(x, y) && holds(y, x)) return 'swapped';
  if (Math.abs(x) < 0.01 && Math.abs(y) < 0.01) return 'null_island';
  return undefined;
}

/** The box of the municipality; without one that of the Netherlands. */
function bounds(town: Town | undefined): Box {
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lon, lat] of town?.polygons.flat(2) ?? []) {
    box[0] = Math.min(box[0], lon);
    box[1] = Math.min(box[1], lat);
    box[2] = Math.max(box[2], lon);
    box[3] = Math.max(box[3], lat);
  }
  return box[0] === Infinity ? [3.2, 50.7, 7.3, 53.6] : box;
}
