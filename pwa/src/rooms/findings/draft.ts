/** The draft of a capture on this phone: begun, and not yet saved. */
import { type Draft, database } from '../../ground/store/database';

/** The newest draft that nobody saved; one that holds the photo of a finding belongs to that finding. */
export async function openDraft(): Promise<Draft | undefined> {
  const db = await database();
  const held = new Set((await db.getAll('findings')).map((row) => row.left));
  const drafts = (await db.getAll('drafts')).filter((draft) => !held.has(draft.id));
  return drafts.sort((a, b) => b.begunAt - a.begunAt)[0];
}

/** Whether the phone kept it on its disk; a full phone does not. */
export async function keepDraft(draft: Draft): Promise<boolean> {
  try {
    const tx = (await database()).transaction('drafts', 'readwrite', { durability: 'strict' });
    await Promise.all([tx.store.put(draft), tx.done]);
    return true;
  } catch {
    return false;
  }
}

export async function dropDraft(id: string): Promise<void> {
  await (await database()).delete('drafts', id).catch(() => {});
}
