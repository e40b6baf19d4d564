/** Photos that found no room beside their finding: they stay in the draft they came from until there is room. */
import { database } from '../store/database';
import { isFull } from '../store/room';
import type { NewPhoto } from './queue';
import { tell } from './shelf';

/** The photo of a finding that still stays in its draft. */
export async function leftPhoto(id: string): Promise<NewPhoto | null> {
  const db = await database();
  const held = (await db.get('findings', id))?.left;
  return (held && (await db.get('drafts', held))?.photo) || null;
}

/**
 * Takes the photo of a finding out of its draft and beside the finding, as it is or as `smaller`. False when there is still
 * no room: then all stays as it was.
 */
export async function bringPhoto(id: string, smaller?: NewPhoto): Promise<boolean> {
  const tx = (await database()).transaction(['findings', 'photos', 'drafts'], 'readwrite', {
    durability: 'strict',
  });
  try {
    const row = await tx.objectStore('findings').get(id);
    const draft = row?.left ? await tx.objectStore('drafts').get(row.left) : undefined;
    const photo = smaller ?? draft?.photo;
    if (row?.left && draft && photo && row.photos[0]) {
      await tx.objectStore('drafts').delete(draft.id);
      await tx
        .objectStore('photos')
        .put({ ...photo, id: row.photos[0], finding: id, attempts: 0, state: 'waiting' });
      await tx.objectStore('findings').put({ ...row, left: undefined, nextAt: 0 });
    }
    await tx.done;
  } catch (fault) {
    giveUp(tx);
    await tx.done.catch(() => {});
    if (!isFull(fault)) throw fault;
    return false;
  }
  tell();
  return true;
}

/** A write that fails before it starts does not undo the others by itself; one that failed later has. */
function giveUp(tx: { abort(): void }): void {
  try {
    tx.abort();
  } catch {
    // It was undone already.
  }
}
