import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { save } from '../outbox/queue';
import { waiting } from '../outbox/shelf';
import { database } from './database';
import { keep, kept } from './kept';
import { isTight } from './room';

beforeEach(async () => {
  const db = await database();
  for (const store of db.objectStoreNames) await db.clear(store);
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const finding = () =>
  save({
    body: {
      category: 'licht',
      position: { lon: 4.48, lat: 51.92 },
      accuracy_m: 6,
      position_source: 'gps',
      observed_at: '2026-11-22T18:00:00.000Z',
    },
    group: 'licht',
    photo: null,
    photoStays: false,
  });

/** The phone is full until something was deleted from a store, or for good. */
function full(until: 'deleted' | 'ever') {
  let room = false;
  const put = IDBObjectStore.prototype.put;
  const remove = IDBObjectStore.prototype.delete;
  vi.spyOn(IDBObjectStore.prototype, 'delete').mockImplementation(function (this: IDBObjectStore, key) {
    if (this.name === 'kept') room = until === 'deleted';
    return remove.call(this, key);
  });
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, value) {
    if (this.name === 'findings' && !room) throw new DOMException('full', 'QuotaExceededError');
    return put.call(this, value);
  });
}

test('a full phone drops its lists for a finding, and keeps what somebody wrote or chose', async () => {
  await keep('/api/buurten', { big: true });
  await keep('findings in TB01', []);
  await keep('waiting proposals', [1]);
  await keep('last-place', { lon: 4, lat: 52 });
  full('deleted');
  const row = await finding();
  expect((await waiting()).map(({ id }) => id)).toEqual([row.id]);
  expect(await kept('/api/buurten')).toBeNull();
  expect(await kept('findings in TB01')).toBeNull();
  expect((await kept('waiting proposals'))?.value).toEqual([1]);
  expect(await kept('last-place')).not.toBeNull();
});

test('when even that makes no room, saving says so and keeps nothing halfway', async () => {
  full('ever');
  await expect(finding()).rejects.toMatchObject({ name: 'QuotaExceededError' });
  vi.restoreAllMocks();
  expect(await waiting()).toEqual([]);
});

test('the browser is asked at the first finding to keep the queue', async () => {
  const persist = vi.fn(async () => true);
  vi.stubGlobal('navigator', { storage: { persist, persisted: async () => false } });
  vi.resetModules();
  const fresh = await import('../outbox/queue');
  expect(persist).not.toHaveBeenCalled();
  const one = { body: { position: null }, group: null, photo: null, photoStays: false };
  await fresh.save(one as unknown as Parameters<typeof save>[0]);
  await fresh.save(one as unknown as Parameters<typeof save>[0]);
  await vi.waitFor(() => expect(persist).toHaveBeenCalledTimes(1));
});

test.each([
  [{ quota: 10e9, usage: 1e9 }, false],
  [{ quota: 10e9, usage: 8.1e9 }, true],
  [{ quota: 300e6, usage: 101e6 }, true],
  [{}, false],
])('with %j it is tight: %s', async (told, tight) => {
  vi.stubGlobal('navigator', { storage: { estimate: async () => told } });
  expect(await isTight()).toBe(tight);
});
