// Judges a GeoJSON geometry as the server does, holes and loose parts included: for drawings that were not made by
// our own pencil.

import { badCoordinates, type Checked, judge, MAX_CORNERS, type Rules, settled, withoutEnd } from './check';
import { latticeOf, type Point, signedArea } from './lattice';
import { fault, repair } from './repair';

/** Of several parts one must hold this much of the area. */
const MOST_OF_PARTS = 0.95;
/** A smaller hole is dropped, square metres. */
const SMALL_HOLE_M2 = 1_000;

/** Judges a Polygon or MultiPolygon; anything else is `wrong_type`. */
export function checkGeometry(geometry: unknown, rules: Rules = {}): Checked {
  const judged: Checked = { faults: [], warnings: [], repaired: [], area_m2: 0 };
  const parts = partsOf(geometry);
  const corners = parts?.flat().flatMap(withoutEnd) ?? [];
  if (!parts) fault(judged, 'wrong_type');
  else if (corners.length > MAX_CORNERS) fault(judged, 'too_many_vertices');
  else badCoordinates(corners, rules, judged);
  if (!parts || judged.faults.length > 0) return settled(judged);
  const part = onePart(parts, judged);
  if (!part) {
    fault(judged, 'too_few_points');
    return settled(judged);
  }
  for (const hole of part.slice(1)) {
    if (roughArea(hole) < SMALL_HOLE_M2) repair(judged, 'holes_not_supported');
    else fault(judged, 'holes_not_supported', hole[0]);
  }
  judge(part[0] ?? [], rules, judged);
  return settled(judged);
}

/** The rings of every part; undefined when it is no polygon of numbers. Heights are left out. */
function partsOf(geometry: unknown): Point[][][] | undefined {
  const { type, coordinates } = (geometry ?? {}) as { type?: unknown; coordinates?: unknown };
  const parts = type === 'Polygon' ? [coordinates] : type === 'MultiPolygon' ? coordinates : undefined;
  const isPlace = (place: unknown) =>
    Array.isArray(place) && place.length >= 2 && place.every((value) => typeof value === 'number');
  const isRings = (part: unknown) =>
    Array.isArray(part) && part.every((ring) => Array.isArray(ring) && ring.every(isPlace));
  if (!Array.isArray(parts) || !parts.every(isRings)) return undefined;
  return parts.map((part: Point[][]) => part.map((ring) => ring.map(([lon, lat]): Point => [lon, lat])));
}

function onePart(parts: Point[][][], judged: Checked): Point[][] | undefined {
  const areas = parts.map((part) => (part[0] ? roughArea(part[0]) : 0));
  const largest = Math.max(...areas);
  if (parts.length > 1) {
    if (largest >= MOST_OF_PARTS * areas.reduce((sum, area) => sum + area, 0)) repair(judged, 'multipart');
    else for (const part of parts) fault(judged, 'multipart', part[0]?.[0]);
  }
  return parts[areas.indexOf(largest)];
}

function roughArea(ring: Point[]): number {
  const { lattice, corners } = latticeOf(ring);
  return Math.abs(signedArea(lattice, corners));
}
