/** Where something lies, in words: the nearest street that has a name, and metres with a direction. Pure. */
import type { FeatureCollection, Position } from 'geojson';
import type { Buurt } from '../../ground/map/plot';
import { type Direction, directionTo, roundMetres, shapeAt } from '../../ground/map/where';
import { type At, flattened, metres, toStretch } from './drawShape';

/** Farther than this a street is no neighbour, in metres. */
const NEAR = 80;

export interface Street {
  name: string;
  line: At[];
}

/** The streets with a name in the street plan. */
export function streetsIn(ground: FeatureCollection | null): Street[] {
  return (ground?.features ?? []).flatMap(({ properties, geometry }) => {
    const name = properties?.name;
    if (typeof name !== 'string' || !name || !geometry) return [];
    if (geometry.type === 'LineString') return [{ name, line: places(geometry.coordinates) }];
    if (geometry.type === 'MultiLineString')
      return geometry.coordinates.map((line) => ({ name, line: places(line) }));
    return [];
  });
}

function places(line: Position[]): At[] {
  return line.map(([lon = 0, lat = 0]) => [lon, lat]);
}

/** The name of the street within 80 m of a place, the nearest one; null where none is known. */
export function streetAt(streets: readonly Street[], at: At): string | null {
  let best: { name: string | null; away: number } = { name: null, away: NEAR };
  for (const { name, line } of streets) {
    const flat = flattened(line, at);
    for (const [i, a] of flat.entries()) {
      const { away } = toStretch([0, 0], a, flat[i + 1] ?? a);
      if (away < best.away) best = { name, away };
    }
  }
  return best.name;
}

/** "40 m to the north" in parts. */
export function fromTo(from: At, to: At): { value: number; unit: 'm' | 'km'; direction: Direction } {
  const [a, b] = [
    { lon: from[0], lat: from[1] },
    { lon: to[0], lat: to[1] },
  ];
  return { ...roundMetres(metres(from, to)), direction: directionTo(a, b) };
}

/** A buurt and those around it, as far as a place is told by them. */
export interface Around {
  code: string;
  middle: At;
  buurten: readonly Buurt[];
}

/** Nearer to the middle than this a place is in the middle, in metres. */
const MIDDLE = 40;

/**
 * Where a place lies in a buurt, for who sees no map and knows no street there: how far from its middle and in which direction
 * (null: in the middle), and the neighbouring buurt when it lies there; `out` when it lies in none.
 */
export function placeFrom(
  { code, middle, buurten }: Around,
  at: At,
): { from: ReturnType<typeof fromTo> | null; neighbour: string | null; out: boolean } {
  const [lon, lat] = at;
  const own = buurten.filter(({ properties }) => properties.code === code);
  const inside = shapeAt(own, { lon, lat }) ?? shapeAt(buurten, { lon, lat });
  return {
    from: metres(middle, at) < MIDDLE ? null : fromTo(middle, at),
    neighbour: inside && inside.properties.code !== code ? inside.properties.name : null,
    out: inside === null,
  };
}
