import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { setClock } from '../clock';
import { database } from '../store/database';
import { drain } from './drain';
import { retry, save, UNDO_TIME, waiting } from './queue';
import { sha256Hex } from './sha256';

let at = 1_770_000_000_000;
const settings = new Map<string, string>();
const be = (id: string) => settings.set('buurtschouw.me', JSON.stringify({ id, walks: [] }));

beforeEach(async () => {
  setClock(() => at);
  settings.clear();
  vi.stubGlobal('localStorage', { getItem: (key: string) => settings.get(key) ?? null });
  const db = await database();
  for (const store of ['findings', 'photos', 'drafts', 'receipts'] as const) await db.clear(store);
});

afterEach(() => {
  vi.unstubAllGlobals();
  setClock();
});

function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/json', ...headers },
  });
}

/** A server that takes every text, and photos as `photos` says; gives what was asked of it. */
function serve(photos: (id: string) => Response): string[] {
  const calls: string[] = [];
  vi.stubGlobal('fetch', async (path: string, { method = 'GET', body }: RequestInit = {}) => {
    if (path === '/api/ping') return json({ buurtschouw: true }, 200, { Buurtschouw: '1' });
    calls.push(`${method} ${path.split('/').slice(0, 3).join('/')}`);
    const id = path.split('/').at(-1) ?? '';
    if (path.startsWith('/api/photos/')) return photos(id);
    return json({ id, sha256: await sha256Hex(new TextEncoder().encode(String(body))) }, 201);
  });
  return calls;
}

async function recorded(): Promise<string> {
  const bytes = new TextEncoder().encode('a photo').buffer;
  const row = await save({
    body: {
      category: 'licht',
      position: { lon: 4.48, lat: 51.92 },
      accuracy_m: 6,
      position_source: 'gps',
      observed_at: '2026-11-22T18:00:00.000Z',
    },
    group: 'licht',
    photo: { bytes, thumb: null, sha256: await sha256Hex(bytes), width: 4, height: 3 },
    photoStays: false,
  });
  at += UNDO_TIME;
  return row.id;
}

const photosHere = async () => (await database()).count('photos');
const noLogin = () => json({ code: 'unknown_asker' }, 401);

test('a photo is not sent in the name of another person, and goes when the phone is the same person again', async () => {
  be('anke');
  await recorded();
  let calls = serve(noLogin);
  await drain();
  expect((await waiting())[0]).toMatchObject({ textIn: true, owner: 'anke' });

  be('somebody-new');
  calls = serve(() => json({}, 500));
  await drain(true);
  expect(calls, 'nothing went').toEqual([]);
  expect((await waiting())[0]).toMatchObject({ state: 'needs_attention', code: 'other_person' });

  be('anke');
  const whole = await sha256Hex(new TextEncoder().encode('a photo'));
  calls = serve((id) => json({ id, sha256: whole }, 201));
  await drain(true);
  expect(calls).toEqual(['PUT /api/photos']);
  expect(await waiting()).toEqual([]);
});

test('a photo whose finding the server knows as another person’s stays on the phone', async () => {
  be('anke');
  await recorded();
  serve(() => json({ code: 'not_your_finding', status: 403 }, 403));
  await drain();
  await drain(true);
  expect((await waiting())[0]).toMatchObject({ state: 'needs_attention', code: 'other_person' });
  expect(await photosHere(), 'its bytes are the only ones').toBe(1);
});

test('what another recorded goes in my name when I say so, under the same id', async () => {
  be('anke');
  const id = await recorded();
  be('mo');
  const whole = await sha256Hex(new TextEncoder().encode('a photo'));
  const calls = serve((photo) => json({ id: photo, sha256: whole }, 201));
  await drain();
  expect(calls).toEqual([]);
  await retry(id);
  await drain();
  expect(calls).toEqual(['PUT /api/findings', 'PUT /api/photos']);
});
