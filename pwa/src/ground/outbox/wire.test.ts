import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { json, serve, stored } from '../../../tests/server';
import { setClock } from '../clock';
import { database, type RawFix, type UnsentBody } from '../store/database';
import { enqueue, waitingDeeds } from './deeds';
import { drain, wireText } from './drain';
import { save, UNDO_TIME, waiting, withdraw } from './queue';
import { sha256Hex } from './sha256';

const START = 1_770_000_000_000;
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

const fix: RawFix = { lon: 4.481, lat: 51.921, accuracy_m: 23.4, at: START };

function seen(source: UnsentBody['position_source']) {
  return save({
    body: {
      category: 'licht',
      position: { lon: 4.48, lat: 51.92 },
      accuracy_m: 10,
      position_source: source,
      observed_at: '2026-11-22T18:00:00.000Z',
    },
    fix,
    group: 'licht',
    photo: null,
    photoStays: false,
  });
}

test('beside a pin goes what the phone itself said; without a pin it stays here', async () => {
  expect(JSON.parse(wireText(await seen('pin')))).toMatchObject({
    position_source: 'pin',
    position: { lon: 4.48, lat: 51.92 },
    fix: { lon: 4.481, lat: 51.921, accuracy_m: 23.4, at: new Date(START).toISOString() },
  });
  expect(JSON.parse(wireText(await seen('snapped')))).toHaveProperty('fix');
  // Of somebody who stood still the place is a mean: the report itself goes along.
  expect(JSON.parse(wireText(await seen('gps')))).toHaveProperty('fix');
});

test('a clock that is set back by a day does not hold anything up for a day', async () => {
  const row = await seen('gps');
  at += UNDO_TIME;
  serve(() => null);
  await drain();
  const other = await seen('gps');
  at -= 86_400_000;
  const calls = serve(stored);
  await drain();
  expect(calls.map(({ path }) => path).sort()).toEqual(
    [row.id, other.id].map((id) => `/api/findings/${id}`).sort(),
  );
  expect(JSON.parse(String(calls[0]?.body)).sent_at).toBe(new Date(at).toISOString());
  expect(await waiting()).toEqual([]);
});

test('the time to undo counts even for "send now"', async () => {
  await seen('gps');
  const calls = serve(stored);
  at += UNDO_TIME - 1;
  await drain(true);
  expect(calls).toEqual([]);
});

test('finding, deed and withdrawal say in which form they were made; a server that does not read it gets them later', async () => {
  const row = await seen('gps');
  await enqueue({ kind: 'confirm', method: 'PUT', path: '/api/findings/x/confirmations/y', body: {} });
  at += UNDO_TIME;
  let status = 426;
  const calls = serve((call) => (status === 201 ? stored(call) : json({ code: 'schema_too_old' }, status)));
  for (status of [426, 503]) {
    await drain(true);
    expect(await waiting()).toMatchObject([{ id: row.id, state: 'waiting', textIn: false }]);
    expect(await waitingDeeds()).toMatchObject([{ state: 'waiting' }]);
  }
  status = 201;
  await drain(true);
  expect([await waiting(), await waitingDeeds()]).toEqual([[], []]);
  const other = await seen('gps');
  at += UNDO_TIME;
  status = 503;
  await drain(true);
  await withdraw(other.id);
  status = 201;
  await drain(true);
  expect(calls.at(-1)?.method).toBe('DELETE');
  expect(calls.map(({ headers }) => headers.get('Buurtschouw-Schema')).every((form) => form === '1')).toBe(
    true,
  );
  expect(calls.length).toBeGreaterThan(6);
});

test('photo, drawing, vote and reaction say in which form they were made too; a photo has the form of its finding', async () => {
  const bytes = new TextEncoder().encode('a photo').buffer;
  const photo = { bytes, thumb: null, sha256: await sha256Hex(bytes), width: 1, height: 1 };
  const body = {
    position: { lon: 4.48, lat: 51.92 },
    accuracy_m: 10,
    observed_at: '2026-11-22T18:00:00.000Z',
  };
  const row = await save({
    body: { ...body, position_source: 'gps' },
    group: null,
    photo,
    photoStays: false,
  });
  for (const kind of ['drawing', 'vote', 'reaction'] as const)
    await enqueue({ id: kind, kind, method: 'PUT', path: `/api/x/${kind}`, body: {} });
  at += UNDO_TIME;
  const calls = serve(stored);
  await drain(true);
  const told = new Map(calls.map(({ path, headers }) => [path, headers.get('Buurtschouw-Schema')]));
  expect(told).toEqual(
    new Map([
      [`/api/findings/${row.id}`, '1'],
      [`/api/photos/${row.photos[0]}`, '1'],
      ['/api/x/drawing', '1'],
      ['/api/x/vote', '1'],
      ['/api/x/reaction', '1'],
    ]),
  );
});
