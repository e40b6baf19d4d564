/**
 * Where things are: distance, direction, boxes and middles, pure.
 *
 * Frame: WGS84 degrees in and out, metres for lengths. A city is small, so one degree is taken as a fixed number of
 * metres around the place itself; the error stays below 0.2 % within 20 km, which no sentence of the app shows.
 */
import type { Feature, MultiPolygon, Polygon, Position } from 'geojson';

export interface Place {
  lon: number;
  lat: number;
}

/** West, south, east, north in degrees. */
export type Box = [number, number, number, number];

/** The eight directions, clockwise from north; the words stand in the word modules. */
export type Direction = 'n' | 'ne' | 'e' | 'se' | 's' | 'sw' | 'w' | 'nw';
const directions: readonly Direction[] = ['n', 'ne', 'e', 'se', 's', 'sw', 'w', 'nw'];

const metresPerDegree = 111_320;

/** Metres east and north of `from`. */
export function offset(from: Place, to: Place): { east: number; north: number } {
  const shrink = Math.cos((((from.lat + to.lat) / 2) * Math.PI) / 180);
  return {
    east: (to.lon - from.lon) * metresPerDegree * shrink,
    north: (to.lat - from.lat) * metresPerDegree,
  };
}

/** The place `east` and `north` metres from `from`. */
export function moved(from: Place, east: number, north: number): Place {
  const lat = from.lat + north / metresPerDegree;
  const shrink = Math.cos((((from.lat + lat) / 2) * Math.PI) / 180);
  return { lon: from.lon + east / (metresPerDegree * shrink), lat };
}

/** Distance in metres. */
export function metresBetween(from: Place, to: Place): number {
  const { east, north } = offset(from, to);
  return Math.hypot(east, north);
}

/** The direction in which `to` lies, one of eight. */
export function directionTo(from: Place, to: Place): Direction {
  const { east, north } = offset(from, to);
  const turn = (Math.atan2(east, north) / (2 * Math.PI)) * 8;
  return directions[(Math.round(turn) + 8) % 8] ?? 'n';
}

/** Metres as a walker says them: 5, 10, 20 ... below 100; tens below 1,000; beyond that tenths of kilometres. */
export function roundMetres(metres: number): { value: number; unit: 'm' | 'km' } {
  if (metres < 10) return { value: 5, unit: 'm' };
  if (metres < 995) return { value: Math.round(metres / 10) * 10, unit: 'm' };
  return { value: Math.round(metres / 100) / 10, unit: 'km' };
}

function outerRings(shape: Polygon | MultiPolygon): Position[][] {
  const polygons = shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates;
  return polygons.flatMap((rings) => (rings[0] ? [rings[0]] : []));
}

/** The box around shapes; `null` when there is nothing. */
export function boxAround(shapes: readonly (Polygon | MultiPolygon)[]): Box | null {
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lon = 0, lat = 0] of shapes.flatMap(outerRings).flat()) {
    box[0] = Math.min(box[0], lon);
    box[1] = Math.min(box[1], lat);
    box[2] = Math.max(box[2], lon);
    box[3] = Math.max(box[3], lat);
  }
  return Number.isFinite(box[0]) ? box : null;
}

/** A box made wider by a share of its own size on every side. */
export function widened(box: Box, share: number): Box {
  const dx = (box[2] - box[0]) * share;
  const dy = (box[3] - box[1]) * share;
  return [box[0] - dx, box[1] - dy, box[2] + dx, box[3] + dy];
}

/** Whether `inner` lies wholly in `outer`. */
export function holds(outer: Box, inner: Box): boolean {
  return outer[0] <= inner[0] && outer[1] <= inner[1] && outer[2] >= inner[2] && outer[3] >= inner[3];
}

/** A box as the `bbox` of a request: six decimals are 0.1 m. */
export function boxText(box: Box): string {
  return box.map((degrees) => degrees.toFixed(6)).join(',');
}

interface Weighed extends Place {
  /** Area in square metres, never negative. */
  area: number;
}

function ringMiddle(ring: Position[]): Weighed | null {
  const start = ring[0];
  if (!start || ring.length < 4) return null;
  const from = { lon: start[0] ?? 0, lat: start[1] ?? 0 };
  let [twice, east, north] = [0, 0, 0];
  for (let i = 1; i < ring.length; i++) {
    const a = offset(from, { lon: ring[i - 1]?.[0] ?? 0, lat: ring[i - 1]?.[1] ?? 0 });
    const b = offset(from, { lon: ring[i]?.[0] ?? 0, lat: ring[i]?.[1] ?? 0 });
    const cross = a.east * b.north - b.east * a.north;
    twice += cross;
    east += (a.east + b.east) * cross;
    north += (a.north + b.north) * cross;
  }
  if (twice === 0) return { ...from, area: 0 };
  return { ...moved(from, east / (3 * twice), north / (3 * twice)), area: Math.abs(twice) / 2 };
}

/** The middle of a shape's largest part, for a label. Holes are not looked at. */
export function middleOf(shape: Polygon | MultiPolygon): Place | null {
  const parts = outerRings(shape).flatMap((ring) => ringMiddle(ring) ?? []);
  return parts.toSorted((a, b) => b.area - a.area)[0] ?? null;
}

/** The middle of all parts together, weighed by area, and the radius in metres of a circle that covers their corners. */
export function circleAround(shape: Polygon | MultiPolygon): (Place & { radius: number }) | null {
  const parts = outerRings(shape).flatMap((ring) => ringMiddle(ring) ?? []);
  const weight = parts.reduce((sum, part) => sum + part.area, 0);
  if (weight === 0) return null;
  const lon = parts.reduce((sum, part) => sum + part.lon * part.area, 0) / weight;
  const lat = parts.reduce((sum, part) => sum + part.lat * part.area, 0) / weight;
  const corners = outerRings(shape).flat();
  const radius = Math.max(
    ...corners.map(([x = 0, y = 0]) => metresBetween({ lon, lat }, { lon: x, lat: y })),
  );
  return { lon, lat, radius };
}

function insideRings(rings: Position[][], place: Place): boolean {
  let inside = false;
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [xi = 0, yi = 0] = ring[i] ?? [];
      const [xj = 0, yj = 0] = ring[j] ?? [];
      const crosses = yi > place.lat !== yj > place.lat;
      if (crosses && place.lon < ((xj - xi) * (place.lat - yi)) / (yj - yi) + xi) inside = !inside;
    }
  }
  return inside;
}

/** The shape in which a place lies, by even and odd crossings. The server's answer counts; this only chooses what to show. */
export function shapeAt<F extends Feature<Polygon | MultiPolygon>>(
  shapes: readonly F[],
  place: Place,
): F | null {
  const holdsPlace = (shape: F): boolean => {
    const { geometry } = shape;
    const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
    return polygons.some((rings) => insideRings(rings, place));
  };
  return shapes.find(holdsPlace) ?? null;
}

/** A circle of `radius` metres as a closed polygon of 48 corners, for the accuracy ring. */
export function disc(middle: Place, radius: number): Polygon {
  const corner = (i: number): Position => {
    const turn = (i / 48) * 2 * Math.PI;
    const { lon, lat } = moved(middle, radius * Math.cos(turn), radius * Math.sin(turn));
    return [lon, lat];
  };
  return { type: 'Polygon', coordinates: [Array.from({ length: 49 }, (_, i) => corner(i % 48))] };
}
