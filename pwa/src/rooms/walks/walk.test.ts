import { expect, test } from 'vitest';
import type { WaitingFinding } from '../../ground/store/database';
import { allSeen, type Seen } from './walk.svelte';

const seen = (id: string, at: number): Seen => ({
  id,
  lon: 4.48,
  lat: 51.92,
  category: 'licht',
  at,
  mine: false,
  waiting: false,
});
const waits = (id: string, more: Partial<WaitingFinding> = {}): WaitingFinding =>
  ({
    id,
    state: 'waiting',
    withdraw: false,
    group: 'groen',
    body: {
      position: { lon: 4.48, lat: 51.92 },
      observed_at: '1970-01-01T00:00:05Z',
      walk: 'w',
      accuracy_m: 6,
      position_source: 'gps',
    },
    ...more,
  }) as WaitingFinding;

test('what waits on this phone stands between the others, newest first and each once', () => {
  const all = allSeen([seen('a', 1_000), seen('b', 9_000)], [waits('c'), waits('b')], 'w');
  expect(all.map(({ id, waiting, mine }) => [id, waiting, mine])).toEqual([
    ['b', false, false],
    ['c', true, true],
    ['a', false, false],
  ]);
});

test('what is taken back is gone, also when the server still has it, and other walks are not told', () => {
  const other = waits('d', { body: { ...waits('d').body, walk: 'elsewhere' } });
  const rows = [waits('a', { withdraw: true }), other, waits('e', { state: 'withdrawn' })];
  expect(allSeen([seen('a', 1_000)], rows, 'w')).toEqual([]);
});
