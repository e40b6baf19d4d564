/**
 * Room on the phone. What residents wrote goes before everything else: maps and lists are dropped for it, the queue never is,
 * and the browser is asked to keep it when it clears up.
 */
import { database } from './database';

/** Below this the phone is nearly full, in bytes. */
const LITTLE = 200_000_000;
/** Above this share of what the browser allows it is nearly full too. */
const MUCH = 0.8;

/** Answers of the server that it can give again. Drafts, choices and proposals are under other names. */
const again = /^(\/api\/|findings |hotspots|street plan)/;

let asked = false;

/** Asks the browser once per start to keep our storage; some browsers say yes only to an app on the home screen. */
export async function askToLast(): Promise<void> {
  if (asked) return;
  asked = true;
  try {
    if (!(await navigator.storage?.persisted?.())) await navigator.storage?.persist?.();
  } catch {
    // The queue works without the promise.
  }
}

/** Whether the browser promised to keep our storage; null when it does not tell. */
export async function lasts(): Promise<boolean | null> {
  try {
    return (await navigator.storage?.persisted?.()) ?? null;
  } catch {
    return null;
  }
}

/** Whether so little room is left that nothing big should be fetched. A browser that does not tell has room. */
export async function isTight(): Promise<boolean> {
  const told = await navigator.storage?.estimate?.().catch(() => null);
  if (told?.quota === undefined || told.usage === undefined) return false;
  return told.quota - told.usage < LITTLE || told.usage > MUCH * told.quota;
}

/** Whether a write failed because the phone is full. */
export function isFull(fault: unknown): boolean {
  return fault instanceof DOMException && fault.name === 'QuotaExceededError';
}

/** Drops the kept map, then the kept lists. Never throws. */
export async function makeRoom(): Promise<void> {
  try {
    const { canKeep, removeMaps } = await import('../map/keepMap');
    if (canKeep()) await removeMaps();
  } catch {
    // No map was kept, or it is being read: the lists go anyway.
  }
  try {
    const db = await database();
    for (const key of await db.getAllKeys('kept')) if (again.test(key)) await db.delete('kept', key);
  } catch {
    // Even deleting fails on some full phones.
  }
}

/** Writes, and on a full phone makes room and writes once more. */
export async function withRoom<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (fault) {
    if (!isFull(fault)) throw fault;
    await makeRoom();
    return write();
  }
}
