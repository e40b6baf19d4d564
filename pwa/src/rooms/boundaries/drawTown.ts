/** The municipality as the phone knows it: all buurten side by side, so that a line that goes too far out shows while it is drawn. */
import { type Box, boxAround } from '../../ground/map/where';
import type { Point } from '../../shape/lattice';
import type { Town } from '../../shape/town';
import type { Area } from './borderDoors';
import { squareMetres } from './borderList';
import type { At } from './drawShape';

export interface Grounds {
  parts: readonly { box: Box; rings: Point[][] }[];
  area_m2: number;
}

/** How far beside a drawing a part still matters, in degrees: over half a kilometre, as far out as a drawing may go. */
const NEAR = 0.01;

/** The ground of these areas; null when there are none. */
export function groundsOf(areas: readonly Area[]): Grounds | null {
  const parts = areas.flatMap((area) => {
    const polygons = area.type === 'Polygon' ? [area.coordinates] : area.coordinates;
    return polygons.flatMap((coordinates) => {
      const box = boxAround([{ type: 'Polygon', coordinates }]);
      return box ? [{ box, rings: coordinates as Point[][] }] : [];
    });
  });
  if (parts.length === 0) return null;
  return { parts, area_m2: areas.reduce((sum, area) => sum + squareMetres(area), 0) };
}

/** What of it lies near a drawing; the rest would only cost time. */
export function townNear({ parts, area_m2 }: Grounds, ring: readonly At[]): Town {
  const drawn = boxAround([{ type: 'Polygon', coordinates: [[...ring]] }]);
  const [west, south, east, north] = drawn ?? [0, 0, 0, 0];
  const near = parts.filter(
    ({ box: [w, s, e, n] }) => w <= east + NEAR && e >= west - NEAR && s <= north + NEAR && n >= south - NEAR,
  );
  return { polygons: near.map(({ rings }) => rings), area_m2 };
}
