/**
 * What this phone keeps, in one IndexedDB database. Additive only: a store of the queue is never dropped or rebuilt,
 * because it may hold the only copy of what somebody saw.
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Fault, FindingBody } from '../api/types';

/** What a finding will say once it is sent. The place may still be missing. */
export type UnsentBody = Omit<FindingBody, 'position' | 'accuracy_m' | 'position_source'> & {
  position: FindingBody['position'] | null;
  accuracy_m: number | null;
  position_source: FindingBody['position_source'];
};

/**
 * held: undo is still possible or the walker is still adding to it · waiting: may be sent ·
 * needs_attention, conflict, withdrawn: a person must look; never deleted by itself.
 */
export type FindingState = 'held' | 'waiting' | 'needs_attention' | 'conflict' | 'withdrawn';

/** A report of the phone as it came: WGS84 degrees, radius in metres, ms since 1970. */
export interface RawFix {
  lon: number;
  lat: number;
  accuracy_m: number;
  at: number;
}

export interface WaitingFinding {
  /** UUIDv7, made at capture: primary key here and on the server */
  id: string;
  schema: 1;
  state: FindingState;
  body: UnsentBody;
  /** what the phone itself said about the place; it goes along when the walker put the pin elsewhere */
  fix?: RawFix | null;
  /** when it was seen, ms since 1970 */
  seenAt?: number;
  /** group code of the tile, for the lists; null for a photo alone */
  group: string | null;
  /** photo ids in order; their bytes are in `photos` */
  photos: string[];
  /** the photo is not sent (personal tile, unless switched on) */
  photoStays: boolean;
  /** id of the draft that still holds its photo, because there was no room for it here */
  left?: string;
  savedAt: number;
  heldUntil: number;
  /** what the first attempt said; every later attempt says the same, but for the moment of sending */
  frozen: string | null;
  attempts: number;
  nextAt: number;
  /** the server has confirmed the text */
  textIn: boolean;
  /** the person took it back after an attempt: tell the server */
  withdraw: boolean;
  /** why a person must look */
  code?: string;
  /** who this phone was when it was recorded, else when it was first sent; absent for nobody yet */
  owner?: string;
}

export interface WaitingPhoto {
  id: string;
  finding: string;
  bytes: ArrayBuffer;
  /** small JPEG for the lists */
  thumb: ArrayBuffer | null;
  /** lower-case hex of `bytes` */
  sha256: string;
  width: number;
  height: number;
  attempts: number;
  state: 'waiting' | 'needs_attention';
  code?: string;
}

/**
 * begin: a walk made on this phone · change: an addition to a finding that left · confirm: "I see this too" · same: two
 * findings of one thing · passes: where was walked · walk: state and roster of a walk · drawing: a drawn border ·
 * drawing-right: "klopt zo" to how the server mended it · drawing-back: it is taken back · vote: whether a border is
 * recognised · reaction: on a proposal for a border.
 */
export type DeedKind =
  | 'begin'
  | 'change'
  | 'confirm'
  | 'same'
  | 'passes'
  | 'walk'
  | 'drawing'
  | 'drawing-right'
  | 'drawing-back'
  | 'vote'
  | 'reaction';

/** Something other than a new finding that waits to be sent. */
export interface Deed {
  /** UUIDv7, also in its path or body where the server needs one */
  id: string;
  schema: 1;
  kind: DeedKind;
  method: 'PUT' | 'POST' | 'DELETE';
  path: string;
  /** the exact JSON of every attempt; null for none */
  body: string | null;
  /** finding that the server must have first */
  after: string | null;
  savedAt: number;
  state: 'waiting' | 'needs_attention' | 'conflict' | 'withdrawn';
  attempts: number;
  nextAt: number;
  /** why a person must look */
  code?: string;
  /** everything the server found wrong with a drawing, each at its place */
  faults?: Fault[];
}

/** Proof that a deed arrived, kept 7 days; a voice (`confirm`) 180, because its id takes it back. */
export interface DeedReceipt {
  id: string;
  kind: DeedKind;
  after: string | null;
  savedAt: number;
  arrivedAt: number;
  /** what the server made of a drawing */
  answer?: unknown;
}

/** Proof that a finding arrived, kept 7 days. */
export interface Receipt {
  id: string;
  arrivedAt: number;
  savedAt: number;
  group: string | null;
  category: string | null;
  position: FindingBody['position'] | null;
  thumb: ArrayBuffer | null;
}

/** A capture that was begun but has no tile yet, or whose photo found no room beside its finding. */
export interface Draft {
  id: string;
  begunAt: number;
  position: { lon: number; lat: number; accuracy: number; at: number } | null;
  /** the report of the phone as it came */
  raw?: { lon: number; lat: number; accuracy: number; at: number } | null;
  /** the phone's camera was opened and may have thrown the page out of memory */
  cameraOpened: boolean;
  photo: Pick<WaitingPhoto, 'bytes' | 'thumb' | 'sha256' | 'width' | 'height'> | null;
}

/** A line in the making or a closed border, as it was after one of the steps. */
export interface KeptSketch {
  line: readonly [number, number][];
  closed: boolean;
  pieces?: readonly string[];
}

/** Somebody's own border of a buurt, kept after every stroke. Only what is left after thinning, never the stroke itself. */
export interface KeptDrawing {
  /** code of the buurt */
  buurt: string;
  /** WGS84 degrees; the first place is not repeated at the end */
  line: [number, number][];
  closed: boolean;
  /** ids of the pieces it was put together from */
  pieces?: string[];
  /** what it was before, for undo, the latest last; and what was undone, the nearest first */
  past?: readonly KeptSketch[];
  future?: readonly KeptSketch[];
  relation: 'lives' | 'works' | 'visits' | null;
  years: number | null;
  /** the two questions were answered or passed over */
  asked: boolean;
  changedAt: number;
  /** id under which it was sent last */
  sent: string | null;
  /** what the server made of that */
  answer?: unknown;
  /** "klopt zo" was said */
  right: boolean;
}

/** The last good answer of a door, so that screens work without signal. */
export interface Kept {
  key: string;
  at: number;
  value: unknown;
}

export interface Schema extends DBSchema {
  findings: { key: string; value: WaitingFinding };
  photos: { key: string; value: WaitingPhoto; indexes: { finding: string } };
  drafts: { key: string; value: Draft };
  receipts: { key: string; value: Receipt };
  deeds: { key: string; value: Deed; indexes: { after: string } };
  deedReceipts: { key: string; value: DeedReceipt };
  kept: { key: string; value: Kept };
  drawings: { key: string; value: KeptDrawing };
}

export type Database = IDBPDatabase<Schema>;

/** One step per version of the database. Each only adds; a step that was ever released is never changed. */
const steps: readonly ((db: Database) => void)[] = [
  (db) => {
    db.createObjectStore('findings', { keyPath: 'id' });
    db.createObjectStore('photos', { keyPath: 'id' }).createIndex('finding', 'finding');
    db.createObjectStore('drafts', { keyPath: 'id' });
    db.createObjectStore('receipts', { keyPath: 'id' });
    db.createObjectStore('kept', { keyPath: 'key' });
  },
  (db) => {
    db.createObjectStore('deeds', { keyPath: 'id' }).createIndex('after', 'after');
    db.createObjectStore('deedReceipts', { keyPath: 'id' });
  },
  (db) => {
    db.createObjectStore('drawings', { keyPath: 'buurt' });
  },
];

let open: Promise<Database> | null = null;

/** The database, opened once and again when the browser closed it under us, also when it did not tell (phones after sleep). */
export async function database(): Promise<Database> {
  open ??= connect();
  const db = await open;
  if (isOpen(db)) return db;
  open = connect();
  return open;
}

/** A closed connection refuses even an empty transaction. */
function isOpen(db: Database): boolean {
  try {
    db.transaction('drafts');
    return true;
  } catch {
    return false;
  }
}

function connect(): Promise<Database> {
  return openDB<Schema>('buurtschouw', steps.length, {
    upgrade(db, before) {
      for (const step of steps.slice(before)) step(db);
    },
    blocking(_current, _blocked, event) {
      // Another tab brings a newer version: let go, the next use opens it again.
      (event.target as IDBDatabase).close();
      open = null;
    },
    terminated() {
      open = null;
    },
  }).catch((fault) => {
    open = null;
    throw fault;
  });
}

/** For tests and after a change of version: closes the database; the next use opens it again. */
export async function closeDatabase(): Promise<void> {
  const db = await open?.catch(() => null);
  open = null;
  db?.close();
}
