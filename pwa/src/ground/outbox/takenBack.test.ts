import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Call, json, serve, stored } from '../../../tests/server';
import { setClock } from '../clock';
import { database } from '../store/database';
import { addLater } from './deeds';
import { drain } from './drain';
import { photosOf, receipts, save, UNDO_TIME, waiting, withdraw } from './queue';
import { sha256Hex } from './sha256';

let at = 1_770_000_000_000;

beforeEach(async () => {
  setClock(() => at);
  const db = await database();
  for (const store of db.objectStoreNames) await db.clear(store);
});

afterEach(() => {
  vi.unstubAllGlobals();
  setClock();
});

/** A finding with a photo, whose time to undo is over. */
async function withPhoto() {
  const bytes = new TextEncoder().encode('not really a photo').buffer as ArrayBuffer;
  const row = await save({
    body: {
      category: 'veilig',
      position: { lon: 4.48, lat: 51.92 },
      accuracy_m: 6,
      position_source: 'gps',
      observed_at: '2026-11-22T18:00:00.000Z',
    },
    group: 'veilig',
    photo: { bytes, thumb: null, sha256: await sha256Hex(bytes), width: 4, height: 3 },
    photoStays: false,
  });
  at += UNDO_TIME;
  return row;
}

const isPhoto = (call: Call) => call.path.startsWith('/api/photos/');
const said = (calls: Call[]) => calls.map(({ method, path }) => `${method} ${path}`);

/** Nothing of it is on this phone any more, neither bytes nor words nor proof that it was there. */
async function expectNothingLeft(id: string) {
  const db = await database();
  expect([await waiting(), await photosOf(id), await receipts()]).toEqual([[], [], []]);
  expect([await db.count('deeds'), await db.count('drafts')]).toEqual([0, 0]);
}

test('taken back while its promised photo waits, the photo is out of the queue at once and only the withdrawal leaves', async () => {
  const row = await withPhoto();
  const calls = serve((call) => (isPhoto(call) ? json({}, 503) : stored(call)));
  await drain();
  await addLater(row.id, { note: 'bij de deur' });
  expect(said(calls)).toEqual([`PUT /api/findings/${row.id}`, `PUT /api/photos/${row.photos[0]}`]);
  expect(await withdraw(row.id)).toBe('withdrawing');
  expect(await photosOf(row.id)).toEqual([]);
  at += 400_000;
  const later = serve(stored);
  await drain(true);
  await drain(true);
  expect(said(later)).toEqual([`DELETE /api/findings/${row.id}`]);
  await expectNothingLeft(row.id);
});

test('taken back while the photo of another is on the line, its own photo does not follow', async () => {
  const other = await withPhoto();
  const row = await withPhoto();
  const calls = serve(async (call) => {
    if (call.path.endsWith(other.photos[0] ?? '-')) await withdraw(row.id);
    return stored(call);
  });
  await drain();
  await drain();
  expect(said(calls).slice(2)).toEqual([
    `PUT /api/photos/${other.photos[0]}`,
    `DELETE /api/findings/${row.id}`,
  ]);
  expect(await waiting()).toEqual([]);
});

test.each([
  ['arrives', 201],
  ['is refused', 422],
  ['is answered by a server that can not', 500],
])('taken back while its photo is on the line, which %s: the withdrawal follows it', async (_, status) => {
  const row = await withPhoto();
  const calls = serve(async (call) => {
    if (!isPhoto(call)) return stored(call);
    await withdraw(row.id);
    return status === 201 ? stored(call) : json({ code: 'unreadable' }, status);
  });
  await drain();
  expect(said(calls)).toEqual([
    `PUT /api/findings/${row.id}`,
    `PUT /api/photos/${row.photos[0]}`,
    `DELETE /api/findings/${row.id}`,
  ]);
  await expectNothingLeft(row.id);
});

test('taken back while its text is on the line, the photo stays away and the withdrawal follows', async () => {
  const row = await withPhoto();
  const calls = serve(async (call) => {
    if (call.method === 'PUT') await withdraw(row.id);
    return stored(call);
  });
  await drain();
  await drain();
  expect(said(calls)).toEqual([`PUT /api/findings/${row.id}`, `DELETE /api/findings/${row.id}`]);
  await expectNothingLeft(row.id);
});
