/** Where something that was said is now: on this phone, with the server, or refused. */
import { database } from '../../ground/store/database';

/** `waiting`: safe on this phone. `arrived`: the server has it. `refused`: a person must look. */
export type Whereabouts = 'waiting' | 'arrived' | 'refused';

/** By the id of its deed; null when this phone knows nothing of it any more. */
export async function whereIs(id: string): Promise<Whereabouts | null> {
  try {
    const db = await database();
    const waiting = await db.get('deeds', id);
    if (waiting) return waiting.state === 'waiting' ? 'waiting' : 'refused';
    return (await db.get('deedReceipts', id)) ? 'arrived' : null;
  } catch {
    return null;
  }
}
