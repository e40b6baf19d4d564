/** How places stand on the screen, for what is drawn over the map; also where there is no map. */
import { type Box, moved, offset } from '../../ground/map/where';
import type { At } from './drawShape';

export interface View {
  project: (at: At) => [number, number];
  /** Metres of one pixel in the middle. */
  scale: number;
}

/** A picture of `width` by `height` pixels with a box in its middle, north up. */
export function flatView([west, south, east, north]: Box, width: number, height: number): View {
  const middle = { lon: (west + east) / 2, lat: (south + north) / 2 };
  const size = offset({ lon: west, lat: south }, { lon: east, lat: north });
  const scale = Math.max(size.east / width, size.north / height) || 1;
  return {
    scale,
    project: ([lon, lat]) => {
      const { east: x, north: y } = offset(middle, { lon, lat });
      return [width / 2 + x / scale, height / 2 - y / scale];
    },
  };
}

/** The box in which these places lie, with air around it; `null` without places. */
export function boxOf(places: readonly At[]): Box | null {
  if (places.length === 0) return null;
  const lons = places.map(([lon]) => lon);
  const lats = places.map(([, lat]) => lat);
  const a = moved({ lon: Math.min(...lons), lat: Math.min(...lats) }, -40, -40);
  const b = moved({ lon: Math.max(...lons), lat: Math.max(...lats) }, 40, 40);
  return [a.lon, a.lat, b.lon, b.lat];
}

/** The `d` of an SVG path through places. */
export function pathOf(line: readonly At[], closed: boolean, view: View): string {
  const steps = line.map((at, i) => {
    const [x, y] = view.project(at);
    return `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`;
  });
  return steps.join('') + (closed && steps.length > 0 ? 'Z' : '');
}
