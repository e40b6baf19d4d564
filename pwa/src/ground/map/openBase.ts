/** Opens the base map: from the phone when it is kept there, else from the server in ranges. One opening for all maps. */
import type { Header, PMTiles } from 'pmtiles';
import { type BaseHint, creditOf } from './basemap';
import { keptMap } from './keepMap';

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
  const key = kept
    ? `phone-${encodeURIComponent(kept.version)}`
    : `server-${encodeURIComponent(hint.version)}`;
  const opening = open.get(key) ?? read(key, hint.href, kept?.file ?? null).catch(() => null);
  open.set(key, opening);
  const base = await opening;
  if (base) bases.set(key, base);
  else open.delete(key);
  return base;
}

async function read(key: string, href: string, file: File | null): Promise<Base | null> {
  const { FetchSource, FileSource, PMTiles } = await import('pmtiles');
  const address = new URL(href, location.origin).href;
  const archive = new PMTiles(file ? new FileSource(file) : new FetchSource(address));
  const header = await archive.getHeader();
  if (header.tileType !== vectorTiles) return null;
  const metadata = await archive.getMetadata().catch(() => null);
  return { key, ...frame(header), credit: creditOf(metadata), tile: tilesFrom(archive) };
}

function frame(header: Header): Pick<Base, 'minzoom' | 'maxzoom' | 'bounds'> {
  const { minZoom, maxZoom, minLon, minLat, maxLon, maxLat } = header;
  return { minzoom: minZoom, maxzoom: maxZoom, bounds: [minLon, minLat, maxLon, maxLat] };
}

function tilesFrom(archive: PMTiles): Base['tile'] {
  return async (z, x, y, signal) => (await archive.getZxy(z, x, y, signal))?.data ?? new ArrayBuffer(0);
}
