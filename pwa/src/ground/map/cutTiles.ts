/** Lines and rings of a vector tile put together again, pure: what was cut at a tile's edge gets no line along that edge. */
import type { Position } from 'geojson';

export interface TileId {
  z: number;
  x: number;
  y: number;
}
/** In tile units, from its north-west corner. */
export type Corner = { x: number; y: number };

/** A piece shorter than this, in tile units, says nothing. */
const NOTHING = 1e-9;

/** The tiles over a box (west, south, east, north in degrees), at the deepest zoom at which they are no more than `most`. */
export function tilesOver(
  [west, south, east, north]: readonly [number, number, number, number],
  deepest: number,
  most: number,
): TileId[] {
  for (let z = deepest; z >= 0; z--) {
    const [left, top] = [Math.floor(columnOf(west, z)), Math.floor(rowOf(north, z))];
    const [right, bottom] = [Math.floor(columnOf(east, z)), Math.floor(rowOf(south, z))];
    const [across, down] = [right - left + 1, bottom - top + 1];
    if (across * down > most) continue;
    return Array.from({ length: across * down }, (_, i) => ({
      z,
      x: left + (i % across),
      y: top + Math.floor(i / across),
    }));
  }
  return [];
}

/** A place in a tile as `[lon, lat]`, WGS84 degrees. */
export function placeIn({ z, x, y }: TileId, extent: number, at: Corner): Position {
  const size = 2 ** z;
  const lon = ((x + at.x / extent) / size) * 360 - 180;
  const turn = Math.PI * (1 - (2 * (y + at.y / extent)) / size);
  return [lon, (Math.atan(Math.sinh(turn)) * 180) / Math.PI];
}

function columnOf(lon: number, z: number): number {
  return ((lon + 180) / 360) * 2 ** z;
}

function rowOf(lat: number, z: number): number {
  const turn = Math.asinh(Math.tan((lat * Math.PI) / 180));
  return ((1 - turn / Math.PI) / 2) * 2 ** z;
}

/** The parts of a line inside its tile. Stretches along the edge are left out: areas are cut there, and nothing runs there. */
export function within(line: readonly Corner[], extent: number): Corner[][] {
  const parts: Corner[][] = [];
  for (const [i, to] of line.slice(1).entries()) {
    const piece = cut(line[i] ?? to, to, extent);
    if (!piece || alongEdge(piece, extent)) continue;
    const [from, end] = piece;
    const last = parts.at(-1)?.at(-1);
    if (last && Math.hypot(last.x - from.x, last.y - from.y) < NOTHING) parts.at(-1)?.push(end);
    else parts.push([from, end]);
  }
  return parts;
}

/** A stretch cut to the square from 0 to `extent`; null when it lies outside. */
function cut(a: Corner, b: Corner, extent: number): [Corner, Corner] | null {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  let [from, to] = [0, 1];
  const sides: [number, number][] = [
    [-dx, a.x],
    [dx, extent - a.x],
    [-dy, a.y],
    [dy, extent - a.y],
  ];
  for (const [step, room] of sides) {
    if (step === 0 && room < 0) return null;
    if (step < 0) from = Math.max(from, room / step);
    if (step > 0) to = Math.min(to, room / step);
  }
  if (to - from < NOTHING) return null;
  const at = (share: number): Corner => ({ x: a.x + share * dx, y: a.y + share * dy });
  return [from === 0 ? a : at(from), to === 1 ? b : at(to)];
}

function alongEdge([a, b]: [Corner, Corner], extent: number): boolean {
  const on = (one: number, other: number): boolean => one === other && (one <= 0 || one >= extent);
  return on(a.x, b.x) || on(a.y, b.y);
}
