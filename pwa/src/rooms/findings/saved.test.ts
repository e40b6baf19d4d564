import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Call, json, serve, stored } from '../../../tests/server';
import { setClock } from '../../ground/clock';
import { waitingDeeds } from '../../ground/outbox/deeds';
import { drain } from '../../ground/outbox/drain';
import {
  change,
  LEASE,
  type NewPhoto,
  photosOf,
  receipts,
  save,
  UNDO_TIME,
  waiting,
} from '../../ground/outbox/queue';
import { sha256Hex } from '../../ground/outbox/sha256';
import { closeDatabase, database } from '../../ground/store/database';
import { AfterSaving, additionOf, DOUBLE_TAP, RETURN_AFTER } from './saved.svelte';

let at = 1_770_000_000_000;

beforeEach(async () => {
  setClock(() => at);
  const db = await database();
  for (const store of db.objectStoreNames) await db.clear(store);
});

afterEach(async () => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  setClock();
  await closeDatabase();
});

async function photo(): Promise<NewPhoto> {
  const bytes = new TextEncoder().encode('not really a photo').buffer as ArrayBuffer;
  return { bytes, thumb: null, sha256: await sha256Hex(bytes), width: 4, height: 3 };
}

async function fresh(photo: NewPhoto | null = null) {
  return save({
    body: {
      category: 'licht',
      position: { lon: 4.48, lat: 51.92 },
      accuracy_m: 5,
      position_source: 'gps',
      observed_at: '2026-11-22T18:00:00.000Z',
    },
    group: 'licht',
    photo,
    photoStays: false,
  });
}

/** Lets seconds pass for clock and timers alike. */
function pass(ms: number) {
  for (let gone = 0; gone < ms; gone += 500) {
    at += 500;
    vi.advanceTimersByTime(500);
  }
}

test('without a touch the screen returns to the walk after six seconds, and not before', async () => {
  const row = await fresh();
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const over = vi.fn();
  const stop = new AfterSaving(row, () => false).start(over);
  pass(RETURN_AFTER - 1_000);
  expect(over).not.toHaveBeenCalled();
  pass(2_000);
  expect(over).toHaveBeenCalledTimes(1);
  stop();
});

test('a screen that comes late on a slow phone is seen for six seconds all the same', async () => {
  const row = await fresh();
  at += 5_000;
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const over = vi.fn();
  const after = new AfterSaving(row, () => false);
  const stop = after.start(over);
  pass(RETURN_AFTER - 1_000);
  expect([after.left, over.mock.calls.length]).toEqual([0, 0]);
  pass(2_000);
  expect(over).toHaveBeenCalledTimes(1);
  stop();
});

test('once touched it stays', async () => {
  const row = await fresh();
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const over = vi.fn();
  const after = new AfterSaving(row, () => false);
  const stop = after.start(over);
  after.touch();
  pass(30_000);
  expect(over).not.toHaveBeenCalled();
  stop();
});

test('nothing leaves while a sheet is open, also when nobody touches it for minutes', async () => {
  const row = await fresh();
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const after = new AfterSaving(row, () => false);
  const stop = after.start(() => {});
  after.touch();
  at += 9 * 60_000 - 3_000;
  pass(3_000);
  await held((until) => until > at);
  expect(after.gone).toBe(false);
  at += 60_000;
  pass(3_000);
  expect(after.gone, 'walked on').toBe(true);
  stop();
});

test('a phone that was locked or put away closes the sheet', async () => {
  const page = { visibilityState: 'visible' };
  vi.stubGlobal('document', page);
  const row = await fresh();
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const after = new AfterSaving(row, () => false);
  const stop = after.start(() => {});
  after.touch();
  pass(20_000);
  await held((until) => until > at);
  page.visibilityState = 'hidden';
  pass(LEASE + 1_000);
  await held((until) => until <= at);
  stop();
  vi.unstubAllGlobals();
});

/** Waits until the row is held back to a moment. */
async function held(is: (until: number) => boolean): Promise<void> {
  await vi.waitFor(async () => expect(is((await waiting())[0]?.heldUntil ?? Number.NaN)).toBe(true));
}

test('the echo of the saving tap on wet glass is not a second tap', async () => {
  const after = new AfterSaving(await fresh(), () => false);
  expect(after.isEcho()).toBe(true);
  at += DOUBLE_TAP;
  expect(after.isEcho()).toBe(false);
});

test('what is added is kept on the phone at once', async () => {
  const after = new AfterSaving(await fresh(), () => false);
  await after.add((row) => ({ body: { ...row.body, perceived_safety: 2 } }));
  expect((await waiting())[0]?.body.perceived_safety).toBe(2);
  expect(after.gone).toBe(false);
});

test('undo leaves nothing behind', async () => {
  const after = new AfterSaving(await fresh(), () => false);
  expect(await after.undo()).toBe('gone');
  expect(await waiting()).toEqual([]);
});

test('what is added after the finding left travels after it, and only what differs', async () => {
  const row = await fresh();
  const after = new AfterSaving(row, () => false);
  await change(row.id, (now) => ({ ...now, state: 'waiting', attempts: 1, textIn: true }));
  await after.add((now) => ({ body: { ...now.body, note: 'kapot', perceived_safety: 2 } }));
  await after.add((now) => ({ body: { ...now.body, note: undefined } }));
  expect(after.gone).toBe(true);
  const deeds = await waitingDeeds();
  expect(deeds.map((deed) => [deed.kind, deed.after])).toEqual([['change', row.id]]);
  expect(JSON.parse(deeds[0]?.body ?? '')).toMatchObject({ note: null, perceived_safety: 2 });
  expect((await waiting())[0]?.body.note).toBeUndefined();
});

test('chosen after the text left, what is about people keeps its photo here, and nobody waits for it', async () => {
  const row = await fresh(await photo());
  const after = new AfterSaving(row, () => false);
  const calls = serve((call) => (call.path.includes('/photos/') ? json({}, 503) : stored(call)));
  at += UNDO_TIME;
  await drain();
  await after.add((now) => ({ photoStays: true, body: { ...now.body, category: 'drugsafval' } }));
  expect(after.gone).toBe(true);
  const before = calls.length;
  at += 400_000;
  serve((call) => {
    calls.push(call);
    return call.method === 'DELETE' ? json({ id: row.id, photos: [] }) : stored(call);
  });
  await drain();
  expect(
    calls.slice(before).map(({ method, path }) => `${method} ${path.split('/').slice(0, 6).join('/')}`),
  ).toEqual([
    `DELETE /api/findings/${row.id}/photos/${row.photos[0]}`,
    expect.stringMatching(`PUT /api/findings/${row.id}/changes/`),
  ]);
  expect([await waiting(), (await receipts()).length]).toEqual([[], 1]);
  expect(await photosOf(row.id), 'still on this phone').toHaveLength(1);
});

test('a place that comes only after it was taken back is told to nobody', async () => {
  const row = await fresh();
  const after = new AfterSaving(row, () => false);
  await change(row.id, (now) => ({ ...now, state: 'waiting', attempts: 1, textIn: true }));
  expect(await after.undo()).toBe('withdrawing');
  await after.add((now) => ({ body: { ...now.body, position: { lon: 4.5, lat: 51.93 } } }));
  expect(await waitingDeeds()).toEqual([]);
  const calls = serve(stored);
  await drain();
  expect(calls.map(({ method, path }) => `${method} ${path}`)).toEqual([`DELETE /api/findings/${row.id}`]);
});

test('a place that was put right later goes whole', async () => {
  const { body } = await fresh();
  const position = { lon: 4.5, lat: 51.93 };
  expect(additionOf(body, { ...body, position, accuracy_m: 10, position_source: 'pin' })).toEqual({
    position,
    accuracy_m: 10,
    position_source: 'pin',
  });
  const pin = { lon: 4.50004, lat: 51.93 };
  const front = { ...body, position, accuracy_m: 10, position_source: 'snapped' as const, pin };
  expect(additionOf(body, front)).toMatchObject({ position, position_source: 'snapped', pin });
  expect(additionOf(body, { ...body })).toEqual({});
});

/** What was said to the server about photos of a finding, in order. */
const aboutPhotos = (calls: readonly Call[]) =>
  calls.filter(({ path }) => path.includes('/photos/')).map(({ method, path }) => `${method} ${path}`);

/** The server took everything, and told what is left when a photo is taken away. */
const takes = (finding: string) => (call: Call) =>
  call.method === 'DELETE' ? json({ id: finding, photos: [] }) : stored(call);

test('a photo that arrived before the finding turned out to be about people is taken away again, once', async () => {
  const row = await fresh(await photo());
  const sheet = new AfterSaving(row, () => false);
  at += UNDO_TIME;
  const calls = serve(takes(row.id));
  await drain();
  expect(await waiting()).toEqual([]);
  const about = { photoStays: true, body: { ...row.body, category: 'overlast-groep' } };
  await sheet.add(() => about);
  await sheet.add(() => ({ photoStays: false, body: row.body }));
  await sheet.add(() => about);
  await drain(true);
  const [id] = row.photos;
  expect(aboutPhotos(calls)).toEqual([
    `PUT /api/photos/${id}`,
    `DELETE /api/findings/${row.id}/photos/${id}`,
  ]);
  expect(await waitingDeeds()).toEqual([]);
});

test('a photo that is on the line at that moment stays on the phone and is taken away after it arrived', async () => {
  const row = await fresh(await photo());
  const sheet = new AfterSaving(row, () => false);
  at += UNDO_TIME;
  const calls = serve(async (call) => {
    if (call.path.startsWith('/api/photos/'))
      await sheet.add(() => ({ photoStays: true, body: { ...row.body, category: 'overlast-groep' } }));
    return takes(row.id)(call);
  });
  await drain();
  expect(await photosOf(row.id)).toHaveLength(1);
  await drain(true);
  const [id] = row.photos;
  expect(aboutPhotos(calls)).toEqual([
    `PUT /api/photos/${id}`,
    `DELETE /api/findings/${row.id}/photos/${id}`,
  ]);
  expect([await waiting(), await waitingDeeds()]).toEqual([[], []]);
  expect(await photosOf(row.id)).toHaveLength(1);
});
