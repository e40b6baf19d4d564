import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { database } from '../../ground/store/database';
import { keep } from '../../ground/store/kept';
import { openFinding } from './listOpen';

const feature = (id: string, note: string) => ({
  type: 'Feature',
  geometry: { type: 'Point', coordinates: [4.48, 51.92] },
  properties: { id, note, category: 'licht', observed_at: '2026-11-22T18:00:00Z', accuracy_m: 6, photos: [] },
});

let status = 0;

beforeEach(async () => {
  await (await database()).clear('kept');
  status = 0;
  vi.stubGlobal('fetch', async () => {
    if (status === 0) throw new TypeError('no signal');
    return new Response('{"code":"x"}', { status, headers: { 'Content-Type': 'application/problem+json' } });
  });
});
afterEach(() => vi.unstubAllGlobals());

test('without signal a finding opens as the list or the walk kept it, also one that was never opened', async () => {
  await keep('findings in TB01', { features: [feature('a', 'uit de lijst')], cut: false });
  await keep('findings of walk w', [feature('b', 'van de schouw')]);
  expect((await openFinding('a')).row).toMatchObject({ note: 'uit de lijst' });
  expect((await openFinding('b')).row).toMatchObject({ note: 'van de schouw' });
  expect(await openFinding('c')).toMatchObject({ row: null, missing: 'finding.no-signal' });
});

test('what the server says is gone is not shown from what was kept', async () => {
  await keep('findings in TB01', { features: [feature('a', 'uit de lijst')], cut: false });
  status = 410;
  expect(await openFinding('a')).toMatchObject({ row: null, missing: 'finding.gone' });
});
