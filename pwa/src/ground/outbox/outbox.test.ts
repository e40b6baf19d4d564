import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { now, setClock } from '../clock';
import { closeDatabase, database } from '../store/database';
import { verdictOf, waitAfter } from './backoff';
import { drain } from './drain';
import {
  amend,
  discard,
  dropPhotos,
  hold,
  keepTheirs,
  type NewFinding,
  receipts,
  release,
  retry,
  save,
  sendAsNew,
  UNDO_TIME,
  waiting,
  withdraw,
} from './queue';
import { contentDigest, sha256Hex } from './sha256';

const START = 1_770_000_000_000;
let at = START;

beforeEach(async () => {
  at = START;
  setClock(() => at);
  const db = await database();
  for (const store of ['findings', 'photos', 'drafts', 'receipts', 'kept'] as const) await db.clear(store);
});

afterEach(() => {
  vi.unstubAllGlobals();
  setClock();
});

async function photo() {
  const bytes = new TextEncoder().encode('not really a photo').buffer;
  return { bytes, thumb: null, sha256: await sha256Hex(bytes), width: 4, height: 3 };
}

function finding(more: Partial<NewFinding> = {}): NewFinding {
  return {
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
    ...more,
  };
}

interface Call {
  method: string;
  path: string;
  body: unknown;
  headers: Headers;
}

/** A server of the test's own making. `answer` may return null to cut the line. */
function serve(answer: (call: Call) => Promise<Response | null> | Response | null): Call[] {
  const calls: Call[] = [];
  vi.stubGlobal('fetch', async (path: string, init: RequestInit = {}) => {
    const call = { method: init.method ?? 'GET', path, body: init.body, headers: new Headers(init.headers) };
    if (path === '/api/ping') return json({ buurtschouw: true }, 200, { Buurtschouw: '1' });
    calls.push(call);
    const response = await answer(call);
    if (!response) throw new TypeError('the line is cut');
    return response;
  });
  return calls;
}

function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/json', ...headers },
  });
}

/** What our server says when it stored what came. */
async function stored(call: Call): Promise<Response> {
  if (call.method === 'DELETE') return new Response(null, { status: 204 });
  const bytes =
    typeof call.body === 'string' ? new TextEncoder().encode(call.body) : (call.body as ArrayBuffer);
  return json({ id: call.path.split('/').at(-1), sha256: await sha256Hex(bytes), photos: [] }, 201);
}

async function saveAndWait(more: Partial<NewFinding> = {}) {
  const row = await save(finding(more));
  at += UNDO_TIME;
  return row;
}

describe('saving', () => {
  test('a saved finding and its photo are still there after the app is closed and opened', async () => {
    const row = await save(finding({ photo: await photo() }));
    await closeDatabase();
    const [found] = await waiting();
    expect(found?.id).toBe(row.id);
    const db = await database();
    expect((await db.getAll('photos'))[0]?.finding).toBe(row.id);
  });

  test('ids are UUIDs of version 7, so that they sort by time', async () => {
    expect((await save(finding())).id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab]/);
  });

  test('the draft goes in the same transaction as the finding comes', async () => {
    const db = await database();
    await db.put('drafts', { id: 'capture', begunAt: at, position: null, cameraOpened: true, photo: null });
    await save(finding({ draft: 'capture' }));
    expect(await db.count('drafts')).toBe(0);
  });

  test('a phone that refuses to store makes saving fail, and keeps nothing halfway', async () => {
    const bad = { ...(await photo()), bytes: (() => {}) as unknown as ArrayBuffer };
    await expect(save(finding({ photo: bad }))).rejects.toThrow();
    expect(await waiting()).toHaveLength(0);
  });
});

describe('undo', () => {
  test('nothing is sent before the time to undo is over, not even when asked', async () => {
    const calls = serve(stored);
    await save(finding());
    at += UNDO_TIME - 1;
    await drain(true);
    expect(calls).toHaveLength(0);
    at += 1;
    await drain();
    expect(calls.map((call) => call.method)).toEqual(['PUT']);
  });

  test('a finding taken back in time leaves no trace on phone or server', async () => {
    const calls = serve(stored);
    const row = await save(finding({ photo: await photo() }));
    expect(await withdraw(row.id)).toBe('gone');
    at += UNDO_TIME;
    await drain();
    expect(calls).toHaveLength(0);
    expect(await (await database()).count('photos')).toBe(0);
  });

  test('while somebody adds to a finding it stays here, and when they are done it goes', async () => {
    const calls = serve(stored);
    const row = await save(finding());
    at += 4_000;
    await hold(row.id);
    at += 4_000;
    await drain();
    expect(calls).toHaveLength(0);
    await release(row.id);
    await drain();
    expect(calls).toHaveLength(1);
  });

  test('a finding taken back after an attempt is withdrawn at the server', async () => {
    const calls = serve(() => null);
    const row = await saveAndWait();
    await drain();
    expect(await withdraw(row.id)).toBe('withdrawing');
    vi.unstubAllGlobals();
    const later = serve(stored);
    at += 600_000;
    await drain();
    expect(calls).toHaveLength(1);
    expect(later.map((call) => call.method)).toEqual(['DELETE']);
    expect(await waiting()).toHaveLength(0);
  });

  test('what is added in time goes along, and nothing can be added after an attempt', async () => {
    const calls = serve(() => null);
    const row = await save(finding());
    expect(await amend(row.id, (r) => ({ body: { ...r.body, note: 'bij de bank' } }))).toBe(true);
    at += UNDO_TIME;
    await drain();
    expect(JSON.parse(String(calls[0]?.body)).note).toBe('bij de bank');
    expect(await amend(row.id, (r) => ({ body: { ...r.body, note: 'te laat' } }))).toBe(false);
  });
});

describe('sending', () => {
  test('text goes before photos, over all findings', async () => {
    const calls = serve(stored);
    await saveAndWait({ photo: await photo() });
    await saveAndWait({ photo: await photo() });
    await drain();
    expect(calls.map((call) => call.path.split('/')[2])).toEqual([
      'findings',
      'findings',
      'photos',
      'photos',
    ]);
    expect(await waiting()).toHaveLength(0);
    expect(await receipts()).toHaveLength(2);
  });

  test('a photo goes with the digest of its bytes', async () => {
    const calls = serve(stored);
    const one = await photo();
    await saveAndWait({ photo: one });
    await drain();
    expect(calls[1]?.headers.get('Content-Digest')).toBe(contentDigest(one.sha256));
    expect(contentDigest('00ff')).toBe('sha-256=:AP8=:');
  });

  test('photo bytes stay until the server names their own id and hash', async () => {
    serve(async (call) =>
      call.path.includes('photos') ? json({ id: 'x', sha256: 'y' }, 201) : stored(call),
    );
    await saveAndWait({ photo: await photo() });
    await drain();
    const db = await database();
    expect(await db.count('photos')).toBe(1);
    serve(async (call) => {
      const id = call.path.split('/').at(-1);
      return call.path.includes('photos') ? json({ id, sha256: '0'.repeat(64) }, 201) : stored(call);
    });
    at += 600_000;
    await drain();
    expect(await db.count('photos')).toBe(1);
    serve(stored);
    at += 600_000;
    await drain();
    expect(await db.count('photos')).toBe(0);
  });

  test('a finding stays when the server answers with another hash', async () => {
    serve((call) => json({ id: call.path.split('/').at(-1), sha256: 'f'.repeat(64) }, 201));
    await saveAndWait();
    await drain();
    expect((await waiting())[0]).toMatchObject({ textIn: false, state: 'waiting', attempts: 1 });
  });

  test('two open tabs send a finding once', async () => {
    const calls = serve(stored);
    await saveAndWait();
    const passes = await Promise.all([drain(), drain()]);
    expect(calls).toHaveLength(1);
    expect(passes.map((passed) => passed.signal).sort()).toEqual(['busy', 'good']);
  });

  test('the same goes again after the line was cut, but for the moment of sending', async () => {
    let cut = true;
    const calls = serve((call) => (cut ? null : stored(call)));
    await saveAndWait();
    await drain();
    cut = false;
    at += 600_000;
    await drain();
    expect(calls).toHaveLength(2);
    const [first, again] = calls.map(({ body }) => JSON.parse(String(body)));
    expect(again).toEqual({ ...first, sent_at: new Date(at).toISOString() });
    expect(first.sent_at).not.toBe(again.sent_at);
  });

  test('a login page of a wifi network takes nothing from us', async () => {
    const seen: string[] = [];
    vi.stubGlobal('fetch', async (path: string) => {
      seen.push(path);
      return new Response('<html>Welkom op onze wifi</html>', { headers: { 'Content-Type': 'text/html' } });
    });
    await saveAndWait();
    expect((await drain()).signal).toBe('portal');
    expect(seen).toEqual(['/api/ping']);
  });

  test('a photo that stays behind is neither named nor sent', async () => {
    const calls = serve(stored);
    await saveAndWait({ photo: await photo(), photoStays: true });
    await drain();
    expect(calls).toHaveLength(1);
    expect(JSON.parse(String(calls[0]?.body))).not.toHaveProperty('photos');
    expect(await waiting()).toHaveLength(0);
  });

  test('a finding without a place is never sent and asks for it', async () => {
    const calls = serve(stored);
    const none = finding();
    await save({ ...none, body: { ...none.body, position: null, accuracy_m: null } });
    at += UNDO_TIME;
    await drain();
    expect(calls).toHaveLength(0);
    expect((await waiting())[0]).toMatchObject({ state: 'needs_attention', code: 'no_place' });
  });
});

describe('refusals', () => {
  const cases: [number, string][] = [
    [400, 'needs_attention'],
    [413, 'needs_attention'],
    [415, 'needs_attention'],
    [422, 'needs_attention'],
    [409, 'conflict'],
    [410, 'withdrawn'],
    [401, 'pause'],
    [403, 'needs_attention'],
    [0, 'retry'],
    [404, 'retry'],
    [408, 'retry'],
    [425, 'retry'],
    [429, 'retry'],
    [500, 'retry'],
    [503, 'retry'],
  ];

  test.each(cases)('an answer of %i means %s', (status, verdict) => {
    expect(verdictOf(status)).toBe(verdict);
  });

  test('a refused finding does not stop the others and is never thrown away', async () => {
    const first = await saveAndWait();
    await saveAndWait();
    serve((call) =>
      call.path.includes(first.id)
        ? json({ code: 'invalid', faults: [{ pointer: '/position', code: 'outside' }] }, 422)
        : stored(call),
    );
    await drain();
    at += 30 * 86_400_000;
    await drain(true);
    const rows = await waiting();
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ id: first.id, state: 'needs_attention', code: 'outside' });
  });

  test('without a login everything stays, nothing is marked as tried, and the pass stops', async () => {
    const calls = serve(() => json({ code: 'unauthorized' }, 401));
    await saveAndWait();
    await saveAndWait();
    expect((await drain()).signal).toBe('login');
    expect(calls).toHaveLength(1);
    expect((await waiting()).map((row) => row.attempts)).toEqual([0, 0]);
  });

  test('what the server forbids waits for a person, and what comes after it is sent', async () => {
    const first = await saveAndWait();
    await saveAndWait();
    serve((call) => (call.path.includes(first.id) ? json({ code: 'not_for_you' }, 403) : stored(call)));
    expect((await drain()).signal).toBe('good');
    const rows = await waiting();
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ id: first.id, state: 'needs_attention', code: 'not_for_you' });
  });

  test('taking back that is forbidden waits for a person too, and is not tried for ever', async () => {
    const row = await saveAndWait();
    serve((call) => (call.method === 'DELETE' ? json({ code: 'not_for_you' }, 403) : null));
    await drain();
    await withdraw(row.id);
    await drain(true);
    expect((await waiting())[0]).toMatchObject({ state: 'needs_attention', withdraw: true });
    await drain(true);
    expect((await waiting())[0]).toMatchObject({ state: 'needs_attention' });
  });

  test('a server that asks for patience gets it', async () => {
    const calls = serve(() => json({ code: 'too_many' }, 429, { 'Retry-After': '120' }));
    await saveAndWait();
    const passed = await drain();
    expect(passed.retryAt).toBeGreaterThanOrEqual(now() + 120_000);
    at += 119_000;
    await drain();
    expect(calls).toHaveLength(1);
  });

  test('the first cut line stops the pass', async () => {
    const calls = serve(() => null);
    await saveAndWait();
    await saveAndWait();
    await drain();
    expect(calls).toHaveLength(1);
  });

  test('attempts never end, however often they fail', async () => {
    const calls = serve(() => json({}, 503));
    await saveAndWait();
    for (let i = 0; i < 40; i++) {
      at += 301_000;
      await drain();
    }
    expect(calls).toHaveLength(40);
    expect((await waiting())[0]?.state).toBe('waiting');
  });

  test.each([500, 502, 507])(
    'a server that breaks with %i on one thing still gets the others',
    async (status) => {
      const first = await saveAndWait();
      await saveAndWait();
      await saveAndWait({ photo: await photo() });
      const calls = serve((call) => (call.path.includes(first.id) ? json({}, status) : stored(call)));
      expect(await drain()).toMatchObject({ signal: 'good', sent: 3 });
      expect(calls).toHaveLength(4);
      expect((await waiting()).map((row) => row.id)).toEqual([first.id]);
    },
  );

  test('a server that breaks on two different things is broken, and one that says it cannot now is believed at once', async () => {
    for (let n = 0; n < 3; n++) await saveAndWait();
    let calls = serve(() => json({}, 500));
    expect((await drain()).signal).toBe('fault');
    expect(calls).toHaveLength(2);
    at += 600_000;
    calls = serve(() => json({}, 503));
    expect((await drain()).signal).toBe('fault');
    expect(calls).toHaveLength(1);
  });

  test('a photo that was damaged on its way goes again by itself', async () => {
    let damaged = true;
    serve((call) => (call.path.includes('photos') && damaged ? json({ code: 'digest' }, 422) : stored(call)));
    await saveAndWait({ photo: await photo() });
    await drain();
    expect(await waiting()).toMatchObject([{ state: 'waiting', textIn: true }]);
    damaged = false;
    at += 600_000;
    await drain();
    expect(await waiting()).toEqual([]);
  });

  test('a photo that was refused goes again when the person says so', async () => {
    let refused = true;
    serve((call) =>
      call.path.includes('photos') && refused ? json({ code: 'truncated' }, 422) : stored(call),
    );
    const row = await saveAndWait({ photo: await photo() });
    await drain();
    expect(await waiting()).toMatchObject([{ state: 'needs_attention', code: 'photo' }]);
    refused = false;
    await retry(row.id);
    await drain();
    expect(await waiting()).toEqual([]);
  });

  test.each(['findings', 'photos'])(
    'taken back while %s is on the line and then refused: the server hears it without a tap',
    async (door) => {
      const row = await saveAndWait({ photo: await photo() });
      const calls = serve(async (call) => {
        if (call.method === 'DELETE') return stored(call);
        if (!call.path.includes(door)) return stored(call);
        await withdraw(row.id);
        return json({ code: 'why' }, 422);
      });
      await drain();
      await drain();
      expect(calls.at(-1)).toMatchObject({ method: 'DELETE', path: `/api/findings/${row.id}` });
      expect(await waiting()).toEqual([]);
    },
  );

  describe('two versions', () => {
    /** A finding whose id the server holds with other words, with a photo. */
    async function other() {
      const row = await saveAndWait({ photo: await photo() });
      serve(() => json({ code: 'conflict' }, 409));
      await drain();
      return row;
    }
    const sent = (calls: Call[]) => calls.map(({ method, path }) => `${method} ${path}`);

    test('this one: the other is taken back, and this one goes under an id of its own', async () => {
      const row = await other();
      await sendAsNew(row.id, true);
      const fresh = (await waiting()).find(({ id }) => id !== row.id);
      const calls = serve(stored);
      await drain();
      expect(sent(calls).sort()).toEqual(
        [
          `DELETE /api/findings/${row.id}`,
          `PUT /api/findings/${fresh?.id}`,
          `PUT /api/photos/${fresh?.photos[0]}`,
        ].sort(),
      );
      expect(await waiting()).toEqual([]);
    });

    test('that one: nothing of this one goes but its photo', async () => {
      const row = await other();
      await keepTheirs(row.id);
      const calls = serve(stored);
      await drain();
      expect(sent(calls)).toEqual([`PUT /api/photos/${row.photos[0]}`]);
      expect(await waiting()).toEqual([]);
    });

    test('both: this one goes as another', async () => {
      const row = await other();
      await sendAsNew(row.id);
      const calls = serve(stored);
      await drain();
      expect(sent(calls).filter((call) => call.includes(row.id))).toEqual([]);
      expect(calls).toHaveLength(2);
    });
  });

  test('throwing away removes finding and photo from this phone', async () => {
    const row = await save(finding({ photo: await photo() }));
    await discard(row.id);
    expect(await waiting()).toHaveLength(0);
    expect(await (await database()).count('photos')).toBe(0);
  });
});

describe('waiting between attempts', () => {
  test('lies between zero and the smaller of 2^n and 300 seconds', () => {
    for (let n = 1; n < 60; n++) {
      const ceiling = Math.min(2 ** n, 300) * 1000;
      expect(waitAfter(n, 0, () => 0)).toBe(0);
      expect(waitAfter(n, 0, () => 1)).toBe(ceiling);
      const wait = waitAfter(n);
      expect(wait).toBeGreaterThanOrEqual(0);
      expect(wait).toBeLessThanOrEqual(ceiling);
    }
  });

  test('is never shorter than the server asks', () => {
    expect(waitAfter(1, 600, () => 0)).toBe(600_000);
  });
});

test('a photo that a person leaves out is no longer promised, so that nobody waits for it', async () => {
  const row = await save(finding({ photo: await photo() }));
  at += UNDO_TIME;
  const told: string[] = [];
  serve(async ({ method, path, body }) => {
    told.push(`${method} ${path}`);
    if (path.startsWith('/api/photos/')) return json({ code: 'not_decodable', faults: [] }, 422);
    if (method === 'DELETE') return json({ id: row.id, photos: [] });
    return json({ id: row.id, sha256: await sha256Hex(new TextEncoder().encode(String(body))) }, 201);
  });
  await drain();
  expect((await waiting())[0]).toMatchObject({ state: 'needs_attention', code: 'photo', textIn: true });
  await dropPhotos(row.id);
  await drain(true);
  expect(told).toContain(`DELETE /api/findings/${row.id}/photos/${row.photos[0]}`);
  expect(await waiting()).toEqual([]);
});
