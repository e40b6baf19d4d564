/** The last good answers of the server's lists, kept for a walk without signal. Losing them loses nothing. */
import { now } from '../clock';
import { database } from './database';

/** What was kept under a key and when (ms), or null. A phone without storage has nothing. */
export async function kept<T>(key: string): Promise<{ at: number; value: T } | null> {
  try {
    const found = await (await database()).get('kept', key);
    return found ? { at: found.at, value: found.value as T } : null;
  } catch {
    return null;
  }
}

/** All that was kept under keys that begin with `stem`. */
export async function keptUnder<T>(stem: string): Promise<T[]> {
  try {
    const found = await (await database()).getAll('kept', IDBKeyRange.bound(stem, `${stem}\uffff`));
    return found.map(({ value }) => value as T);
  } catch {
    return [];
  }
}

/** Keeps a value that survives structured cloning. A full phone keeps nothing and complains to nobody. */
export async function keep(key: string, value: unknown): Promise<void> {
  try {
    await (await database()).put('kept', { key, at: now(), value });
  } catch {
    // The list is asked again next time.
  }
}

/**
 * Changes what is kept under a key in one transaction, so that two pages at once lose none of each other's changes.
 * Gives what is there now; null when the phone could not keep it.
 */
export async function changeKept<T>(key: string, how: (before: T | null) => T): Promise<T | null> {
  try {
    const tx = (await database()).transaction('kept', 'readwrite', { durability: 'strict' });
    const found = await tx.store.get(key);
    const before = found ? (found.value as T) : null;
    const value = how(before);
    const written = value === before ? null : tx.store.put({ key, at: now(), value });
    await Promise.all([written, tx.done]);
    return value;
  } catch {
    return null;
  }
}

/** Forgets what was kept under keys that begin with `stem` before a moment (ms). */
export async function forgetOlder(stem: string, before: number): Promise<void> {
  try {
    const store = (await database()).transaction('kept', 'readwrite').store;
    const under = IDBKeyRange.bound(stem, `${stem}\uffff`);
    for (const row of await store.getAll(under)) if (row.at < before) await store.delete(row.key);
  } catch {
    // Nothing was kept, or it goes another day.
  }
}

export async function forget(key: string): Promise<void> {
  try {
    await (await database()).delete('kept', key);
  } catch {
    // Nothing was kept.
  }
}
