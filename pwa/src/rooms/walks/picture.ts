/**
 * Where people walked, as a drawing in metres: the buurt, the cells walked and those not. North is up, y grows downwards as
 * in SVG. Pure.
 */
import type { MultiPolygon, Polygon, Position } from 'geojson';
import { type Cell, type Frame, type Metres, metresOf } from './frame';

/** Cells beyond what was walked that are still drawn, on each side. */
const AROUND = 6;
/** Wider drawings say nothing on a phone. Cells a side. */
const WIDEST = 200;

export interface Picture {
  viewBox: string;
  /** paths, in metres from the corner */
  border: string;
  walked: string;
  unwalked: string;
  /** how many cells were walked, the eight around each step counted too */
  count: number;
}

type Ring = readonly Metres[];

function ringsOf(frame: Frame, shape: Polygon | MultiPolygon): Ring[] {
  const polygons = shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates;
  const corner = ([lon = 0, lat = 0]: Position): Metres => metresOf(frame, { lon, lat });
  return polygons.flat().map((ring) => ring.map(corner));
}

/** By even and odd crossings, holes included. */
function inside(rings: readonly Ring[], [x, y]: Metres): boolean {
  let within = false;
  for (const ring of rings) {
    ring.forEach(([xi, yi], at) => {
      const [xj, yj] = ring[(at + ring.length - 1) % ring.length] ?? [xi, yi];
      if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) within = !within;
    });
  }
  return within;
}

/** A step is as wide as a street: the cells around it count as walked, as they do on the server. */
export function widened(cells: readonly Cell[]): Set<string> {
  const wide = new Set<string>();
  for (const [ix, iy] of cells) {
    for (let dx = -1; dx <= 1; dx++) for (let dy = -1; dy <= 1; dy++) wide.add(`${ix + dx} ${iy + dy}`);
  }
  return wide;
}

/** The drawing around what was walked; null when nobody walked, or too far apart to draw. */
export function pictureOf(
  frame: Frame,
  cells: readonly Cell[],
  shape: Polygon | MultiPolygon | null,
): Picture | null {
  if (cells.length === 0) return null;
  const span = (axis: 0 | 1): [number, number] => [
    cells.reduce((low, cell) => Math.min(low, cell[axis]), Number.POSITIVE_INFINITY) - AROUND,
    cells.reduce((high, cell) => Math.max(high, cell[axis]), Number.NEGATIVE_INFINITY) + AROUND,
  ];
  const [[west, east], [south, north]] = [span(0), span(1)];
  if (east - west > WIDEST || north - south > WIDEST) return null;
  const side = frame.cell;
  const rings = shape ? ringsOf(frame, shape) : [];
  const wide = widened(cells);
  const square = (ix: number, iy: number) =>
    `M${(ix - west) * side} ${(north - iy) * side}h${side}v${side}h-${side}z`;
  let [walked, unwalked] = ['', ''];
  for (let iy = south; iy <= north; iy++) {
    for (let ix = west; ix <= east; ix++) {
      if (wide.has(`${ix} ${iy}`)) walked += square(ix, iy);
      else if (!shape || inside(rings, [(ix + 0.5) * side, (iy + 0.5) * side])) unwalked += square(ix, iy);
    }
  }
  const at = ([x, y]: Metres) => `${Math.round(x - west * side)} ${Math.round((north + 1) * side - y)}`;
  return {
    viewBox: `0 0 ${(east - west + 1) * side} ${(north - south + 1) * side}`,
    border: rings.map((ring) => `M${ring.map(at).join('L')}Z`).join(''),
    walked,
    unwalked,
    count: wide.size,
  };
}
