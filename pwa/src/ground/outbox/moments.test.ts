// When the queue is looked at: as soon as something may go, and not again and again while nothing may.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { json, serve, stored } from '../../../tests/server';
import { setClock } from '../clock';
import { database } from '../store/database';
import { enqueue } from './deeds';
import './drain';
import { outbox, sendNow, startOutbox } from './outbox.svelte';
import { change, save, UNDO_TIME } from './queue';

let at = 1_770_000_000_000;
let looks = 0;
/** what a look lasts, in ms */
let lasts = 0;

beforeEach(async () => {
  setClock(() => at);
  const db = await database();
  for (const store of db.objectStoreNames) await db.clear(store);
  looks = 0;
  vi.stubGlobal('addEventListener', () => {});
  vi.stubGlobal('removeEventListener', () => {});
  vi.stubGlobal('document', Object.assign(new EventTarget(), { visibilityState: 'visible' }));
  lasts = 0;
  const request = async (_name: string, _how: object, deed: (lock: object) => Promise<void>) => {
    looks += 1;
    await deed({});
    at += lasts;
    return true;
  };
  vi.stubGlobal('navigator', { locks: { request }, onLine: true });
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  setClock();
});

/** Lets seconds pass, with room for what the phone's memory does in between. */
async function pass(ms: number): Promise<void> {
  for (let gone = 0; gone < ms; gone += 50) {
    at += 50;
    await vi.advanceTimersByTimeAsync(50);
    await turns(20);
  }
}

async function turns(n: number): Promise<void> {
  for (let turn = 0; turn < n; turn++) await new Promise((done) => setImmediate(done));
}

/** Starts, and waits until the queue was read. */
async function started(): Promise<() => void> {
  const stop = startOutbox();
  await until(() => outbox.known && !outbox.busy);
  return stop;
}

/** Gives what was begun the turns it needs, however slow this machine is; no time passes meanwhile. */
async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 100_000 && !holds(); tries++) await turns(1);
  expect(holds()).toBe(true);
}

async function finding() {
  const position = { lon: 4.48, lat: 51.92 };
  const observed_at = '2026-11-22T18:00:00.000Z';
  const body = { category: 'licht', position, accuracy_m: 6, position_source: 'gps', observed_at } as const;
  return save({ body, group: 'licht', photo: null, photoStays: false });
}

test('what waits for something that needs a person is not looked at again and again', async () => {
  serve((call) => (call.path.startsWith('/api/findings') ? json({ code: 'outside' }, 422) : json({})));
  const row = await finding();
  await enqueue({ kind: 'same', method: 'PUT', path: `/api/findings/${row.id}/same/x`, after: row.id });
  const stop = await started();
  await pass(UNDO_TIME + 1_000);
  await until(() => outbox.rows[0]?.state === 'needs_attention' && !outbox.busy);
  await pass(500);
  const before = looks;
  await pass(5_000);
  expect(looks - before, 'looks in five seconds').toBe(0);
  await change(row.id, (one) => ({ ...one, state: 'waiting', nextAt: 0 }));
  await pass(1_000);
  await until(() => looks > before);
  stop();
});

test('a finding leaves by itself when the time to undo is over', async () => {
  const calls = serve(stored);
  const stop = await started();
  await pass(500);
  await finding();
  await pass(UNDO_TIME - 500);
  expect(calls).toHaveLength(0);
  await pass(1_500);
  await until(() => calls.length > 0 && outbox.toSend === 0);
  expect(calls).toHaveLength(1);
  stop();
});

test('a finding whose time to undo ends during a look is not forgotten until the next minute', async () => {
  const calls = serve(stored);
  await finding();
  at += UNDO_TIME - 5;
  lasts = 10;
  const stop = await started();
  await until(() => looks > 0 && !outbox.busy);
  expect(calls).toHaveLength(0);
  lasts = 0;
  await pass(1_000);
  await until(() => calls.length > 0);
  stop();
});

test('signal that comes back and "send now" end every waiting time, also while something is on the line', async () => {
  const heard = new EventTarget();
  vi.stubGlobal('addEventListener', heard.addEventListener.bind(heard));
  let free: (() => void) | null = null;
  const calls = serve(async (call) => {
    if (free === null) await new Promise<void>((done) => (free = done));
    return stored(call);
  });
  const tried = await finding();
  const long = { state: 'waiting', attempts: 8, nextAt: at + 250_000 } as const;
  await change(tried.id, (row) => ({ ...row, ...long }));
  const stop = await started();
  await pass(1_000);
  expect(calls, 'it waits').toEqual([]);
  heard.dispatchEvent(new Event('online'));
  await until(() => calls.length === 1);

  const other = await finding();
  await change(other.id, (row) => ({ ...row, ...long }));
  await sendNow();
  expect(calls, 'the line is taken').toHaveLength(1);
  (free as (() => void) | null)?.();
  await until(() => calls.length === 2 && !outbox.busy && outbox.toSend === 0);
  stop();
});
