/** The others see who must keep the app open, and after the end of whom we heard that all is in. */
import { ask } from '../../ground/api/client';
import type { Walk } from '../../ground/api/types';
import { instantOf, serverNow } from '../../ground/clock';
import type { WaitingFinding } from '../../ground/store/database';
import { askMe } from '../people/askMe';

/** A walk is spoken of so long after its start, in ms; longer while something of it waits. */
const RECENT = 36 * 3_600_000;

export interface Waits {
  findings: number;
  photos: number;
}

/** What of a walk waits on this phone. */
export function waitsOf(walk: string, rows: readonly WaitingFinding[]): Waits {
  const own = rows.filter((row) => row.body.walk === walk && !row.withdraw && row.state !== 'withdrawn');
  return {
    findings: own.filter((row) => !row.textIn).length,
    photos: own.reduce((sum, row) => sum + (row.photoStays ? 0 : row.photos.length), 0),
  };
}

const told = new Map<string, string>();

/** Says what waits of each walk, when it is another number than was said last, and once more after the end. */
export async function tellWaiting(walks: readonly Walk[], rows: readonly WaitingFinding[]): Promise<void> {
  for (const walk of walks) {
    const waiting = waitsOf(walk.id, rows);
    const recent = instantOf(walk.started_at ?? walk.starts_at) > serverNow() - RECENT;
    if (!recent && waiting.findings + waiting.photos === 0) continue;
    const text = JSON.stringify([waiting, walk.state === 'ended']);
    if (told.get(walk.id) === text) continue;
    told.set(walk.id, text);
    const answer = await ask(`/api/walks/${walk.id}/me`, { method: 'PUT', json: { waiting } });
    if (answer.ok) continue;
    // Another tab made this phone somebody else, who is not on this walk: said once, and not again and again.
    if (answer.status === 403) return void askMe();
    told.delete(walk.id);
  }
}
