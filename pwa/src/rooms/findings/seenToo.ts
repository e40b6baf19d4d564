/** "Ik zie dit ook" and "zelfde": said with or without signal, sent when it can. */
import { v7 } from 'uuid';
import { instantText, now } from '../../ground/clock';
import { discardDeed, enqueue, waitingDeeds } from '../../ground/outbox/deeds';
import { sendNow } from '../../ground/outbox/outbox.svelte';

const doorOf = (finding: string, id: string) => `/api/findings/${finding}/confirmations/${id}`;

/** Says "I see this too" of somebody else's finding. Resolves when it is safe on this phone. */
export async function seeToo(finding: string): Promise<void> {
  const id = v7();
  await dropWaiting(finding);
  const body = { observed_at: instantText(now()) };
  await enqueue({ id, kind: 'confirm', method: 'PUT', path: doorOf(finding, id), body, after: finding });
  void sendNow();
}

/** Takes it back. `heard`: the server counts this phone's voice already, as far as we know. */
export async function notSeen(finding: string, heard: boolean): Promise<void> {
  const mayHaveLeft = await dropWaiting(finding);
  if (!heard && !mayHaveLeft) return;
  const id = v7();
  // An id that the server does not know stands for all that this person said of the finding.
  await enqueue({ id, kind: 'confirm', method: 'DELETE', path: doorOf(finding, id), after: finding });
  void sendNow();
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

/** Takes a finding of one's own out of its case again. */
export async function notTheSame(own: string): Promise<void> {
  await enqueue({ kind: 'same', method: 'DELETE', path: `/api/findings/${own}/same`, after: own });
  void sendNow();
}

/** Throws away what waits of this finding: the last word counts. True when some of it may have left the phone. */
async function dropWaiting(finding: string): Promise<boolean> {
  const rows = await wordsOf(finding);
  for (const row of rows) await discardDeed(row.id);
  return rows.some((row) => row.attempts > 0);
}

async function wordsOf(finding: string) {
  return (await waitingDeeds()).filter((row) => row.kind === 'confirm' && row.after === finding);
}
