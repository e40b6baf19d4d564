import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const square = (west: number) => ({
  type: 'MultiPolygon',
  coordinates: [
    [
      [
        [west, 51.9],
        [west + 0.01, 51.9],
        [west + 0.01, 51.91],
        [west, 51.91],
        [west, 51.9],
      ],
    ],
  ],
});
const buurt = (code: string, west: number) => ({
  type: 'Feature',
  properties: { code, name: `Buurt ${code}`, kind: 'official' },
  geometry: square(west),
});
const finding = (id: string, buurtCode: string, group: string) => ({
  type: 'Feature',
  properties: {
    id,
    group,
    category: group,
    kind: group === 'parel' ? 'pearl' : 'problem',
    observed_at: '2026-11-01T12:00:00Z',
    accuracy_m: 5,
    photos: [],
    buurt: buurtCode,
    confirmations: 0,
  },
  geometry: { type: 'Point', coordinates: [4.505, 51.905] },
});

let up = true;
const asked: string[] = [];
const answers: Record<string, unknown> = {
  '/api/buurten': { type: 'FeatureCollection', features: [buurt('A', 4.5), buurt('B', 4.51)] },
  '/api/findings': {
    type: 'FeatureCollection',
    features: [
      finding('1', 'A', 'schoon'),
      finding('2', 'A', 'parel'),
      finding('3', 'B', 'licht'),
      finding('4', 'A', 'veilig'),
    ],
    links: [],
  },
  '/api/hotspots': { type: 'FeatureCollection', features: [], too_few: true },
};

beforeEach(() => {
  vi.resetModules();
  asked.length = 0;
  up = true;
  vi.stubGlobal('location', new URL('http://127.0.0.1/kaart'));
  vi.stubGlobal('history', { length: 1 });
  vi.stubGlobal('document', { documentElement: {} });
  vi.stubGlobal('fetch', async (path: string) => {
    asked.push(path);
    const answer = up ? answers[path.split('?')[0] ?? ''] : undefined;
    if (!answer) return new Response('{}', { status: up ? 404 : 503 });
    return new Response(JSON.stringify(answer), { headers: { 'Content-Type': 'application/json' } });
  });
});
afterEach(() => vi.unstubAllGlobals());

async function opened() {
  const { setClock } = await import('../../ground/clock');
  setClock(() => Date.UTC(2026, 10, 21));
  const { Overview } = await import('./overview.svelte');
  const overview = new Overview();
  await overview.load();
  return overview;
}

test('the map and the list hold exactly the same findings', async () => {
  const overview = await opened();
  await overview.choose('A');
  const onMap = overview.plot.marks.map(({ id }) => id).toSorted();
  const inList = overview.groups.flatMap((group) => group.rows.map(({ id }) => id)).toSorted();
  expect(onMap).toEqual(['1', '2', '3']);
  expect(inList).toEqual(onMap);
});

test('a personal finding is never a point nor a row', async () => {
  const overview = await opened();
  expect(overview.all.map(({ id }) => id)).not.toContain('4');
});

test('the headline counts the chosen buurt, and neighbours are drawn fainter', async () => {
  const overview = await opened();
  await overview.choose('A');
  expect(overview.counted).toBe(2);
  expect(overview.plot.marks.find(({ id }) => id === '3')?.faded).toBe(true);
  expect(overview.plot.marks.find(({ id }) => id === '1')?.faded).toBe(false);
});

test('hotspots are asked for the chosen buurt and the present filters, and too few is told', async () => {
  const overview = await opened();
  await overview.choose('B');
  expect(asked.filter((path) => path.startsWith('/api/hotspots')).at(-1)).toBe(
    '/api/hotspots?since=2026-05-21T00%3A00%3A00.000Z&daylight=all&buurt=B&include=findings',
  );
  expect(overview.tooFew).toBe(true);
});

test('ten places of a buurt and twenty of the city are shown, on the map as in the list, until the reader wants more', async () => {
  const place = (n: number) => ({
    type: 'Feature',
    properties: { id: `w|all|25:${n}:1`, name: `Plek nr. ${n}`, class: 'clear' },
    geometry: square(4.5 + n / 10_000),
  });
  const parameters = { walks: 4 };
  const features = Array.from({ length: 23 }, (_, n) => place(n));
  const before = answers['/api/hotspots'];
  answers['/api/hotspots'] = { type: 'FeatureCollection', features, parameters };
  const overview = await opened();
  const seen = () => [overview.shown.length, overview.plot.rings.length, overview.hotspots.length];
  await overview.choose('A');
  expect(seen()).toEqual([10, 10, 23]);
  expect(overview.how?.walks).toBe(4);
  overview.more = true;
  expect(seen()).toEqual([23, 23, 23]);
  await overview.load();
  expect(seen(), 'looking again does not fold them').toEqual([23, 23, 23]);
  await overview.choose(null);
  expect(seen()).toEqual([20, 20, 23]);
  answers['/api/hotspots'] = before;
});

test('without a server the last visit stands there with its time', async () => {
  const first = await opened();
  await first.choose('A');
  up = false;
  vi.resetModules();
  const again = await opened();
  expect(again.chosen).toBe('A');
  expect(again.oldAt).toBe(Date.UTC(2026, 10, 21));
  expect(again.plot.marks).toHaveLength(3);
  expect(again.buurten).toHaveLength(2);
});

test('a server that has no street plan is not asked for one', async () => {
  await opened();
  expect(asked.some((path) => path.includes('ground'))).toBe(false);
});

test('the map gets tiles for the present filters, and none while the server does not answer', async () => {
  const first = await opened();
  await first.choose('A');
  const asked = new URL(first.plot.tiles ?? '');
  expect(asked.origin).toBe('http://127.0.0.1');
  expect(asked.searchParams.get('since')).toBe('2026-05-21T00:00:00.000Z');
  expect(asked.searchParams.get('daylight')).toBe('all');
  up = false;
  await first.load();
  expect(first.plot.tiles).toBeNull();
  expect(first.plot.marks).toHaveLength(3);
});

test('a finding that arrives while the map is open stays in sight until the server lists it', async () => {
  const { database } = await import('../../ground/store/database');
  const queue = await import('../../ground/outbox/queue');
  const { startOutbox, outbox } = await import('../../ground/outbox/outbox.svelte');
  vi.stubGlobal('addEventListener', () => {});
  vi.stubGlobal('removeEventListener', () => {});
  vi.stubGlobal('document', {
    documentElement: {},
    addEventListener: () => {},
    removeEventListener: () => {},
  });
  const stop = startOutbox();
  const overview = await opened();
  const body = { position: { lon: 4.505, lat: 51.905 }, accuracy_m: 5, position_source: 'gps' as const };
  const saved = await queue.save({
    body: { ...body, category: 'heel', observed_at: '2026-11-20T12:00:00Z' },
    group: 'heel',
    photo: null,
    photoStays: false,
  });
  await vi.waitFor(() => expect(outbox.rows).toHaveLength(1));
  overview.followQueue();
  expect(overview.plot.marks.find(({ id }) => id === saved.id)?.waiting).toBe(true);

  const db = await database();
  const { id, savedAt } = saved;
  await db.put('receipts', {
    id,
    arrivedAt: savedAt,
    savedAt,
    group: 'heel',
    category: 'heel',
    position: null,
    thumb: null,
  });
  await db.delete('findings', id);
  queue.tell();
  await vi.waitFor(() => expect(outbox.rows).toHaveLength(0));
  const { tiles } = overview.plot;
  overview.followQueue();
  await vi.waitFor(() => expect(overview.plot.marks.find((mark) => mark.id === id)?.waiting).toBe(false));
  // Neither the list nor the tiles of the server hold it yet: it is drawn from the phone, and the tiles are asked anew.
  expect(overview.plot.marks.find((mark) => mark.id === id)?.fresh).toBe(true);
  expect(overview.plot.tiles).not.toBe(tiles);
  stop();
});

test('what others on the walk record is a row and a point at once, and goes when they take it back', async () => {
  const overview = await opened();
  await overview.choose('A');
  const streams: EventTarget[] = [];
  class Stream extends EventTarget {
    constructor() {
      super();
      streams.push(this);
    }
    close() {}
  }
  vi.stubGlobal('EventSource', Stream);
  vi.stubGlobal('document', new EventTarget());
  const { followWalk, live } = await import('../../ground/live/live.svelte');
  const stop = followWalk('w');
  const says = (name: string, data: unknown) =>
    streams[0]?.dispatchEvent(new MessageEvent(name, { data: JSON.stringify(data), lastEventId: '1' }));
  const points = () => overview.plot.marks.map(({ id, fresh }) => `${id}${fresh ? ' fresh' : ''}`).toSorted();
  says('hello', {});
  await vi.waitFor(() => expect(live.complete).toBe('w'));
  says('finding', { id: '9', ...finding('9', 'A', 'schoon') });
  expect(points(), 'drawn beside the tiles, which do not have it').toEqual(['1', '2', '3', '9 fresh']);
  expect(overview.rows.map(({ id }) => id)).toContain('9');
  says('finding', { id: '8', ...finding('8', 'A', 'veilig') });
  expect(points(), 'a personal one is no point').not.toContain('8 fresh');
  overview.followGone();
  const { tiles } = overview;
  says('finding', { id: '9', withdrawn: true });
  overview.followGone();
  expect(points()).toEqual(['1', '2', '3']);
  expect(overview.tiles, 'nor is it in the tiles').not.toBe(tiles);

  const before = overview.tiles;
  const loads = vi.spyOn(overview, 'load');
  overview.followGone();
  expect(loads, 'nothing moved').not.toHaveBeenCalled();
  says('borders', {});
  overview.followGone();
  overview.followGone();
  expect(loads, 'other borders are read once').toHaveBeenCalledTimes(1);
  await vi.waitFor(() => expect(overview.tiles, 'and tiles anew').not.toBe(before));
  stop();
});
