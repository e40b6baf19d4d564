/**
 * Where the chosen line could lie: along a street, water or a green edge, or on the official map. The server knows official lines
 * and, for the example, streets; what the base map knows is read on this device. Places WGS84 degrees.
 */
import type { Position } from 'geojson';
import { ask } from '../../ground/api/client';
import { follow, REACH } from '../../ground/map/follow';
import type { Spot } from '../../ground/map/nearLines';
import type { Buurt } from '../../ground/map/plot';
import { type Box, moved, offset } from '../../ground/map/where';
import { proposalDoor } from './borderDoors';
import type { BorderGround } from './borderFetch';

export type Onto = 'street' | 'official';

/** Whether there is anything that a line could be put on. Official borders are always there. */
export function canLieOn(ground: BorderGround, onto: Onto): boolean {
  return onto === 'official' || ground.base !== null || ground.ground !== null;
}

/** A course for a line between its own two ends; null when nothing runs near enough along it. */
export async function courseFor(
  proposal: string,
  arc: number,
  line: readonly Position[],
  onto: Onto,
  ground: BorderGround,
): Promise<Position[] | null> {
  const told = onto === 'official' || ground.ground ? await fromServer(proposal, arc, onto) : null;
  if (told) return told;
  if (onto === 'official') return courseAlong(line, officialLines(ground.buurten));
  return ground.base ? alongBase(line, ground.base) : null;
}

async function fromServer(proposal: string, arc: number, to: Onto): Promise<Position[] | null> {
  const answer = await ask<{ line?: Position[] }>(proposalDoor(proposal, '/snap'), {
    method: 'POST',
    json: { arc, to },
  });
  return answer.ok ? (answer.data.line ?? null) : null;
}

/** Streets first; where none runs along the line, the edges of water and green as well. */
async function alongBase(
  line: readonly Position[],
  base: NonNullable<BorderGround['base']>,
): Promise<Position[] | null> {
  const { readPlan } = await import('../../ground/map/readPlan');
  const plan = await readPlan(base, boxOf(line));
  if (!plan) return null;
  return courseAlong(line, plan.streets) ?? courseAlong(line, [...plan.streets, ...plan.edges]);
}

/** Lines of the official map, wherever they run: a proposal that began elsewhere has other corners than they have. */
export function officialLines(buurten: readonly Buurt[]): Position[][] {
  return buurten
    .filter(({ properties }) => properties.kind === 'official')
    .flatMap(({ geometry }) =>
      (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates).flat(),
    );
}

/** The course along lines that a line nearly follows, from its own first place to its own last. */
export function courseAlong(line: readonly Position[], lines: readonly Position[][]): Position[] | null {
  const [first, last] = [line[0], line.at(-1)];
  if (!first || !last) return null;
  const origin = { lon: first[0] ?? 0, lat: first[1] ?? 0 };
  const flat = ([lon = 0, lat = 0]: Position): Spot => {
    const { east, north } = offset(origin, { lon, lat });
    return [east, north];
  };
  const found = follow(
    line.map(flat),
    lines.map((one) => one.map(flat)),
  );
  if (!found) return null;
  const inner = found.slice(1, -1).map(([east, north]): Position => {
    const { lon, lat } = moved(origin, east, north);
    return [lon, lat];
  });
  return [first, ...inner, last];
}

function boxOf(line: readonly Position[]): Box {
  const [lons, lats] = [0, 1].map((axis) => line.map((at) => at[axis] ?? 0)) as [number[], number[]];
  const low = moved({ lon: Math.min(...lons), lat: Math.min(...lats) }, -REACH, -REACH);
  const high = moved({ lon: Math.max(...lons), lat: Math.max(...lats) }, REACH, REACH);
  return [low.lon, low.lat, high.lon, high.lat];
}
