/** The base map that is on this phone, to read; `keepMap.ts` brings and removes it. */

/** The file on this phone. */
export interface KeptMap {
  version: string;
  file: File;
}

const named = /^basemap\.(.+)\.pmtiles$/;
/** The first bytes of every map. */
export const magic = 'PMTiles';

/** The name of a version's file. */
export function nameOf(version: string): string {
  return `basemap.${encodeURIComponent(version)}.pmtiles`;
}

/** Whether this phone has a place for files that a page can write. */
export function canKeep(): boolean {
  const handle = globalThis.FileSystemFileHandle?.prototype as { createWritable?: unknown } | undefined;
  return (
    typeof navigator.storage?.getDirectory === 'function' && typeof handle?.createWritable === 'function'
  );
}

type Entries = AsyncIterable<[string, FileSystemHandle]>;

/** Every kept map with its name; the folder is the origin's own. */
export async function files(): Promise<{ name: string; version: string; file: File }[]> {
  const folder = await navigator.storage.getDirectory();
  const found = [];
  for await (const [name, handle] of folder as unknown as Entries) {
    const version = named.exec(name)?.[1];
    if (!version || handle.kind !== 'file') continue;
    found.push({
      name,
      version: decodeURIComponent(version),
      file: await (handle as FileSystemFileHandle).getFile(),
    });
  }
  return found;
}

/** The newest whole map on this phone, `null` when there is none. Never throws. */
export async function keptMap(): Promise<KeptMap | null> {
  if (!canKeep()) return null;
  try {
    const whole = (await files()).filter(({ file }) => file.size > magic.length);
    return whole.toSorted((a, b) => b.file.lastModified - a.file.lastModified)[0] ?? null;
  } catch {
    return null;
  }
}
