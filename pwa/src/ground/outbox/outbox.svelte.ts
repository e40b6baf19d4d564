/**
 * The queue as the screens see it, and the moments at which it is drained: at start, when signal or the page
 * comes back, after a save, on request, when a waiting time is over and every 60 s while the page is open.
 */
import { now } from '../clock';
import type { Deed, WaitingFinding } from '../store/database';
import { waitAfter } from './backoff';
import type { Passed } from './pass';

const EVERY = 60_000;
/** The hands that do the work come after the first screen. */
const hands = () => Promise.all([import('./queue'), import('./drain'), import('./deeds')]);

interface State {
  rows: WaitingFinding[];
  deeds: Deed[];
  known: boolean;
  busy: boolean;
  sending: string | null;
  part: number;
  drafting: boolean;
  signal: 'good' | 'none' | 'fault' | 'portal' | 'login';
  lastSuccess: number | null;
}

const state = $state<State>({
  rows: [],
  deeds: [],
  known: false,
  busy: false,
  sending: null,
  part: 0,
  drafting: false,
  signal: 'good',
  lastSuccess: null,
});
let failures = 0;
let notBefore = 0;
/**
 * When the last look began, if it found nothing that may go: what waits for something else is not looked at again until
 * something changes, but what came due since is.
 */
let idle: number | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
/** what was asked while something was on the line: it is done after that, and not forgotten */
let asked = false;

export const outbox = {
  /** findings that have not wholly arrived, oldest first */
  get rows() {
    return state.rows;
  },
  /** whether the queue was read; before that, and when the phone cannot read it, nobody may say that all arrived */
  get known() {
    return state.known;
  },
  /** what else waits: additions, confirmations, the start of a walk; oldest first */
  get deeds() {
    return state.deeds;
  },
  get toSend() {
    return [...state.rows, ...state.deeds].filter((row) => row.state !== 'withdrawn').length;
  },
  /** something is going over the line now */
  get busy() {
    return state.busy;
  },
  /** id of the finding that is on the line now */
  get sending() {
    return state.sending;
  },
  /** how much of its photo went, 0 to 1 */
  get part() {
    return state.part;
  },
  /** somebody is capturing or adding to a finding; set by the capture screens */
  get drafting() {
    return state.drafting;
  },
  set drafting(on: boolean) {
    state.drafting = on;
    showOthers(on);
  },
  get signal() {
    return state.signal;
  },
  get lastSuccess() {
    return state.lastSuccess;
  },
};

let letGo: (() => void) | null = null;

/** Other tabs see by a lock that something is being written here; a page that dies drops it. */
function showOthers(on: boolean): void {
  if (!on) {
    letGo?.();
    letGo = null;
    return;
  }
  if (letGo || !navigator.locks) return;
  const until = new Promise<void>((done) => {
    letGo = done;
  });
  void navigator.locks.request('draft', { mode: 'shared' }, () => until);
}

/** Starts watching. Call once; returns the way to stop (for tests). */
export function startOutbox(): () => void {
  let stop = () => {};
  // Waiting times were about the line that was bad; now it is another.
  const online = () => void sendNow();
  const visible = () => document.visibilityState === 'visible' && void sendDue({ fresh: true });
  const leave = () => {
    if (state.signal !== 'login') state.signal = 'none';
  };
  addEventListener('online', online);
  addEventListener('offline', leave);
  document.addEventListener('visibilitychange', visible);
  const clock = setInterval(() => void sendDue(), EVERY);
  void begin((to) => {
    stop = to;
  });
  return () => {
    stop();
    clearInterval(clock);
    clearTimeout(timer);
    removeEventListener('online', online);
    removeEventListener('offline', leave);
    document.removeEventListener('visibilitychange', visible);
  };
}

async function begin(started: (stop: () => void) => void): Promise<void> {
  const [queue] = await hands();
  started(
    queue.onChange(() => {
      idle = null;
      void refresh();
    }),
  );
  await queue.tidy().catch(() => {});
  await refresh();
  await sendDue({ fresh: true });
}

/** The person pressed "send now": waiting times no longer count. */
export function sendNow(): Promise<void> {
  return sendDue({ fresh: true, everything: true });
}

/** The server knows this phone again (after joining): the queue goes on. */
export function loggedIn(): Promise<void> {
  if (state.signal === 'login') state.signal = 'good';
  return sendDue({ fresh: true });
}

async function sendDue(how: { fresh?: boolean; everything?: boolean } = {}): Promise<void> {
  if (how.fresh) {
    failures = 0;
    notBefore = 0;
  }
  if (state.busy) {
    asked ||= how.everything === true;
    return;
  }
  if (now() < notBefore) return;
  // Without a login only a person's own doing is worth another try.
  if (state.signal === 'login' && !how.fresh) return;
  state.busy = true;
  try {
    const [, { drain }] = await hands();
    const looked = now();
    const passed = await drain(how.everything, (id, part = 0) => {
      state.sending = id;
      state.part = part;
    });
    note(passed, looked);
  } catch {
    // IndexedDB was closed under us; the next trigger opens it again.
  } finally {
    state.busy = false;
    await refresh();
    plan();
  }
  if (!asked) return;
  asked = false;
  await sendNow();
}

function note(passed: Passed, looked: number): void {
  if (passed.sent > 0) state.lastSuccess = now();
  idle = passed.signal === 'idle' ? looked : null;
  // Another tab is sending: look again when it has had time.
  if (passed.signal === 'busy') notBefore = now() + 5_000;
  if (passed.signal === 'busy' || passed.signal === 'idle') return;
  state.signal = passed.signal;
  failures = passed.signal === 'good' ? 0 : failures + 1;
  if (passed.signal !== 'good' && passed.signal !== 'login') {
    notBefore = Math.max(
      now() + waitAfter(failures),
      passed.retryAt === Number.POSITIVE_INFINITY ? 0 : passed.retryAt,
    );
  }
}

async function refresh(): Promise<void> {
  try {
    const [queue, , deeds] = await hands();
    state.rows = await queue.waiting();
    state.deeds = await deeds.waitingDeeds();
    state.known = true;
    plan();
  } catch {
    state.known = false;
    state.rows = [];
    state.deeds = [];
  }
}

/** Wakes up when the first undo time or waiting time is over. */
function plan(): void {
  clearTimeout(timer);
  if (state.signal === 'login') return;
  const moments = [...state.rows, ...state.deeds]
    .filter((row) => row.state === 'held' || row.state === 'waiting')
    .map((row) => (row.state === 'held' ? row.heldUntil : row.nextAt))
    .filter((at) => idle === null || at > idle);
  if (moments.length === 0) return;
  const next = Math.max(Math.min(...moments), notBefore, now() + 50);
  timer = setTimeout(() => void sendDue(), Math.min(next - now(), EVERY));
}
