import { openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Call, json, serve, stored } from '../../../tests/server';
import { setClock } from '../clock';
import { closeDatabase, database } from '../store/database';
import { addLater, discardDeed, enqueue, retryDeed, SETTLE, waitingDeeds } from './deeds';
import { drain } from './drain';
import { discard, save, tidy, UNDO_TIME, waiting, withdraw } from './queue';
import { onArrival } from './sendDeed';

const START = 1_770_000_000_000;
const WALK = '01940000-0000-7000-8000-00000000000a';
let at = START;

beforeEach(async () => {
  at = START;
  setClock(() => at);
  const db = await database();
  for (const store of db.objectStoreNames) await db.clear(store);
});

afterEach(() => {
  vi.unstubAllGlobals();
  setClock();
});

async function finding(walk?: string) {
  const row = await save({
    body: {
      category: 'licht',
      position: { lon: 4.48, lat: 51.92 },
      accuracy_m: 6,
      position_source: 'gps',
      observed_at: '2026-11-22T18:00:00.000Z',
      ...(walk ? { walk } : {}),
    },
    group: 'licht',
    photo: null,
    photoStays: false,
  });
  at += UNDO_TIME;
  return row;
}

function confirmation(finding: string) {
  return enqueue({
    kind: 'confirm',
    method: 'PUT',
    path: `/api/findings/${finding}/confirmations/1`,
    body: {},
  });
}

const begin = () =>
  enqueue({ id: WALK, kind: 'begin', method: 'POST', path: '/api/join', body: { begin: { id: WALK } } });
const paths = (calls: Call[]) => calls.map(({ method, path }) => `${method} ${path}`);
const walk = () => json({ walk: { id: WALK }, participant: { id: 'p' } });

describe('order', () => {
  test('a walk made on the phone is told before its findings, and an addition after the finding it belongs to', async () => {
    const row = await finding(WALK);
    const added = await addLater(row.id, { note: 'kapot' });
    await begin();
    at += SETTLE;
    const calls = serve((call) => (call.path === '/api/join' ? walk() : stored(call)));
    const passed = await drain();
    expect(paths(calls)).toEqual([
      'POST /api/join',
      `PUT /api/findings/${row.id}`,
      `PUT /api/findings/${row.id}/changes/${added.id}`,
    ]);
    expect(passed).toMatchObject({ signal: 'good', sent: 3 });
    expect(await waitingDeeds()).toEqual([]);
  });

  test('while the walk could not be told, its findings wait and other findings go', async () => {
    const here = await finding(WALK);
    const other = await finding();
    await begin();
    const calls = serve((call) => (call.path === '/api/join' ? json({ code: 'odd' }, 418) : stored(call)));
    await drain();
    expect(paths(calls)).toEqual(['POST /api/join', `PUT /api/findings/${other.id}`]);
    expect((await waiting()).map((row) => row.id)).toEqual([here.id]);
  });

  test('what was done about a walk waits for its start, also for one that the server refused', async () => {
    const ended = { state: 'ended', at: '2026-11-22T20:00:00Z' };
    const path = `/api/walks/${WALK}/state`;
    await enqueue({ kind: 'walk', method: 'PUT', path, body: ended });
    await enqueue({ kind: 'passes', method: 'PUT', path: `/api/walks/${WALK}/passes`, body: { cells: [] } });
    await enqueue({ kind: 'walk', method: 'PUT', path: '/api/walks/other/me', body: { left: true } });
    await begin();
    const here = await finding(WALK);
    let refusal = json({ code: 'odd' }, 503);
    const calls = serve((call) => (call.path === '/api/join' ? refusal : stored(call)));
    await drain();
    expect(paths(calls), 'no signal').toEqual(['POST /api/join']);

    refusal = json({ code: 'no' }, 422);
    at += 600_000;
    await drain();
    expect(paths(calls.splice(0)), 'refused').toEqual([
      'POST /api/join',
      'POST /api/join',
      'PUT /api/walks/other/me',
    ]);
    expect(await drain(), 'nothing may go').toMatchObject({ signal: 'idle' });

    refusal = walk();
    await retryDeed(WALK);
    await drain();
    expect(paths(calls)).toEqual([
      'POST /api/join',
      `PUT /api/findings/${here.id}`,
      `PUT ${path}`,
      `PUT /api/walks/${WALK}/passes`,
    ]);
    expect(await waitingDeeds()).toEqual([]);
  });

  test('who throws the start of a walk away keeps its findings, and they belong to no walk', async () => {
    const row = await finding(WALK);
    await begin();
    await enqueue({ kind: 'walk', method: 'PUT', path: `/api/walks/${WALK}/state`, body: {} });
    await discardDeed(WALK);
    expect(await waitingDeeds()).toEqual([]);
    const calls = serve(stored);
    await drain();
    expect(paths(calls)).toEqual([`PUT /api/findings/${row.id}`]);
    expect(calls[0]?.body).not.toContain(WALK);
  });

  test('an addition stays as long as the text of its finding is not in', async () => {
    const row = await finding();
    await addLater(row.id, { note: 'kapot' });
    at += SETTLE;
    const calls = serve((call) => (call.path.includes('changes') ? stored(call) : json({ code: 'no' }, 422)));
    await drain();
    expect(paths(calls)).toEqual([`PUT /api/findings/${row.id}`]);
    expect(await waitingDeeds()).toHaveLength(1);
  });

  test('an addition to a finding of which this phone no longer knows goes by itself', async () => {
    await addLater('gone-before', { perceived_safety: 2 });
    at += SETTLE;
    const calls = serve(stored);
    await drain();
    expect(calls).toHaveLength(1);
  });
});

describe('additions', () => {
  test('letters typed one after another are one change, and the last word counts', async () => {
    await addLater('f', { note: 'k' });
    await addLater('f', { note: 'kap' });
    await addLater('f', { perceived_safety: 1 });
    await addLater('f', { note: null });
    const [row, ...more] = await waitingDeeds();
    expect(more).toEqual([]);
    expect(JSON.parse(row?.body ?? '')).toEqual({
      note: null,
      perceived_safety: 1,
      made_at: new Date(at).toISOString(),
    });
  });

  test('a change that was once on the line keeps its bytes; what is added later is another change', async () => {
    await addLater('f', { note: 'een' });
    at += SETTLE;
    serve(() => null);
    await drain();
    const [first] = await waitingDeeds();
    await addLater('f', { note: 'twee' });
    const rows = await waitingDeeds();
    expect(rows).toHaveLength(2);
    expect(rows.find((row) => row.id === first?.id)?.body).toBe(first?.body);
  });

  test('whoever throws a finding away throws its additions away too', async () => {
    const row = await finding();
    await addLater(row.id, { note: 'kapot' });
    await discard(row.id);
    expect(await waitingDeeds()).toEqual([]);
  });

  test('a finding that is undone before it left takes along what was said of it', async () => {
    const row = await finding();
    await enqueue({ kind: 'same', method: 'PUT', path: `/api/findings/${row.id}/same/x`, after: row.id });
    expect(await withdraw(row.id)).toBe('gone');
    expect(await waitingDeeds()).toEqual([]);
  });

  test('a finding that is taken back takes its additions along, and nothing about it is sent but that', async () => {
    const row = await finding();
    serve(() => null);
    await drain();
    await addLater(row.id, { note: 'kapot' });
    await withdraw(row.id);
    at += 600_000;
    const calls = serve(stored);
    await drain();
    expect(paths(calls)).toEqual([`DELETE /api/findings/${row.id}`]);
    expect(await waitingDeeds()).toEqual([]);
  });
});

describe('answers', () => {
  test('a lost answer is asked again with the same bytes, and there is one receipt', async () => {
    const deed = await confirmation('f');
    const sent: unknown[] = [];
    serve((call) => {
      sent.push(call.body);
      return sent.length === 1 ? null : json({ id: deed.id, finding: 'f', confirmations: 2 });
    });
    await drain();
    at += 600_000;
    await drain();
    expect(sent).toEqual([deed.body, deed.body]);
    expect(await waitingDeeds()).toEqual([]);
    expect(await (await database()).count('deedReceipts')).toBe(1);
  });

  test('401 pauses everything and loses nothing', async () => {
    await confirmation('f');
    await confirmation('g');
    const calls = serve(() => json({ code: 'unauthorized' }, 401));
    expect((await drain()).signal).toBe('login');
    expect(calls).toHaveLength(1);
    expect((await waitingDeeds()).map((row) => row.state)).toEqual(['waiting', 'waiting']);
  });

  test.each([
    [400, 'needs_attention'],
    [404, 'needs_attention'],
    [413, 'needs_attention'],
    [422, 'needs_attention'],
    [409, 'conflict'],
    [410, 'withdrawn'],
  ])('%i is shown as %s and blocks nobody', async (status, state) => {
    const first = await confirmation('f');
    at += 1;
    await confirmation('g');
    serve((call) => (call.path.includes('/f/') ? json({ code: 'why' }, status) : json({})));
    await drain();
    expect(await waitingDeeds()).toMatchObject([{ id: first.id, state, code: 'why' }]);
  });

  test('what needs a person goes again when the person says so, or goes away', async () => {
    const deed = await confirmation('f');
    serve(() => json({ code: 'why' }, 422));
    await drain();
    await retryDeed(deed.id);
    expect(await waitingDeeds()).toMatchObject([{ state: 'waiting' }]);
    await discardDeed(deed.id);
    expect(await waitingDeeds()).toEqual([]);
  });

  test('an answer that names another walk is no proof', async () => {
    await begin();
    serve(() => json({ walk: { id: 'another' }, participant: {} }));
    await drain();
    expect(await waitingDeeds()).toHaveLength(1);
  });

  test('a page of a wifi that says 200 to everything is no proof', async () => {
    await confirmation('f');
    serve(
      () => new Response('<html>Welkom op onze wifi</html>', { headers: { 'Content-Type': 'text/html' } }),
    );
    await drain();
    expect(await waitingDeeds()).toHaveLength(1);
  });

  test('who waits for the answer hears it', async () => {
    await begin();
    const heard = vi.fn();
    const stop = onArrival('begin', heard);
    serve(walk);
    await drain();
    stop();
    expect(heard.mock.calls[0]?.[1]).toMatchObject({ participant: { id: 'p' } });
  });
});

describe('keeping', () => {
  test('the same id twice is one deed, and one that was tried keeps its bytes', async () => {
    await begin();
    await begin();
    serve(() => null);
    await drain();
    await enqueue({ id: WALK, kind: 'begin', method: 'POST', path: '/api/join', body: { other: true } });
    const rows = await waitingDeeds();
    expect(rows).toHaveLength(1);
    expect(rows[0]?.body).toContain('begin');
  });

  test('a receipt is kept seven days', async () => {
    await enqueue({ kind: 'passes', method: 'PUT', path: `/api/walks/${WALK}/passes`, body: { cells: [] } });
    serve(() => json({}));
    await drain();
    at += 7 * 86_400_000 - 1;
    await tidy();
    expect(await (await database()).count('deedReceipts')).toBe(1);
    at += 1;
    await tidy();
    expect(await (await database()).count('deedReceipts')).toBe(0);
  });

  test('a database that was closed without a word, as after sleep, is opened again', async () => {
    const row = await finding();
    (await database()).close();
    expect((await waiting()).map(({ id }) => id)).toEqual([row.id]);
    (await database()).close();
    await finding();
    expect(await waiting()).toHaveLength(2);
  });

  test('a queue of the first version is whole after the database grew', async () => {
    await closeDatabase();
    indexedDB.deleteDatabase('buurtschouw');
    const old = await openDB('buurtschouw', 1, {
      upgrade(db) {
        db.createObjectStore('findings', { keyPath: 'id' });
        db.createObjectStore('photos', { keyPath: 'id' }).createIndex('finding', 'finding');
        db.createObjectStore('drafts', { keyPath: 'id' });
        db.createObjectStore('receipts', { keyPath: 'id' });
        db.createObjectStore('kept', { keyPath: 'key' });
      },
    });
    await old.put('findings', { id: 'f', savedAt: 1 });
    await old.put('photos', { id: 'p', finding: 'f', bytes: new ArrayBuffer(3) });
    old.close();
    expect(await waiting()).toEqual([{ id: 'f', savedAt: 1 }]);
    expect(await (await database()).countFromIndex('photos', 'finding', 'f')).toBe(1);
    expect(await waitingDeeds()).toEqual([]);
  });
});
