/** What the drawing screen needs to know of a buurt: its name, its border for the pieces, and the ground of the map. */
import type { FeatureCollection } from 'geojson';
import type { BordersToo } from '../../ground/api/types';
import type { BaseHint } from '../../ground/map/basemap';
import { askOrKept, borderDoor, groundName, keptAnswer } from '../../ground/map/kept';
import type { Buurt } from '../../ground/map/plot';
import { type Box, boxAround, middleOf, widened } from '../../ground/map/where';
import { type Blocks, blocksOf } from './drawBlocks';
import { type Street, streetsIn } from './drawPlaces';
import type { At } from './drawShape';
import { type Grounds, groundsOf } from './drawTown';

export interface Known {
  code: string;
  name: string;
  box: Box;
  middle: At;
  blocks: Blocks | null;
  grounds: Grounds | null;
  /** all that the phone knows, this one included */
  buurten: readonly Buurt[];
  streets: Street[];
  /** The official border is left out of the picture on purpose: nobody should trace it. */
  ground: { ground: FeatureCollection | null; base: BaseHint | null };
  /** Address of the street plan, when the server has one. */
  plan: string | null;
}

type Borders = FeatureCollection & BordersToo;

/**
 * A buurt by its code, as the phone knows it, else as the server tells; `stranger` when the server does not know this phone,
 * `unknown` when it has none of that code, `no-signal` when nothing is known.
 */
export async function knownBuurt(code: string): Promise<Known | 'stranger' | 'unknown' | 'no-signal'> {
  const kept = await keptAnswer<Borders>(borderDoor);
  const before = kept && buurtIn(kept.data, code);
  if (before) return before;
  const borders = await askOrKept<Borders>(borderDoor);
  if ('problem' in borders) return borders.problem.status === 401 ? 'stranger' : 'no-signal';
  return buurtIn(borders.data, code) ?? 'unknown';
}

function buurtIn(borders: Borders, code: string): Known | null {
  const buurten = borders.features as Buurt[];
  const buurt = buurten.find(({ properties }) => properties.code === code);
  const box = buurt && boxAround([buurt.geometry]);
  const middle = buurt && middleOf(buurt.geometry);
  if (!buurt || !box || !middle) return null;
  return {
    code,
    name: buurt.properties.name,
    box: widened(box, 0.12),
    middle: [middle.lon, middle.lat],
    blocks: blocksOf(buurt.geometry),
    grounds: groundsOf(buurten.map(({ geometry }) => geometry)),
    buurten,
    streets: [],
    ground: { ground: null, base: borders.basemap ?? null },
    plan: borders.ground ?? null,
  };
}

/** The same buurt with its streets, which are many and come later. */
export async function withStreets(buurt: Known): Promise<Known> {
  if (!buurt.plan) return buurt;
  const kept = await keptAnswer<FeatureCollection>(groundName);
  const found = kept ?? (await askOrKept<FeatureCollection>(buurt.plan, groundName));
  if ('problem' in found) return buurt;
  return {
    ...buurt,
    streets: streetsIn(found.data),
    ground: { ...buurt.ground, ground: found.data },
  };
}
