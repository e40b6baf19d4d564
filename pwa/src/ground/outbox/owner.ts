/**
 * Whose a finding is. A phone may become somebody else (a cookie that got lost, staff who came in): what was recorded
 * before is not sent in another's name, and a photo goes only to the finding of its own person. The walker is asked.
 */
import { now } from '../clock';
import type { WaitingFinding } from '../store/database';
import { change, waiting } from './queue';
import { whoIAm } from './whoIAm';

/** Why such a finding waits. */
export const OTHER_PERSON = 'other_person';
/** An owner that is nobody's id: the server said it is somebody else's, and not whose. */
export const ANOTHER = 'another';

/** Whether a finding was recorded by somebody that this phone no longer is. */
export function isAnothers(row: Pick<WaitingFinding, 'owner'>, me: string | null): boolean {
  return Boolean(me && row.owner && row.owner !== me);
}

/** Holds what another recorded until somebody decides, and lets go what is ours again. */
export async function holdWhatIsAnothers(): Promise<void> {
  const me = whoIAm();
  if (!me) return;
  for (const row of await waiting()) {
    const held = row.state === 'needs_attention' && row.code === OTHER_PERSON;
    if (held && !isAnothers(row, me))
      await change(row.id, (r) => ({ ...r, state: 'waiting', code: undefined }));
    const due = row.state === 'waiting' || (row.state === 'held' && row.heldUntil <= now());
    if (due && isAnothers(row, me))
      await change(row.id, (r) => ({ ...r, state: 'needs_attention', code: OTHER_PERSON }));
  }
}
