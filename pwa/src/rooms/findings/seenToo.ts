/** "Ik zie dit ook" and "zelfde": said with or without signal, sent when it can. */
import { v7 } from 'uuid';
import { instantText, now } from '../../ground/clock';
import { discardDeed, enqueue, voiceOf, waitingDeeds } from '../../ground/outbox/deeds';
import { sendNow } from '../../ground/outbox/outbox.svelte';
import { database } from '../../ground/store/database';

const doorOf = (finding: string, id: string) => `/api/findings/${finding}/confirmations/${id}`;

/** Says "I see this too" of somebody else's finding. Resolves when it is safe on this phone. */
export async function seeToo(finding: string): Promise<void> {
  const id = v7();
  await dropWaiting(finding);
  const body = { observed_at: instantText(now()) };
  await enqueue({ id, kind: 'confirm', method: 'PUT', path: doorOf(finding, id), body, after: finding });
  void sendNow();
}

/**
 * Takes it back. `heard`: the server counts this phone's voice already, as far as we know. A voice is taken back under the
 * id that it was said under; rejects when the server counts one that this phone no longer knows.
 */
export async function notSeen(finding: string, heard: boolean): Promise<void> {
  // In this order: what arrives in between is a receipt by then.
  const left = await dropWaiting(finding);
  const voices = new Set([...left, ...(await arrivedVoices(finding))]);
  if (heard && voices.size === 0) throw new Error('the voice that counts is not of this phone');
  for (const voice of voices)
    await enqueue({ kind: 'confirm', method: 'DELETE', path: doorOf(finding, voice), after: finding });
  if (voices.size > 0) void sendNow();
}

/** What waits of this finding: said, taken back, or nothing. */
export async function waitingWord(finding: string): Promise<'said' | 'taken-back' | null> {
  const latest = (await wordsOf(finding)).at(-1);
  return latest ? (latest.method === 'PUT' ? 'said' : 'taken-back') : null;
}

/** Says that a finding of one's own is about the same thing as another. Waits until the own one has arrived. */
export async function sameThing(own: string, other: string): Promise<void> {
  await enqueue({ kind: 'same', method: 'PUT', path: `/api/findings/${own}/same/${other}`, after: own });
  void sendNow();
}

/** Takes a finding out of its case again: one's own, or one of a walk that this walker leads or plans. */
export async function notTheSame(finding: string): Promise<void> {
  await enqueue({ kind: 'same', method: 'DELETE', path: `/api/findings/${finding}/same`, after: finding });
  void sendNow();
}

/** Throws away what waits of this finding: the last word counts. Gives the voices that may have left the phone. */
async function dropWaiting(finding: string): Promise<string[]> {
  const left: string[] = [];
  for (const { id } of await wordsOf(finding)) {
    const row = await discardDeed(id);
    if (row && row.attempts > 0) left.push(voiceOf(row));
  }
  return left;
}

async function arrivedVoices(finding: string): Promise<string[]> {
  const rows = await (await database()).getAll('deedReceipts');
  return rows.filter((row) => row.kind === 'confirm' && row.after === finding).map((row) => row.id);
}

async function wordsOf(finding: string) {
  return (await waitingDeeds()).filter((row) => row.kind === 'confirm' && row.after === finding);
}
