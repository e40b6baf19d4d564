/** Opens the base map: from the phone when it is kept there, else from the server in ranges. One opening for all maps. */
import type { Header, PMTiles } from 'pmtiles';
import { type BaseHint, creditOf } from './basemap';
import { keptMap } from './keptMap';

/** A base map that can be drawn. */
export interface Base {
  /** Part of its tiles' addresses. */
  key: string;
  minzoom: number;
  maxzoom: number;
  bounds: [number, number, number, number];
  credit: string | null;
  /** The bytes of a tile; empty when the file has none there. Throws when the file cannot be read. */
  tile(z: number, x: number, y: number, signal?: AbortSignal): Promise<ArrayBuffer>;
}

const vectorTiles = 1;
const open = new Map<string, Promise<Base | null>>();
const bases = new Map<string, Base>();

/** The base of a key that a map once got. */
export function baseOf(key: string): Base | undefined {
  return bases.get(key);
}

/** The base map of a hint, `null` when it cannot be read now or is none. A failure is not remembered. */
export async function openBase(hint: BaseHint): Promise<Base | null> {
  const kept = await keptMap();
  // A map that was taken off and kept anew is another file, and the old one reads no more.
  const key = kept
    ? `phone-${encodeURIComponent(kept.version)}-${kept.file.lastModified}`
    : `server-${encodeURIComponent(hint.version)}`;
  const opening = open.get(key) ?? read(key, hint, kept?.file ?? null).catch(() => null);
  open.set(key, opening);
  const base = await opening;
  if (base) bases.set(key, base);
  else open.delete(key);
  return base;
}

async function read(key: string, hint: BaseHint, file: File | null): Promise<Base | null> {
  const { FetchSource, FileSource, PMTiles } = await import('pmtiles');
  const address = new URL(hint.href, location.origin).href;
  const archive = new PMTiles(file ? new FileSource(file) : new FetchSource(address));
  const header = await archive.getHeader();
  if (header.tileType !== vectorTiles) return null;
  const metadata = await archive.getMetadata().catch(() => null);
  const tiles = tilesFrom(archive);
  const tile = file ? orAnew(key, hint, tiles) : tiles;
  return { key, ...frame(header), credit: creditOf(metadata), tile };
}

function frame(header: Header): Pick<Base, 'minzoom' | 'maxzoom' | 'bounds'> {
  const { minZoom, maxZoom, minLon, minLat, maxLon, maxLat } = header;
  return { minzoom: minZoom, maxzoom: maxZoom, bounds: [minLon, minLat, maxLon, maxLat] };
}

function tilesFrom(archive: PMTiles): Base['tile'] {
  return async (z, x, y, signal) => (await archive.getZxy(z, x, y, signal))?.data ?? new ArrayBuffer(0);
}

/** Tiles of a file on the phone. When it was taken off, the map that is there now takes its place under the same key. */
function orAnew(key: string, hint: BaseHint, tiles: Base['tile']): Base['tile'] {
  return async (z, x, y, signal) => {
    try {
      return await tiles(z, x, y, signal);
    } catch (fault) {
      if (signal?.aborted) throw fault;
      open.delete(key);
      const next = await openBase(hint);
      if (!next || next.key === key) throw fault;
      bases.set(key, next);
      return next.tile(z, x, y, signal);
    }
  };
}
