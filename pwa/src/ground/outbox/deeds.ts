/**
 * Deeds that wait to be sent: everything the walker did that is not a new finding, such as a later addition, "I see this too"
 * or the start of a walk. One strict transaction each, the same bytes at every attempt, nothing deleted before our server
 * took it. A deed after a finding waits until the server has that finding.
 */
import { v7 } from 'uuid';
import { instantText, now } from '../clock';
import { type Deed, type DeedKind, database, type UnsentBody, type WaitingFinding } from '../store/database';
import { withRoom } from '../store/room';
import { tell } from './shelf';

/** A deed as its maker gives it. */
export interface NewDeed {
  /** UUIDv7; a second deed with the same id replaces one that was never tried and leaves any other alone */
  id?: string;
  kind: DeedKind;
  method: Deed['method'];
  path: string;
  body?: unknown;
  /** finding id that the server must have first */
  after?: string;
}

/** What may be added to a finding after it left the phone. `note: null` clears. */
export type Addition = Partial<
  Pick<
    UnsentBody,
    | 'category'
    | 'position'
    | 'accuracy_m'
    | 'position_source'
    | 'pin'
    | 'perceived_safety'
    | 'suggested_measure'
  >
> & { note?: string | null };

/** Keeps a deed. Resolves only after it is on the disk of this phone; rejects when the phone kept nothing. */
export async function enqueue(deed: NewDeed): Promise<Deed> {
  const row: Deed = {
    id: deed.id ?? v7(),
    schema: 1,
    kind: deed.kind,
    method: deed.method,
    path: deed.path,
    body: deed.body === undefined ? null : JSON.stringify(deed.body),
    after: deed.after ?? null,
    savedAt: now(),
    state: 'waiting',
    attempts: 0,
    nextAt: 0,
  };
  const kept = await withRoom(() => put(row));
  tell();
  return kept;
}

/** One that was tried keeps its bytes: the server may have them. */
async function put(row: Deed): Promise<Deed> {
  const tx = (await database()).transaction('deeds', 'readwrite', { durability: 'strict' });
  const earlier = await tx.store.get(row.id);
  const kept = earlier && earlier.attempts > 0 ? earlier : row;
  await tx.store.put(kept);
  await tx.done;
  return kept;
}

/**
 * Adds to a finding that already left the phone: a change of its own, made at this moment. What is added while an earlier
 * change was never tried goes along with it, so that typing a note is one change and not one per letter.
 */
export async function addLater(finding: string, addition: Addition): Promise<Deed> {
  const tx = (await database()).transaction('deeds', 'readwrite', { durability: 'strict' });
  const rows = await tx.store.index('after').getAll(finding);
  const open = rows.find(
    (row) => row.kind === 'change' && row.method === 'PUT' && row.attempts === 0 && row.state === 'waiting',
  );
  const id = open?.id ?? v7();
  const before = open?.body ? (JSON.parse(open.body) as object) : {};
  const row: Deed = {
    id,
    schema: 1,
    kind: 'change',
    method: 'PUT',
    path: `/api/findings/${finding}/changes/${id}`,
    body: JSON.stringify({ ...before, ...addition, made_at: instantText(now()) }),
    after: finding,
    savedAt: open?.savedAt ?? now(),
    state: 'waiting',
    attempts: 0,
    // Somebody who types adds more in a moment.
    nextAt: now() + SETTLE,
  };
  await tx.store.put(row);
  await tx.done;
  tell();
  return row;
}

/** A change waits this long for more of the same, in ms. */
export const SETTLE = 3_000;

/** Everything that waits, oldest first. */
export async function waitingDeeds(): Promise<Deed[]> {
  const rows = await (await database()).getAll('deeds');
  return rows.sort((a, b) => a.savedAt - b.savedAt || (a.id < b.id ? -1 : 1));
}

/** Reads, changes and writes one deed in one transaction; null from `how` leaves it. */
export async function changeDeed(id: string, how: (row: Deed) => Deed | null): Promise<Deed | null> {
  const tx = (await database()).transaction('deeds', 'readwrite', { durability: 'strict' });
  const row = await tx.store.get(id);
  const next = row ? how(row) : null;
  if (next) await tx.store.put(next);
  await tx.done;
  if (next) tell();
  return next;
}

/** Lets a deed that needed a person try again. */
export async function retryDeed(id: string): Promise<void> {
  await changeDeed(id, (row) => ({ ...row, state: 'waiting', nextAt: 0, code: undefined }));
}

/**
 * Throws a deed away from this phone only. With the start of a walk goes what this walker did about that walk; its findings
 * stay and belong to no walk, because the server will never know it. Gives the deed as it was, if it was still here.
 */
export async function discardDeed(id: string): Promise<Deed | undefined> {
  const tx = (await database()).transaction(['deeds', 'findings'], 'readwrite', { durability: 'strict' });
  const deeds = tx.objectStore('deeds');
  const findings = tx.objectStore('findings');
  const thrown = await deeds.get(id);
  if (thrown?.kind === 'begin') {
    for (const deed of await deeds.getAll())
      if (deed.path.startsWith(`/api/walks/${id}`)) await deeds.delete(deed.id);
    for (const row of await findings.getAll())
      if (row.body.walk === id && !row.textIn) await findings.put(withoutWalk(row));
  }
  await deeds.delete(id);
  await tx.done;
  tell();
  return thrown;
}

/** The confirmation that a deed says or takes back: the last part of its path. */
export function voiceOf(deed: Deed): string {
  return deed.path.slice(deed.path.lastIndexOf('/') + 1);
}

/** What was said of a walk that never came to be is said anew. */
function withoutWalk(row: WaitingFinding): WaitingFinding {
  const { walk: _walk, ...body } = row.body;
  const refused = row.state === 'needs_attention' && row.code === 'unknown_walk';
  return { ...row, body, frozen: null, ...(refused ? { state: 'waiting', nextAt: 0, code: undefined } : {}) };
}
