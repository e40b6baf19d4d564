/**
 * Sends what waits: texts first, then photos. Only one page at a time drains (a web lock), only after the server
 * proved to be ours, and nothing is deleted before the server named its id and hash.
 */
import { ask } from '../api/client';
import type { FindingReceipt, PhotoReceipt, Problem } from '../api/types';
import { instantText, now } from '../clock';
import { type Deed, database, type WaitingFinding, type WaitingPhoto } from '../store/database';
import { version } from '../ui/version';
import { verdictOf } from './backoff';
import { waitingDeeds } from './deeds';
import { formOf } from './form';
import { bringPhoto } from './left';
import { ANOTHER, holdWhatIsAnothers, OTHER_PERSON } from './owner';
import {
  codeOf,
  heed,
  isAhead,
  isTime,
  later,
  PATIENCE,
  type Pass,
  type Passed,
  type Progress,
} from './pass';
import { change, discard, photosOf, tell, UNDO_TIME, waiting } from './queue';
import { isDeedDue, mayGo, sendDeed, walksToBegin } from './sendDeed';
import { contentDigest, sha256Hex } from './sha256';
import { upload } from './upload';
import { whoIAm } from './whoIAm';

const SLOWEST = 4; // bytes per ms: 4 kB/s
/** A photo that found no room looks for it this often, in ms. */
const NO_ROOM = 300_000;
const FOREVER = Number.POSITIVE_INFINITY;

/**
 * One pass over everything that is due. `everything` ignores the waiting times (the person pressed "send now");
 * `onSending` hears which finding is on the line, and null at the end.
 */
export async function drain(everything = false, onSending: Progress = () => {}): Promise<Passed> {
  const pass: Pass = { everything, onSending, sent: 0, retryAt: FOREVER, stop: null, broken: new Set() };
  const held = await withLock(() => run(pass));
  onSending(null);
  if (!held) return { signal: 'busy', sent: 0, retryAt: FOREVER };
  return { signal: pass.stop ?? 'good', sent: pass.sent, retryAt: pass.retryAt };
}

async function run(pass: Pass): Promise<void> {
  await holdWhatIsAnothers();
  if (!(await hasWork(pass))) {
    pass.stop = 'idle';
    return;
  }
  pass.stop = await knock();
  if (pass.stop) return;
  await sendDeeds(pass, (deed) => deed.kind === 'begin');
  const unbegun = walksToBegin(await waitingDeeds());
  for (const row of await waiting()) {
    if (pass.stop) return;
    if (isOfOne(unbegun, row)) continue;
    if (row.withdraw && isDue(row, pass)) await sendWithdrawal(row, pass);
    else if (!row.textIn && isDue(row, pass)) await sendText(row, pass);
  }
  await sendDeeds(pass, (deed) => deed.kind !== 'begin');
  for (const { id } of await waiting()) {
    if (pass.stop) return;
    await sendPhotos(id, pass);
  }
}

/** The photos of one finding. Between two of them it may have been taken back: then only that goes. */
async function sendPhotos(id: string, pass: Pass): Promise<void> {
  const row = await rowOf(id);
  if (!row?.textIn || row.withdraw || !isDue(row, pass)) return;
  if (row.left && !row.photoStays && !(await bringPhoto(id))) {
    await change(id, (r) => ({ ...r, nextAt: now() + NO_ROOM }));
    return;
  }
  for (const { id: key } of await photosOf(id)) {
    if (pass.stop) return;
    const current = await rowOf(id);
    if (!current || current.withdraw || current.photoStays) break;
    const photo = await (await database()).get('photos', key);
    if (photo?.state === 'waiting') await sendPhoto(photo, current, pass);
  }
  const after = await rowOf(id);
  if (after?.withdraw && !pass.stop) return sendWithdrawal(after, pass);
  await finish(id);
}

async function rowOf(id: string): Promise<WaitingFinding | undefined> {
  return (await database()).get('findings', id);
}

/** Whether a finding may leave the phone now. The time to undo counts even for "send now". */
export function isDue(row: WaitingFinding, pass: { everything: boolean }): boolean {
  if (row.state === 'held') return row.heldUntil <= now() || isAhead(row.savedAt, UNDO_TIME);
  return row.state === 'waiting' && (pass.everything || isTime(row.nextAt));
}

async function sendDeeds(pass: Pass, wanted: (deed: Deed) => boolean): Promise<void> {
  const rows = new Map((await waiting()).map((row) => [row.id, row]));
  const deeds = await waitingDeeds();
  const unbegun = walksToBegin(deeds);
  for (const deed of deeds) {
    if (pass.stop) return;
    if (wanted(deed) && isDeedDue(deed, pass) && mayGo(deed, rows, unbegun)) await sendDeed(deed, pass);
  }
}

/** A finding of a walk that the server does not know yet waits for that walk; one that it has does not. */
const isOfOne = (unbegun: ReadonlySet<string>, row: WaitingFinding): boolean =>
  !row.textIn && unbegun.has(row.body.walk ?? '');

async function hasWork(pass: Pass): Promise<boolean> {
  const rows = new Map((await waiting()).map((row) => [row.id, row]));
  const deeds = await waitingDeeds();
  const unbegun = walksToBegin(deeds);
  if (deeds.some((deed) => isDeedDue(deed, pass) && mayGo(deed, rows, unbegun))) return true;
  return [...rows.values()].some((row) => isDue(row, pass) && !isOfOne(unbegun, row));
}

/** Is it our server that answers? A wifi login page would say 200 to anything. */
async function knock(): Promise<'none' | 'fault' | 'portal' | null> {
  const answer = await ask<{ buurtschouw?: boolean }>('/api/ping', { timeout: 10_000 });
  if (answer.ok)
    return answer.data?.buurtschouw === true && answer.headers.get('Buurtschouw') === '1' ? null : 'portal';
  if (answer.problem.code === 'no_answer') return 'none';
  return answer.status >= 500 || answer.status === 429 ? 'fault' : 'portal';
}

async function sendText(row: WaitingFinding, pass: Pass): Promise<void> {
  if (!row.body.position) {
    await change(row.id, (r) => ({ ...r, state: 'needs_attention', code: 'no_place' }));
    return;
  }
  const claimed = await claim(row.id, pass);
  if (!claimed?.frozen) return;
  pass.onSending(row.id);
  const text = stamped(claimed.frozen);
  const answer = await ask<FindingReceipt>(`/api/findings/${row.id}`, {
    method: 'PUT',
    bytes: text,
    headers: { 'Content-Type': 'application/json', ...formOf(row) },
    timeout: PATIENCE,
  });
  if (!answer.ok) return refuseText(row.id, answer.problem, pass);
  const hash = await sha256Hex(new TextEncoder().encode(text));
  if (answer.data?.id !== row.id || answer.data?.sha256?.toLowerCase() !== hash) {
    return refuseText(row.id, { status: -1, code: 'other_receipt', faults: [] }, pass);
  }
  pass.sent += 1;
  await change(row.id, (r) => ({
    ...r,
    state: 'waiting',
    textIn: true,
    attempts: 0,
    nextAt: 0,
    code: undefined,
  }));
}

/** Marks the attempt before it is made: whatever happens after, the server may know of this finding. */
function claim(id: string, pass: Pass): Promise<WaitingFinding | null> {
  return change(id, (row) => {
    if (row.textIn || row.withdraw || !isDue(row, pass)) return null;
    const owner = row.owner ?? whoIAm() ?? undefined;
    return {
      ...row,
      state: 'waiting',
      attempts: row.attempts + 1,
      frozen: row.frozen ?? wireText(row),
      owner,
    };
  });
}

/** The JSON that stays the same at every attempt: the body, the photos that come along, and the phone's own report beside a pin. */
export function wireText(row: WaitingFinding): string {
  const photos = row.photoStays ? [] : row.photos;
  const { fix } = row;
  return JSON.stringify({
    ...row.body,
    ...(photos.length > 0 ? { photos } : {}),
    ...(fix ? { fix: { ...fix, at: instantText(fix.at) } } : {}),
  });
}

/** With the moment of this attempt by the phone's own clock: the server sees how wrong that clock is. */
function stamped(frozen: string): string {
  return JSON.stringify({ ...JSON.parse(frozen), sent_at: instantText(now()), app: version });
}

async function refuseText(id: string, problem: Problem, pass: Pass): Promise<void> {
  const verdict = verdictOf(problem.status);
  heed(pass, id, problem.status);
  await change(id, (row) => {
    // Taken back meanwhile: that goes first, whatever was said of the text.
    if (row.withdraw) return null;
    // Nothing was stored without a login: the walker may still change it.
    if (verdict === 'pause')
      return { ...row, nextAt: 0, attempts: row.attempts - 1, frozen: row.attempts > 1 ? row.frozen : null };
    if (verdict !== 'retry') return { ...row, state: verdict, code: codeOf(problem) };
    return { ...row, nextAt: later(row.attempts, problem, pass) };
  });
}

async function sendWithdrawal(row: WaitingFinding, pass: Pass): Promise<void> {
  await change(row.id, (r) => ({ ...r, attempts: r.attempts + 1 }));
  const answer = await ask<void>(`/api/findings/${row.id}`, {
    method: 'DELETE',
    headers: formOf(row),
    timeout: PATIENCE,
  });
  if (answer.ok || answer.status === 404 || answer.status === 410) {
    await discard(row.id);
    await (await database()).delete('receipts', row.id);
    pass.sent += 1;
    return tell();
  }
  const verdict = verdictOf(answer.status);
  heed(pass, row.id, answer.status);
  // Somebody else's, says the server: no trying again changes that.
  if (verdict === 'needs_attention' || verdict === 'conflict') {
    await change(row.id, (r) => ({ ...r, state: 'needs_attention', code: codeOf(answer.problem) }));
    return;
  }
  await change(row.id, (r) => ({ ...r, nextAt: later(r.attempts, answer.problem, pass) }));
}

/** A photo was made with its finding, in the form of that. */
async function sendPhoto(photo: WaitingPhoto, of: WaitingFinding, pass: Pass): Promise<void> {
  pass.onSending(photo.finding);
  const answer = await upload<PhotoReceipt>(
    `/api/photos/${photo.id}`,
    {
      bytes: photo.bytes,
      headers: {
        'Content-Type': 'image/jpeg',
        'Content-Digest': contentDigest(photo.sha256),
        ...formOf(of),
      },
      timeout: PATIENCE + Math.ceil(photo.bytes.byteLength / SLOWEST),
    },
    (part) => pass.onSending(photo.finding, part),
  );
  if (!answer.ok) return refusePhoto(photo, answer.problem, pass);
  if (answer.data?.id !== photo.id || answer.data?.sha256?.toLowerCase() !== photo.sha256) {
    return refusePhoto(photo, { status: -1, code: 'other_receipt', faults: [] }, pass);
  }
  pass.sent += 1;
  const tx = (await database()).transaction(['findings', 'photos', 'receipts'], 'readwrite');
  const row = await tx.objectStore('findings').get(photo.finding);
  // While it was on the line somebody said that it stays here: the server is told to take it away.
  if (!row?.photoStays) {
    // The thumbnail moves to the receipt-to-be, so that the list can still show what was sent.
    if (row) {
      await tx.objectStore('receipts').put(receiptOf(row, photo.thumb));
      await tx.objectStore('findings').put({ ...row, photos: row.photos.filter((id) => id !== photo.id) });
    }
    await tx.objectStore('photos').delete(photo.id);
  }
  await tx.done;
  tell();
}

async function refusePhoto({ id, finding }: WaitingPhoto, problem: Problem, pass: Pass): Promise<void> {
  const verdict = verdictOf(problem.status, codeOf(problem));
  heed(pass, id, problem.status);
  if (verdict === 'pause') return;
  if (verdict !== 'retry' && problem.code === 'not_your_finding') return keepForAnother(finding);
  const refused = { state: 'needs_attention', code: codeOf(problem) } as const;
  const photo = await notePhoto(id, verdict === 'retry' ? {} : refused);
  // Taken back meanwhile.
  if (!photo) return;
  const nextAt = verdict === 'retry' ? later(photo.attempts, problem, pass) : 0;
  await change(finding, (row) => {
    if (row.withdraw || row.photoStays) return null;
    if (verdict === 'retry') return { ...row, nextAt: Math.max(row.nextAt, nextAt) };
    return { ...row, state: 'needs_attention', code: 'photo' };
  });
}

/** Counts an attempt to send a photo that is still here, and what came of it. */
async function notePhoto(id: string, more: Partial<WaitingPhoto>): Promise<WaitingPhoto | null> {
  const tx = (await database()).transaction('photos', 'readwrite');
  const photo = await tx.store.get(id);
  const next = photo ? { ...photo, attempts: photo.attempts + 1, ...more } : null;
  if (next) await tx.store.put(next);
  await tx.done;
  return next;
}

/** The server knows its finding as somebody else's: the bytes stay here, and the walker is asked. */
async function keepForAnother(finding: string): Promise<void> {
  await change(finding, (row) =>
    row.withdraw ? null : { ...row, state: 'needs_attention', code: OTHER_PERSON, owner: ANOTHER },
  );
}

/** A finding whose text and photos are all in leaves the queue and becomes a receipt. */
async function finish(id: string): Promise<void> {
  const tx = (await database()).transaction(['findings', 'photos', 'receipts', 'drafts'], 'readwrite');
  const row = await tx.objectStore('findings').get(id);
  const left = await tx.objectStore('photos').index('finding').count(id);
  if (
    row?.textIn &&
    !row.withdraw &&
    row.state === 'waiting' &&
    ((left === 0 && !row.left) || row.photoStays)
  ) {
    if (row.left) await tx.objectStore('drafts').delete(row.left);
    const earlier = await tx.objectStore('receipts').get(id);
    await tx.objectStore('receipts').put(receiptOf(row, earlier?.thumb ?? null));
    await tx.objectStore('findings').delete(id);
  }
  await tx.done;
  tell();
}

function receiptOf(row: WaitingFinding, thumb: ArrayBuffer | null) {
  const { id, savedAt, group, body } = row;
  return {
    id,
    arrivedAt: now(),
    savedAt,
    group,
    category: body.category ?? null,
    position: body.position,
    thumb,
  };
}

async function withLock(deed: () => Promise<void>): Promise<boolean> {
  if (!navigator.locks) {
    await deed();
    return true;
  }
  return navigator.locks.request('drain', { ifAvailable: true }, async (lock) => {
    if (lock) await deed();
    return lock !== null;
  });
}
