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

/** Keeps a value that survives structured cloning. A full phone keeps nothing and complains to nobody. */
export async function keep(key: string, value: unknown): Promise<void> {
  try {
    await (await database()).put('kept', { key, at: now(), value });
  } catch {
    // The list is asked again next time.
  }
}

export async function forget(key: string): Promise<void> {
  try {
    await (await database()).delete('kept', key);
  } catch {
    // Nothing was kept.
  }
}
