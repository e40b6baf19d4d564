import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const buurt = (code: string) => ({
  type: 'Feature',
  properties: { code, name: `Buurt ${code}` },
  geometry: null,
});
const unwalked = {
  type: 'MultiPolygon',
  coordinates: [
    [
      [
        [4.5, 51.9],
        [4.51, 51.9],
        [4.5, 51.91],
        [4.5, 51.9],
      ],
    ],
  ],
};
const told = {
  busier: ['A', 'B'],
  unwalked,
  signals: [
    { name: 'Loodsweg', buurt: 'A', at: [4.5, 51.9], days: 3, last: '2026-11-04', finding_ids: ['1'] },
  ],
};

let answer: unknown = told;
const asked: string[] = [];

beforeEach(() => {
  vi.resetModules();
  asked.length = 0;
  answer = told;
  vi.stubGlobal('location', new URL('http://127.0.0.1/lijst?thema=licht'));
  vi.stubGlobal('history', { length: 1 });
  vi.stubGlobal('document', { documentElement: {} });
  vi.stubGlobal('fetch', async (path: string) => {
    asked.push(path);
    if (!answer) return new Response('{}', { status: 403 });
    return new Response(JSON.stringify(answer), { headers: { 'Content-Type': 'application/json' } });
  });
});
afterEach(() => vi.unstubAllGlobals());

async function opened() {
  const { overview } = await import('./overview.svelte');
  overview.buurten = [buurt('A'), buurt('B'), buurt('C')] as never;
  const { beyond } = await import('./beyond.svelte');
  return { overview, beyond };
}

test('it is asked with the question of the places, and where nobody walked goes to the map', async () => {
  const { overview, beyond } = await opened();
  await beyond.load();
  expect(asked).toHaveLength(1);
  const query = new URL(asked[0] ?? '', 'http://127.0.0.1').searchParams;
  expect(query).toEqual(overview.hotspotQuery(null));
  expect(overview.plot.unwalked).toEqual(unwalked);
  expect(beyond.signals).toHaveLength(1);
});

test('busier buurten are named, of a chosen buurt only itself', async () => {
  const { overview, beyond } = await opened();
  await beyond.load();
  expect(beyond.busierNames).toEqual(['Buurt A', 'Buurt B']);
  overview.chosen = 'B';
  expect(beyond.busierNames).toEqual(['Buurt B']);
  overview.chosen = 'C';
  expect(beyond.busierNames).toEqual([]);
});

test('a walker hears of no signals, and a refusal takes away what was said before', async () => {
  const { overview, beyond } = await opened();
  await beyond.load();
  answer = { busier: [] };
  await beyond.load();
  expect(beyond.signals).toBeNull();
  expect(overview.plot.unwalked).toBeNull();
  answer = told;
  await beyond.load();
  answer = null;
  await beyond.load();
  expect([beyond.busier, beyond.signals, overview.unwalked]).toEqual([[], null, null]);
});
