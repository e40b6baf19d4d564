/**
 * The base map on the phone itself, in the origin private file system: one file, one size, one version, one removal.
 *
 * The version stands in the file's name. A file is written beside the old one and gets its content only when all bytes came,
 * so a download that breaks off leaves nothing half done and starts anew.
 */
import type { BaseHint } from './basemap';
import { files, magic, nameOf } from './keptMap';

export { canKeep, type KeptMap, keptMap } from './keptMap';

/** How keeping ended. full: no room · broken: it broke off, or what came is not this map · stopped: by the walker. */
export type Kept = 'kept' | 'full' | 'broken' | 'stopped';

/** A size as people read it: 80 kB, 2,1 MB. */
export function sizeText(bytes: number, language: string): string {
  const small = bytes < 950_000;
  const number = small ? Math.max(1, Math.round(bytes / 1000)) : Math.round(bytes / 100_000) / 10;
  return `${number.toLocaleString(language)} ${small ? 'kB' : 'MB'}`;
}

/** Takes every map off this phone, except the one that is named. */
export async function removeMaps(except?: string): Promise<void> {
  const folder = await navigator.storage.getDirectory();
  const spared = except === undefined ? null : nameOf(except);
  for (const { name } of await files()) if (name !== spared) await folder.removeEntry(name);
}

/** A map is never worth the last room: what residents record comes first. */
async function hasRoom(bytes: number): Promise<boolean> {
  const { isTight } = await import('../store/room');
  if (await isTight()) return false;
  const { quota, usage } = (await navigator.storage.estimate?.().catch(() => null)) ?? {};
  return quota === undefined || usage === undefined || quota - usage > bytes * 1.1;
}

function startsRight(chunk: Uint8Array): boolean {
  return new TextDecoder('latin1').decode(chunk.subarray(0, magic.length)) === magic;
}

/** Is it the version that was asked for? The server names it as ETag; what stands between may weaken or drop that. */
function isVersion(answer: Response, version: string): boolean {
  const tag = answer.headers.get('etag');
  return !tag || tag.replace(/^W\/|"/g, '') === version;
}

/** Reads the answer into `write`; false when it is no map of this size. */
async function pour(
  answer: Response,
  bytes: number,
  write: (chunk: Uint8Array<ArrayBuffer>) => Promise<void>,
  onprogress: (share: number) => void,
): Promise<boolean> {
  if (answer.status !== 200 || !answer.body) return false;
  const reader = answer.body.getReader();
  let came = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return came === bytes;
    const wrong = (came === 0 && !startsRight(value)) || came + value.length > bytes;
    if (wrong) {
      await reader.cancel();
      return false;
    }
    await write(value);
    came += value.length;
    onprogress(came / bytes);
  }
}

/**
 * Fetches the whole map and keeps it in place of any older one; `onprogress` hears shares from 0 to 1. Costs `hint.bytes`
 * of room twice while an older map is replaced.
 */
export async function keepMap(
  hint: BaseHint,
  onprogress: (share: number) => void,
  signal: AbortSignal,
): Promise<Kept> {
  if (!(await hasRoom(hint.bytes))) return 'full';
  const folder = await navigator.storage.getDirectory();
  const name = nameOf(hint.version);
  let writable: FileSystemWritableFileStream | null = null;
  try {
    const answer = await fetch(hint.href, {
      credentials: 'same-origin',
      cache: 'no-store',
      redirect: 'error',
      signal,
    });
    if (!isVersion(answer, hint.version)) throw new Error('another map');
    writable = await (await folder.getFileHandle(name, { create: true })).createWritable();
    const into = writable;
    if (!(await pour(answer, hint.bytes, (chunk) => into.write(chunk), onprogress)))
      throw new Error('not this map');
    await into.close();
    await removeMaps(hint.version);
    return 'kept';
  } catch (fault) {
    await writable?.abort().catch(() => {});
    await dropEmpty(folder, name);
    if (signal.aborted) return 'stopped';
    return (fault as Error).name === 'QuotaExceededError' ? 'full' : 'broken';
  }
}

/** The name stands before the content comes; a name without content goes again. */
async function dropEmpty(folder: FileSystemDirectoryHandle, name: string): Promise<void> {
  try {
    const { size } = await (await folder.getFileHandle(name)).getFile();
    if (size === 0) await folder.removeEntry(name);
  } catch {
    // It was never made.
  }
}
