import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { findingsIn, keptFindings, nextOf } from './listFetch';

const pages = new Map<string, unknown>();
const asked: string[] = [];
const page = (ids: string[], next?: string) => ({
  type: 'FeatureCollection',
  features: ids.map((id) => ({ type: 'Feature', properties: { id }, geometry: null })),
  links: next ? [{ rel: 'next', href: next }] : [],
});

beforeEach(() => {
  asked.length = 0;
  pages.clear();
  vi.stubGlobal('location', new URL('http://127.0.0.1/kaart'));
  vi.stubGlobal('fetch', async (path: string) => {
    asked.push(path);
    const found = pages.get(path.split('?')[1]?.includes('cursor=') ? path : 'first');
    if (!found) return new Response('{"code":"down"}', { status: 503 });
    return new Response(JSON.stringify(found), { headers: { 'Content-Type': 'application/geo+json' } });
  });
});
afterEach(() => vi.unstubAllGlobals());

const box: [number, number, number, number] = [4.4, 51.8, 4.5, 51.9];

test('the next page is asked inside our own server, however its address is written', () => {
  const link = (href: string) => nextOf({ links: [{ rel: 'next', href }] }, 'http://127.0.0.1');
  expect(link('/api/findings?cursor=a')).toBe('/api/findings?cursor=a');
  expect(link('http://elsewhere.example/api/findings?cursor=a')).toBe('/api/findings?cursor=a');
  expect(nextOf({ links: [] }, 'http://127.0.0.1')).toBeNull();
});

test('all pages are read, in order, and kept for the next visit', async () => {
  pages.set('first', page(['a', 'b'], '/api/findings?cursor=2'));
  pages.set('/api/findings?cursor=2', page(['c']));
  const found = await findingsIn(box, '2026-01-01T00:00:00Z', 'A');
  expect('data' in found && found.data.features.map(({ properties }) => properties.id)).toEqual([
    'a',
    'b',
    'c',
  ]);
  expect('data' in found && found.data.cut).toBe(false);
  expect(asked[0]).toContain('bbox=4.400000%2C51.800000%2C4.500000%2C51.900000');
  expect((await keptFindings('A'))?.data.features).toHaveLength(3);
  expect((await keptFindings('never opened'))?.data.features).toHaveLength(3);
});

test('a city with more pages than a phone can draw is cut, and says so', async () => {
  pages.set('first', page(['0'], '/api/findings?cursor=1'));
  for (let i = 1; i < 9; i++) {
    pages.set(`/api/findings?cursor=${i}`, page([String(i)], `/api/findings?cursor=${i + 1}`));
  }
  const found = await findingsIn(box, '2026-01-01T00:00:00Z', null);
  expect(asked).toHaveLength(5);
  expect('data' in found && found.data.cut).toBe(true);
});

test('a later page that fails leaves the first ones standing, marked as cut', async () => {
  pages.set('first', page(['a'], '/api/findings?cursor=lost'));
  const found = await findingsIn(box, '2026-01-01T00:00:00Z', null);
  expect('data' in found && found.data.features).toHaveLength(1);
  expect('data' in found && found.data.cut).toBe(true);
});

test('a first page that fails is a problem, not an empty map', async () => {
  const found = await findingsIn(box, '2026-01-01T00:00:00Z', null);
  expect('problem' in found && found.problem.status).toBe(503);
});
