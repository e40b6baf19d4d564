/**
 * The buurt in square pieces to be ticked in a list, pure: for hands, eyes and phones that cannot draw. Pieces cover the official
 * border and one row around it. Their side is 125 m, more for a large buurt, so that no list has more than 144 rows.
 */
import type { MultiPolygon, Polygon, Position } from 'geojson';
import { boxAround, middleOf, shapeAt } from '../../ground/map/where';
import type { Sketch } from './drawPencil';
import { type At, areaOf, type Flat, flattened, raised } from './drawShape';

export interface Block {
  /** "B3": row from the north, column from the west */
  id: string;
  row: number;
  column: number;
  middle: At;
  /** its four corners, from the south-west, counter-clockwise */
  corners: At[];
}

export interface Blocks {
  origin: At;
  /** metres */
  side: number;
  rows: Block[][];
}

const SIDE = 125;
const MANY = 144;

/** The pieces of a buurt; none when its border has no size. */
export function blocksOf(shape: Polygon | MultiPolygon): Blocks | null {
  const box = boxAround([shape]);
  const middle = middleOf(shape);
  if (!box || !middle) return null;
  const [sw, ne] = flattened(
    [
      [box[0], box[1]],
      [box[2], box[3]],
    ],
    [middle.lon, middle.lat],
  );
  if (!sw || !ne) return null;
  for (let side = SIDE; ; side += 25) {
    const found = cut(shape, [middle.lon, middle.lat], sw, ne, side);
    if (found.rows.reduce((sum, row) => sum + row.length, 0) <= MANY) return found;
  }
}

function cut(shape: Polygon | MultiPolygon, origin: At, sw: Flat, ne: Flat, side: number): Blocks {
  const west = Math.floor(sw[0] / side) - 1;
  const north = Math.ceil(ne[1] / side) + 1;
  const columns = Math.ceil(ne[0] / side) + 1 - west;
  const count = north - Math.floor(sw[1] / side) + 1;
  const inside = (row: number, column: number): boolean => {
    const at = raised([[(west + column + 0.5) * side, (north - row - 0.5) * side]], origin)[0];
    if (!at) return false;
    return (
      shapeAt([{ type: 'Feature', properties: {}, geometry: shape }], { lon: at[0], lat: at[1] }) !== null
    );
  };
  const within = Array.from({ length: count }, (_, row) =>
    Array.from({ length: columns }, (_, column) => inside(row, column)),
  );
  const near = (row: number, column: number): boolean =>
    [-1, 0, 1].some((dy) => [-1, 0, 1].some((dx) => within[row + dy]?.[column + dx]));
  const wanted = within
    .map((line, row) => line.flatMap((_, column) => (near(row, column) ? [{ row, column }] : [])))
    .filter((line) => line.length > 0);
  const firstColumn = Math.min(...wanted.flat().map(({ column }) => column));
  const rows = wanted.map((line, r) =>
    line.map(({ row, column }): Block => {
      const [x, y] = [(west + column) * side, (north - row - 1) * side];
      const square: Flat[] = [
        [x, y],
        [x + side, y],
        [x + side, y + side],
        [x, y + side],
      ];
      const places = raised([...square, [x + side / 2, y + side / 2]], origin);
      const id = `${letters(r)}${column - firstColumn + 1}`;
      return { id, row, column, middle: places[4] ?? origin, corners: places.slice(0, 4) };
    }),
  );
  return { origin, side, rows };
}

/** A, B ... Z, AA, AB ... */
function letters(n: number): string {
  const last = String.fromCharCode(65 + (n % 26));
  return n < 26 ? last : letters(Math.floor(n / 26) - 1) + last;
}

/** The pieces whose middle lies in a drawing. */
export function ticked(blocks: Blocks, sketch: Sketch): Set<string> {
  const [first] = sketch.line;
  if (!sketch.closed || !first) return new Set();
  const geometry: Polygon = { type: 'Polygon', coordinates: [[...sketch.line, first] as Position[]] };
  const shape = [{ type: 'Feature' as const, properties: {}, geometry }];
  const inside = blocks.rows.flat().filter(({ middle: [lon, lat] }) => shapeAt(shape, { lon, lat }) !== null);
  return new Set(inside.map(({ id }) => id));
}

/** Outlines of the chosen pieces, the largest first; holes are filled. Pieces that touch at a corner only stay apart. */
export function outlines(blocks: Blocks, chosen: ReadonlySet<string>): At[][] {
  const name = (column: number, row: number): string => `${column},${row}`;
  const corner = new Map<string, At>();
  const on = new Map<string, string[]>();
  const taken = blocks.rows.flat().filter(({ id }) => chosen.has(id));
  const cells = new Set(taken.map(({ row, column }) => name(column, row)));
  for (const { row, column, corners } of taken) {
    const spots = [
      [column, row + 1],
      [column + 1, row + 1],
      [column + 1, row],
      [column, row],
    ].map(([x = 0, y = 0]) => name(x, y));
    const beyond = [
      name(column, row + 1),
      name(column + 1, row),
      name(column, row - 1),
      name(column - 1, row),
    ];
    for (const [i, from] of spots.entries()) {
      corner.set(from, corners[i] ?? blocks.origin);
      const to = spots[(i + 1) % 4] ?? from;
      // A side between two chosen pieces is no border.
      if (!cells.has(beyond[i] ?? '')) on.set(from, [...(on.get(from) ?? []), to]);
    }
  }
  const rings: At[][] = [];
  for (let start = first(on); start !== null; start = first(on)) rings.push(walked(on, start, corner));
  return rings.filter(isOuter).toSorted((a, b) => areaOf(b) - areaOf(a));
}

function first(on: ReadonlyMap<string, string[]>): string | null {
  for (const [from, ways] of on) if (ways.length > 0) return from;
  return null;
}

/** Follows the sides back to where it began; where two ways go on it turns left, so that pieces that touch at a corner stay apart. */
function walked(on: Map<string, string[]>, start: string, corner: ReadonlyMap<string, At>): At[] {
  const spots: string[] = [];
  let [here, before] = [start, start];
  do {
    spots.push(here);
    const ways = on.get(here) ?? [];
    const to = ways.toSorted((a, b) => leftness(before, here, b) - leftness(before, here, a))[0];
    if (to === undefined) break;
    on.set(
      here,
      ways.filter((way) => way !== to),
    );
    [before, here] = [here, to];
  } while (here !== start);
  const straight = (i: number): boolean =>
    leftness(spots.at(i - 1) ?? '', spots[i] ?? '', spots[(i + 1) % spots.length] ?? '') === 0;
  return spots.flatMap((spot, i) => {
    const at = straight(i) ? undefined : corner.get(spot);
    return at ? [at] : [];
  });
}

/** Positive for a turn to the left; rows count southwards. */
function leftness(before: string, here: string, to: string): number {
  const [[ax = 0, ay = 0], [bx = 0, by = 0], [cx = 0, cy = 0]] = [before, here, to].map((text) =>
    text.split(',').map(Number),
  ) as [number[], number[], number[]];
  return -((bx - ax) * (cy - by) - (by - ay) * (cx - bx));
}

/** Counter-clockwise rings are outer sides; holes run the other way. */
function isOuter(ring: readonly At[]): boolean {
  const [origin] = ring;
  if (!origin) return false;
  const flat = flattened(ring, origin);
  return (
    flat.reduce((sum, [x, y], i) => {
      const [nx, ny] = flat[(i + 1) % flat.length] ?? [x, y];
      return sum + x * ny - nx * y;
    }, 0) > 0
  );
}
