/**
 * The walk as it happens: what others record appears here within a second, and is kept for a moment without signal.
 *
 * One stream for all screens, held open while somebody follows. It goes on where it broke off: after a cut by itself, after
 * the phone slept by opening anew. Where no stream comes through, the list is asked every now and then instead.
 */
import { untrack } from 'svelte';
import type { FindingFeature } from '../api/types';
import { now } from '../clock';
import { type Findings, inOrder, patched, type Told } from './patch';
import { fetchFindings, keepFindings, keptFindings } from './walkFindings';

/** The server greets at once; a stream without a greeting is held up on its way. */
export const GREETING = 10_000;
/** A phone that was away this long opens anew: its stream may be dead without knowing. */
export const SLEPT = 30_000;
/** Between two looks where no stream comes through: at first, and at most. */
export const FIRST_LOOK = 5_000;
export const LAST_LOOK = 60_000;
/** Findings are kept this long after the last of some events. */
const SETTLE = 2_000;

/** `live`: others' findings come by themselves. `asking`: they are asked now and then. `opening`: neither yet. */
export type How = 'off' | 'opening' | 'live' | 'asking';

/** What the stream says of the walk itself, such as its state. */
export type AboutWalk = { id: string; state?: string } & Record<string, unknown>;

let findings = $state.raw<readonly FindingFeature[]>([]);
let how = $state<How>('off');
let about = $state.raw<AboutWalk | null>(null);
let borders = $state(0);
/** The walk of which all findings are here; null before the list was read. */
let complete = $state<string | null>(null);

export const live = {
  /** findings of the walk that is followed, newest first; those that wait on this phone are not among them */
  get findings(): readonly FindingFeature[] {
    return findings;
  },
  /** the walk of which these are all findings; null while they may be only some */
  get complete(): string | null {
    return complete;
  },
  get how(): How {
    return how;
  },
  /** goes up when all is to be read anew, as when other borders are in force and findings lie in other buurten */
  get borders(): number {
    return borders;
  },
  /** the walk as the stream told it last; null while nothing changed */
  get walk(): AboutWalk | null {
    return about;
  },
};

let walk: string | null = null;
let known: Findings = new Map();
let followers = 0;
let source: EventSource | null = null;
let last = '';
/** The whole list was read since the walk is followed. */
let whole = false;
/** Events that came while the list was on its way; null when none is. */
let meanwhile: Told[] | null = null;
let failures = 0;
let hiddenAt: number | null = null;
/** Lists in a row that did not come while the stream lives. */
let misses = 0;
const timers: Partial<Record<'greeting' | 'look' | 'settle' | 'again', ReturnType<typeof setTimeout>>> = {};

/** Follows a walk until the returned function is called. Who follows another walk takes everybody along. */
export function followWalk(id: string): () => void {
  // An effect that follows must not run again for what following itself changes: it would open stream after stream.
  if (walk !== id) untrack(() => begin(id));
  followers += 1;
  let here = true;
  return () => {
    if (!here) return;
    here = false;
    followers -= 1;
    if (followers === 0) end();
  };
}

function begin(id: string): void {
  if (walk) end();
  walk = id;
  how = 'opening';
  void keptFindings(id).then((rows) => walk === id && !whole && known.size === 0 && show(rows));
  globalThis.document?.addEventListener('visibilitychange', seen);
  globalThis.window?.addEventListener('online', wake);
  open();
}

function end(): void {
  if (walk && whole) void keepFindings(walk, known);
  close();
  for (const timer of Object.values(timers)) clearTimeout(timer);
  globalThis.document?.removeEventListener('visibilitychange', seen);
  globalThis.window?.removeEventListener('online', wake);
  [walk, last, whole, meanwhile, failures, misses, hiddenAt] = [null, '', false, null, 0, 0, null];
  [known, findings, how, about, complete] = [new Map(), [], 'off', null, null];
}

function close(): void {
  clearTimeout(timers.greeting);
  source?.close();
  source = null;
}

function open(): void {
  if (!walk) return;
  close();
  clearTimeout(timers.look);
  if (typeof EventSource === 'undefined') {
    failed();
    return;
  }
  const after = last ? `&last=${encodeURIComponent(last)}` : '';
  const stream = new EventSource(`/api/live?walk=${encodeURIComponent(walk)}${after}`);
  source = stream;
  awaitGreeting();
  stream.onerror = () => {
    if (source !== stream) return;
    // The browser tries again by itself unless the answer was no stream.
    if (stream.readyState === EventSource.CLOSED) failed();
    else if (how === 'live') awaitGreeting();
  };
  const on = (name: string, hear: (data: unknown) => void) =>
    stream.addEventListener(name, (event: MessageEvent<string>) => {
      if (source !== stream) return;
      last = event.lastEventId || last;
      hear(read(event.data));
    });
  on('hello', greeted);
  const anew = () => {
    borders += 1;
    void load();
  };
  on('reload', anew);
  on('borders', anew);
  on('walk', (data) => (about = data as AboutWalk));
  for (const name of ['finding', 'photo', 'confirmation'] as const) on(name, (data) => hear({ name, data }));
}

function read(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return null;
  }
}

function awaitGreeting(): void {
  if (how === 'live') how = 'opening';
  clearTimeout(timers.greeting);
  timers.greeting = setTimeout(failed, GREETING);
}

function greeted(): void {
  clearTimeout(timers.greeting);
  [how, failures] = ['live', 0];
  if (!whole) void load();
}

/** No stream comes through now: asks for the list, and tries the stream again after a while. */
function failed(): void {
  close();
  how = 'asking';
  const wait = Math.min(LAST_LOOK, FIRST_LOOK * 2 ** failures);
  failures += 1;
  clearTimeout(timers.look);
  timers.look = setTimeout(open, wait);
  void load();
}

async function load(): Promise<void> {
  const asked = walk;
  if (!asked || meanwhile) return;
  meanwhile = [];
  const rows = await fetchFindings(asked);
  if (walk !== asked) return;
  const late = meanwhile ?? [];
  meanwhile = null;
  if (!rows) return missed();
  misses = 0;
  whole = true;
  complete = asked;
  show(late.reduce(patched, rows));
  void keepFindings(asked, known);
}

/** What was told before is past, and the list did not come: these are only some, until it comes. */
function missed(): void {
  [whole, complete] = [false, null];
  clearTimeout(timers.again);
  // Where no stream comes through, the list is asked again with it.
  timers.again = setTimeout(
    () => how === 'live' && void load(),
    Math.min(LAST_LOOK, FIRST_LOOK * 2 ** misses),
  );
  misses += 1;
}

function hear(told: Told): void {
  meanwhile?.push(told);
  show(patched(known, told));
  clearTimeout(timers.settle);
  timers.settle = setTimeout(() => walk && whole && void keepFindings(walk, known), SETTLE);
}

function show(rows: Findings): void {
  known = rows;
  findings = inOrder(rows);
}

function seen(): void {
  if (document.visibilityState === 'hidden') {
    hiddenAt = now();
    return;
  }
  const slept = hiddenAt !== null && now() - hiddenAt >= SLEPT;
  hiddenAt = null;
  if (slept) wake();
}

/** Signal or page came back: opens anew after what was heard last, without waiting for its turn. */
function wake(): void {
  failures = 0;
  open();
}
