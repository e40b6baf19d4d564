/**
 * What waits on this phone to be sent: findings and their photos. Everything here is a transaction;
 * "saved" is true only after the transaction has completed with strict durability.
 */
import type { IDBPTransaction } from 'idb';
import { v7 } from 'uuid';
import { now } from '../clock';
import {
  type Deed,
  database,
  type RawFix,
  type Schema,
  type UnsentBody,
  type WaitingFinding,
  type WaitingPhoto,
} from '../store/database';
import { askToLast, withRoom } from '../store/room';
import { photosOf, tell } from './shelf';
import { whoIAm } from './whoIAm';

export { onChange, photosOf, receipts, tell, waiting } from './shelf';

/** Time to undo before anything may leave the phone, in ms. */
export const UNDO_TIME = 6_000;
/** A finding that is still being added to is kept back this long at a time, in ms. */
export const LEASE = 15_000;
const RECEIPT_DAYS = 7;
const WITHDRAWN_DAYS = 30;
/** Receipts of "I see this too" hold the id by which it can be taken back. */
const VOICE_DAYS = 180;
const DAY = 86_400_000;

type Everything = IDBPTransaction<Schema, ('findings' | 'photos' | 'deeds' | 'drafts')[], 'readwrite'>;

export type NewPhoto = Pick<WaitingPhoto, 'bytes' | 'thumb' | 'sha256' | 'width' | 'height'>;

export interface NewFinding {
  body: UnsentBody;
  fix?: RawFix | null;
  seenAt?: number;
  group: string | null;
  photo: NewPhoto | null;
  photoStays: boolean;
  /** id of the draft it came from */
  draft?: string;
  /** the photo finds no room: the draft keeps it, and it follows when there is */
  left?: boolean;
}

/**
 * Saves a finding with its photo in one strict transaction and clears the draft it came from, unless that keeps the photo.
 * Resolves with the stored row only after the transaction completed; rejects when the phone kept nothing.
 */
export async function save(finding: NewFinding): Promise<WaitingFinding> {
  const at = now();
  const photo = finding.photo ? { ...finding.photo, id: v7() } : null;
  const row: WaitingFinding = {
    id: v7(),
    schema: 1,
    state: 'held',
    body: { ...finding.body },
    ...(finding.fix ? { fix: finding.fix } : {}),
    seenAt: finding.seenAt ?? at,
    group: finding.group,
    photos: photo ? [photo.id] : finding.left ? [v7()] : [],
    photoStays: finding.photoStays,
    ...(finding.left ? { left: finding.draft } : {}),
    savedAt: at,
    heldUntil: at + UNDO_TIME,
    frozen: null,
    attempts: 0,
    nextAt: 0,
    textIn: false,
    withdraw: false,
    owner: whoIAm() ?? undefined,
  };
  await withRoom(() => write(row, photo, finding.left ? undefined : finding.draft));
  tell();
  void askToLast();
  return row;
}

async function write(
  row: WaitingFinding,
  photo: (NewPhoto & { id: string }) | null,
  draft: string | undefined,
): Promise<void> {
  const db = await database();
  const tx = db.transaction(['findings', 'photos', 'drafts'], 'readwrite', { durability: 'strict' });
  try {
    if (photo) {
      const waiting: WaitingPhoto = { ...photo, finding: row.id, attempts: 0, state: 'waiting' };
      await tx.objectStore('photos').put(waiting);
    }
    await tx.objectStore('findings').put(row);
    if (draft !== undefined) await tx.objectStore('drafts').delete(draft);
  } catch (fault) {
    // A write that fails before it starts does not undo the others by itself.
    tx.abort();
    await tx.done.catch(() => {});
    throw fault;
  }
  await tx.done;
}

/** Reads, changes and writes one finding in one transaction. `change` returns the new row, or null to leave it. */
export async function change(
  id: string,
  how: (row: WaitingFinding) => WaitingFinding | null,
): Promise<WaitingFinding | null> {
  const tx = (await database()).transaction('findings', 'readwrite', { durability: 'strict' });
  const row = await tx.store.get(id);
  const next = row ? how(row) : null;
  if (next) await tx.store.put(next);
  await tx.done;
  if (next) tell();
  return next;
}

/** Adds to a finding that has not left the phone. False when it is too late. */
export async function amend(
  id: string,
  how: (row: WaitingFinding) => Partial<WaitingFinding>,
): Promise<boolean> {
  const changed = await change(id, (row) => (isUntouched(row) ? { ...row, ...how(row) } : null));
  return changed !== null;
}

/** Keeps a finding back while somebody is still adding to it. Never shorter than the time to undo. */
export async function hold(id: string): Promise<void> {
  await change(id, (row) =>
    isUntouched(row) && row.state === 'held'
      ? { ...row, heldUntil: Math.max(row.heldUntil, now() + LEASE) }
      : null,
  );
}

/** The walker is done with it: it goes as soon as the time to undo is over. */
export async function release(id: string): Promise<void> {
  await change(id, (row) => (row.state === 'held' ? { ...row, heldUntil: row.savedAt + UNDO_TIME } : null));
}

/**
 * Takes a finding back, with all that waits of it: nothing of it leaves the phone after this but the withdrawal. One that
 * never left is gone at once ("gone"); after an attempt the server is told ("withdrawing"). An id this phone does not hold
 * is told to the server too.
 */
export async function withdraw(id: string): Promise<'gone' | 'withdrawing'> {
  const tx = (await database()).transaction(['findings', 'photos', 'deeds', 'drafts'], 'readwrite', {
    durability: 'strict',
  });
  const row = await tx.objectStore('findings').get(id);
  const never = row !== undefined && isUntouched(row);
  await clear(tx, id, row?.left);
  if (never) await tx.objectStore('findings').delete(id);
  else await tx.objectStore('findings').put(withdrawal(id, row && { ...row, photos: [], left: undefined }));
  await tx.done;
  tell();
  return never ? 'gone' : 'withdrawing';
}

/**
 * Keeps the photos of a finding to this phone after its text left, because it turned out to be about people. `photos` are all
 * it was saved with: those that arrived, or are on the line, the server takes away again; of the others it hears that they do
 * not come.
 */
export async function keepPhotosHere(id: string, photos: readonly string[]): Promise<void> {
  const tx = (await database()).transaction(['findings', 'deeds'], 'readwrite', { durability: 'strict' });
  const row = await tx.objectStore('findings').get(id);
  if (!row?.withdraw) {
    const told = await tx.objectStore('deeds').index('after').getAll(id);
    for (const deed of photos.map((photo) => unpromise(id, photo)))
      if (!told.some(({ path }) => path === deed.path)) await tx.objectStore('deeds').put(deed);
    if (row) await tx.objectStore('findings').put({ ...row, photoStays: true });
  }
  await tx.done;
  tell();
}

/** Throws a finding away from this phone only, with what was added to it. */
export async function discard(id: string): Promise<void> {
  const tx = (await database()).transaction(['findings', 'photos', 'deeds', 'drafts'], 'readwrite', {
    durability: 'strict',
  });
  await clear(tx, id, (await tx.objectStore('findings').get(id))?.left);
  await tx.objectStore('findings').delete(id);
  await tx.done;
  tell();
}

/** Throws away what waits of a finding: its photos, also one that a draft holds, and what was added to it. */
async function clear(tx: Everything, id: string, left: string | undefined): Promise<void> {
  for (const key of await tx.objectStore('deeds').index('after').getAllKeys(id))
    await tx.objectStore('deeds').delete(key);
  await deletePhotos(
    tx.objectStore('photos'),
    await tx.objectStore('photos').index('finding').getAllKeys(id),
  );
  if (left) await tx.objectStore('drafts').delete(left);
}

/**
 * Sends the same content under a new id, after another version of it took the old one. `alone`: that other version is taken
 * back, else both stay.
 */
export async function sendAsNew(id: string, alone = false): Promise<void> {
  const tx = (await database()).transaction(['findings', 'photos', 'deeds'], 'readwrite', {
    durability: 'strict',
  });
  const row = await tx.objectStore('findings').get(id);
  if (row) {
    const fresh: WaitingFinding = { ...row, ...again(), id: v7(), photos: [], textIn: false };
    for (const photoId of row.photos) {
      const photo = await tx.objectStore('photos').get(photoId);
      if (!photo) continue;
      const copy: WaitingPhoto = { ...photo, id: v7(), finding: fresh.id, attempts: 0, state: 'waiting' };
      fresh.photos.push(copy.id);
      await tx.objectStore('photos').delete(photoId);
      await tx.objectStore('photos').put(copy);
    }
    if (row.left) fresh.photos.push(v7());
    for (const deed of await tx.objectStore('deeds').index('after').getAll(id))
      await tx
        .objectStore('deeds')
        .put({ ...deed, after: fresh.id, path: deed.path.replace(id, fresh.id), state: 'waiting' });
    if (alone) await tx.objectStore('findings').put(withdrawal(id, { ...row, photos: [], left: undefined }));
    else await tx.objectStore('findings').delete(id);
    await tx.objectStore('findings').put(fresh);
  }
  await tx.done;
  tell();
}

/** Takes the photos off a finding that the server would not take with them, and lets it try again. */
export async function dropPhotos(id: string): Promise<void> {
  const tx = (await database()).transaction(['findings', 'photos', 'drafts', 'deeds'], 'readwrite', {
    durability: 'strict',
  });
  const row = await tx.objectStore('findings').get(id);
  if (row) {
    // The server waits for them in vain otherwise.
    for (const photo of row.textIn ? row.photos : []) await tx.objectStore('deeds').put(unpromise(id, photo));
    await deletePhotos(tx.objectStore('photos'), row.photos);
    if (row.left) await tx.objectStore('drafts').delete(row.left);
    await tx
      .objectStore('findings')
      .put({ ...row, photos: [], left: undefined, ...(row.textIn ? { state: 'waiting' } : again()) });
  }
  await tx.done;
  tell();
}

/** Tells the server that a photo of a finding does not come, or goes again. */
function unpromise(finding: string, photo: string): Deed {
  return {
    id: v7(),
    schema: 1,
    kind: 'change',
    method: 'DELETE',
    path: `/api/findings/${finding}/photos/${photo}`,
    body: null,
    after: finding,
    savedAt: now(),
    state: 'waiting',
    attempts: 0,
    nextAt: 0,
  };
}

/** Lets a finding that needed a person try again with its photos, with changes if any. */
export async function retry(id: string, how: Partial<UnsentBody> = {}): Promise<void> {
  const tx = (await database()).transaction(['findings', 'photos'], 'readwrite', { durability: 'strict' });
  const row = await tx.objectStore('findings').get(id);
  if (row) await tx.objectStore('findings').put({ ...row, ...again(), body: { ...row.body, ...how } });
  for (const photo of await tx.objectStore('photos').index('finding').getAll(id))
    await tx.objectStore('photos').put({ ...photo, state: 'waiting', code: undefined });
  await tx.done;
  tell();
}

/** The server's version of a finding stays and this phone's goes; its photos are sent. */
export async function keepTheirs(id: string): Promise<void> {
  await change(id, (row) => ({ ...row, ...again(), textIn: true }));
}

/** Drops receipts after 7 days (voices after 180), with photos that stayed behind, and withdrawn findings after 30. */
export async function tidy(): Promise<void> {
  const db = await database();
  for (const receipt of await db.getAll('receipts')) {
    if (now() - receipt.arrivedAt < RECEIPT_DAYS * DAY) continue;
    await db.delete('receipts', receipt.id);
    for (const photo of await photosOf(receipt.id)) await db.delete('photos', photo.id);
  }
  for (const receipt of await db.getAll('deedReceipts')) {
    const days = receipt.kind === 'confirm' ? VOICE_DAYS : RECEIPT_DAYS;
    if (now() - receipt.arrivedAt >= days * DAY) await db.delete('deedReceipts', receipt.id);
  }
  for (const deed of await db.getAll('deeds')) {
    if (deed.state === 'withdrawn' && now() - deed.savedAt > WITHDRAWN_DAYS * DAY)
      await db.delete('deeds', deed.id);
  }
  for (const row of await db.getAll('findings')) {
    if (row.state === 'withdrawn' && now() - row.savedAt > WITHDRAWN_DAYS * DAY) await discard(row.id);
  }
}

/** Whether no attempt was ever made: the server cannot know of it. */
export function isUntouched(row: WaitingFinding): boolean {
  return row.attempts === 0 && !row.textIn && !row.withdraw;
}

/** Tried again by a person's own doing: in the name of whoever the phone is now. */
function again(): Pick<
  WaitingFinding,
  'state' | 'attempts' | 'nextAt' | 'frozen' | 'heldUntil' | 'code' | 'owner'
> {
  return {
    state: 'waiting',
    attempts: 0,
    nextAt: 0,
    frozen: null,
    heldUntil: 0,
    code: undefined,
    owner: undefined,
  };
}

function withdrawal(id: string, row: WaitingFinding | undefined): WaitingFinding {
  const empty: WaitingFinding = {
    id,
    schema: 1,
    state: 'waiting',
    body: { position: null, accuracy_m: null, position_source: 'gps', observed_at: '' },
    group: null,
    photos: [],
    photoStays: false,
    savedAt: now(),
    heldUntil: 0,
    frozen: null,
    attempts: 0,
    nextAt: 0,
    textIn: true,
    withdraw: true,
  };
  return row ? { ...row, state: 'waiting', heldUntil: 0, nextAt: 0, withdraw: true, code: undefined } : empty;
}

async function deletePhotos(store: { delete(id: string): Promise<void> }, ids: string[]): Promise<void> {
  await Promise.all(ids.map((id) => store.delete(id)));
}
