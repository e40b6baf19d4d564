/** What waits, to look at: the small part of the queue that map and list need. Changes are made in `queue.ts`. */
import { database, type Receipt, type WaitingFinding, type WaitingPhoto } from '../store/database';

type Listener = () => void;
const listeners = new Set<Listener>();
const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('buurtschouw-outbox');
if (channel) channel.onmessage = () => tell(false);

/** Calls back after every change of the queue, also by another tab. Returns the way to stop. */
export function onChange(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Tells everybody who listens, and other tabs unless the news came from there. */
export function tell(others = true): void {
  for (const listener of listeners) listener();
  if (others) channel?.postMessage('changed');
}

/** All findings that have not wholly arrived, oldest first. */
export async function waiting(): Promise<WaitingFinding[]> {
  const rows = await (await database()).getAll('findings');
  return rows.sort((a, b) => a.savedAt - b.savedAt || (a.id < b.id ? -1 : 1));
}

export async function photosOf(finding: string): Promise<WaitingPhoto[]> {
  return (await database()).getAllFromIndex('photos', 'finding', finding);
}

/** What arrived in the last 7 days, newest first. Older receipts are dropped on the way. */
export async function receipts(): Promise<Receipt[]> {
  const rows = await (await database()).getAll('receipts');
  return rows.sort((a, b) => b.arrivedAt - a.arrivedAt);
}
