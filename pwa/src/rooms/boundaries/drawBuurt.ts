/** What the drawing screen needs to know of a buurt: its name, its border for the pieces, and the ground of the map. */
import type { FeatureCollection } from 'geojson';
import type { BordersToo } from '../../ground/api/types';
import type { BaseHint } from '../../ground/map/basemap';
import { askOrKept, borderDoor, groundName } from '../../ground/map/kept';
import type { Buurt } from '../../ground/map/plot';
import { type Box, boxAround, middleOf, widened } from '../../ground/map/where';
import { type Blocks, blocksOf } from './drawBlocks';
import { type Street, streetsIn } from './drawPlaces';
import type { At } from './drawShape';

export interface Known {
  code: string;
  name: string;
  box: Box;
  middle: At;
  blocks: Blocks | null;
  streets: Street[];
  /** The official border is left out of the picture on purpose: nobody should trace it. */
  ground: { ground: FeatureCollection | null; base: BaseHint | null };
}

/**
 * A buurt by its code; `stranger` when the server does not know this phone, `unknown` when it has none of that code, `no-signal`
 * when nothing is known.
 */
export async function knownBuurt(code: string): Promise<Known | 'stranger' | 'unknown' | 'no-signal'> {
  const borders = await askOrKept<FeatureCollection & BordersToo>(borderDoor);
  if ('problem' in borders) return borders.problem.status === 401 ? 'stranger' : 'no-signal';
  const all = borders.data.features as Buurt[];
  const buurt = all.find(({ properties }) => properties.code === code);
  const box = buurt && boxAround([buurt.geometry]);
  const middle = buurt && middleOf(buurt.geometry);
  if (!buurt || !box || !middle) return 'unknown';
  const ground = borders.data.ground
    ? await askOrKept<FeatureCollection>(borders.data.ground, groundName)
    : null;
  const plan = ground && 'data' in ground ? ground.data : null;
  return {
    code,
    name: buurt.properties.name,
    box: widened(box, 0.12),
    middle: [middle.lon, middle.lat],
    blocks: blocksOf(buurt.geometry),
    streets: streetsIn(plan),
    ground: { ground: plan, base: borders.data.basemap ?? null },
  };
}
