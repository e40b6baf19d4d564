/**
 * What a base map says about a piece of town, read out of its own tiles and not off the screen: it is the same at every zoom of
 * the map, and there also when the phone draws none. Layers and kinds are those of the Protomaps basemap schema.
 */
import { VectorTile, type VectorTileFeature } from '@mapbox/vector-tile';
import type { Position } from 'geojson';
import { PbfReader } from 'pbf';
import type { BaseHint } from './basemap';
import { type Corner, placeIn, type TileId, tilesOver, within } from './cutTiles';
import { type Base, openBase } from './openBase';
import type { Box } from './where';

/** Lines, rings and places in WGS84 degrees. */
export interface Plan {
  /** Streets, paths and rails. */
  streets: Position[][];
  /** Streams and the edges of water and green. */
  edges: Position[][];
  /** Walls of buildings, one line for each ring; a building that lies in two tiles has its walls in two lines. */
  walls: Position[][];
  /** What stands in the street: benches, lamps, bins. */
  things: { kind: Thing; at: Position }[];
}
export type Thing = 'bench' | 'lamp' | 'bin';

const nothing = (): Plan => ({ streets: [], edges: [], walls: [], things: [] });
/** Tiles that were read last, by base and place: a pin is put right more than once. */
const held = new Map<string, Promise<Plan>>();
const MOST_HELD = 48;
/** More tiles than this are not read for one question: the next zoom out is exact enough for so long a line. */
const MOST_TILES = 36;
const things: Record<string, Thing> = {
  bench: 'bench',
  street_lamp: 'lamp',
  waste_basket: 'bin',
  recycling: 'bin',
};
const green = new Set([
  'park',
  'forest',
  'wood',
  'cemetery',
  'nature_reserve',
  'golf_course',
  'allotments',
  'farmland',
  'recreation_ground',
]);

/** The plan of a box; empty where the map has nothing, null when it cannot be read now. */
export async function readPlan(hint: BaseHint, box: Box): Promise<Plan | null> {
  const base = await openBase(hint);
  if (!base) return null;
  const ids = tilesOver(box, base.maxzoom, MOST_TILES).filter(({ z }) => z >= base.minzoom);
  try {
    const read = await Promise.all(ids.map((id) => heldPlan(base, id)));
    return {
      streets: read.flatMap(({ streets }) => streets),
      edges: read.flatMap(({ edges }) => edges),
      walls: read.flatMap(({ walls }) => walls),
      things: read.flatMap((part) => part.things),
    };
  } catch {
    return null;
  }
}

function heldPlan(base: Base, id: TileId): Promise<Plan> {
  const name = `${base.key}/${id.z}/${id.x}/${id.y}`;
  const known = held.get(name);
  if (known) return known;
  const reading = planOf(base, id);
  held.set(name, reading);
  reading.catch(() => held.delete(name));
  if (held.size > MOST_HELD) held.delete(held.keys().next().value ?? name);
  return reading;
}

async function planOf(base: Base, id: TileId): Promise<Plan> {
  const bytes = await base.tile(id.z, id.x, id.y);
  const plan = nothing();
  if (bytes.byteLength === 0) return plan;
  const { layers } = new VectorTile(new PbfReader(new Uint8Array(bytes)));
  for (const [name, layer] of Object.entries(layers))
    for (let i = 0; i < layer.length; i++) take(plan, name, layer.feature(i), id);
  return plan;
}

/** Puts a feature where it belongs. Bridges and tunnels count too: people name their border after them. */
function take(plan: Plan, layer: string, feature: VectorTileFeature, id: TileId): void {
  const kind = String(feature.properties.kind ?? '');
  const { extent, type } = feature;
  const raised = (line: Corner[]): Position[] => line.map((at) => placeIn(id, extent, at));
  if (layer === 'pois' && type === 1) {
    const thing = things[kind];
    const at = feature.loadGeometry()[0]?.[0];
    if (thing && at && isWithin(at, extent)) plan.things.push({ kind: thing, at: placeIn(id, extent, at) });
    return;
  }
  const list = listFor(plan, layer, kind, type);
  if (!list) return;
  for (const line of feature.loadGeometry()) list.push(...within(line, extent).map(raised));
}

function listFor(plan: Plan, layer: string, kind: string, type: number): Position[][] | null {
  if (layer === 'roads') return type === 2 && kind !== 'ferry' && kind !== 'aerialway' ? plan.streets : null;
  if (layer === 'buildings') return type === 3 && kind !== 'building_part' ? plan.walls : null;
  if (layer === 'water') return type > 1 ? plan.edges : null;
  return layer === 'landuse' && type === 3 && green.has(kind) ? plan.edges : null;
}

/** A tile holds what lies just outside too, so that no sign is cut. */
function isWithin({ x, y }: Corner, extent: number): boolean {
  return x >= 0 && y >= 0 && x < extent && y < extent;
}
