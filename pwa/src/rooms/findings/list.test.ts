import { expect, test } from 'vitest';
import type { FindingFeature } from '../../ground/api/types';
import type { WaitingFinding } from '../../ground/store/database';
import { grouped, inOrder, passes, type Row, rowOf, rowOfWaiting, together, withWalked } from './list';

const noon = Date.UTC(2026, 5, 20, 12);
const midnight = Date.UTC(2026, 5, 20, 23);
const row = (id: string, change: Partial<Row> = {}): Row => ({
  id,
  place: { lon: 4.5, lat: 51.9 },
  theme: 'schoon',
  category: 'zwerfafval',
  kind: 'problem',
  at: noon,
  note: null,
  photos: [],
  buurt: 'A',
  accuracy: 5,
  confirmations: 0,
  waiting: false,
  ...change,
});
const everything = { themes: [], since: 0, light: 'all' as const };

const waitingFinding = (id: string, change: Partial<WaitingFinding> = {}): WaitingFinding => ({
  id,
  schema: 1,
  state: 'waiting',
  body: {
    category: 'lamp-uit',
    position: { lon: 4.5, lat: 51.9 },
    accuracy_m: 8,
    position_source: 'gps',
    observed_at: '2026-06-20T12:00:00Z',
  },
  group: 'licht',
  photos: [],
  photoStays: false,
  savedAt: noon,
  heldUntil: 0,
  frozen: null,
  attempts: 0,
  nextAt: 0,
  textIn: false,
  withdraw: false,
  ...change,
});

const feature: FindingFeature = {
  type: 'Feature',
  geometry: { type: 'Point', coordinates: [4.49, 51.91] },
  properties: {
    id: 'f',
    category: 'lamp-uit',
    group: 'licht',
    kind: 'problem',
    observed_at: '2026-06-20T12:00:00Z',
    accuracy_m: 7,
    note: '',
    photos: [
      { id: 'p1', state: 'stored' },
      { id: 'p2', state: 'promised' },
    ],
    buurt: 'A',
    confirmations: 2,
    mine: false,
    confirmed: false,
  },
};

test('a Feature of the server becomes a row with place, marker, time and the photos that can be shown', () => {
  expect(rowOf(feature)).toEqual(
    row('f', {
      place: { lon: 4.49, lat: 51.91 },
      theme: 'licht',
      category: 'lamp-uit',
      photos: ['p1'],
      accuracy: 7,
      confirmations: 2,
    }),
  );
});

test('without a place near is unknown: newest first, ties by id', () => {
  const rows = [row('b'), row('a'), row('c', { at: noon + 1 })];
  expect(inOrder(rows, null).map(({ id }) => id)).toEqual(['c', 'a', 'b']);
  expect(inOrder(rows.toReversed(), null).map(({ id }) => id)).toEqual(['c', 'a', 'b']);
});

test('with a place the nearest comes first, whatever its age', () => {
  const near = row('near', { place: { lon: 4.5001, lat: 51.9 }, at: 0 });
  const far = row('far', { place: { lon: 4.51, lat: 51.9 } });
  expect(inOrder([far, near], { lon: 4.5, lat: 51.9 }).map(({ id }) => id)).toEqual(['near', 'far']);
});

test('groups come in order and hold every row exactly once', () => {
  const rows = [
    row('around', { buurt: 'B' }),
    row('idea', { kind: 'idea' }),
    row('pearl', { kind: 'pearl' }),
    row('problem'),
    row('waiting', { waiting: true, buurt: null }),
  ];
  const groups = grouped(rows, 'A', null);
  expect(groups.map(({ name }) => name)).toEqual(['waiting', 'findings', 'pearls', 'ideas', 'around']);
  expect(groups.flatMap((group) => group.rows.map(({ id }) => id)).toSorted()).toEqual(
    rows.map(({ id }) => id).toSorted(),
  );
});

test('with all buurten nothing lies around, and empty groups are left out', () => {
  expect(grouped([row('a'), row('b', { buurt: 'B' })], null, null).map(({ name }) => name)).toEqual([
    'findings',
  ]);
});

test('the sieve keeps themes, time and light apart', () => {
  expect(passes(row('a'), everything)).toBe(true);
  expect(passes(row('a'), { ...everything, themes: ['groen'] })).toBe(false);
  expect(passes(row('a'), { ...everything, themes: ['groen', 'schoon'] })).toBe(true);
  expect(passes(row('a'), { ...everything, since: noon + 1 })).toBe(false);
  expect(passes(row('a'), { ...everything, light: 'dark' })).toBe(false);
  expect(passes(row('a', { at: midnight }), { ...everything, light: 'dark' })).toBe(true);
  expect(passes(row('a', { at: midnight }), { ...everything, light: 'day' })).toBe(false);
});

test('what waits on this phone passes every sieve', () => {
  expect(passes(row('a', { waiting: true }), { themes: ['groen'], since: noon + 1, light: 'dark' })).toBe(
    true,
  );
});

test('a waiting finding is a row at once, with the marker of its tile', () => {
  expect(rowOfWaiting(waitingFinding('w'))).toMatchObject({
    id: 'w',
    theme: 'licht',
    waiting: true,
    at: noon,
  });
});

test('without a place a waiting finding cannot be on the map', () => {
  const body = { ...waitingFinding('w').body, position: null };
  expect(rowOfWaiting(waitingFinding('w', { body }))).toBeNull();
});

test('a finding that arrived while its photo waits stands once, as the server has it', () => {
  expect(together([row('w')], [waitingFinding('w', { textIn: true })])).toEqual([row('w')]);
});

test('a finding that is being taken back is gone from map and list at once', () => {
  expect(together([row('w')], [waitingFinding('w', { withdraw: true })])).toEqual([]);
});

test('findings of the walk stand once, as they are told now, and what was taken back is gone', () => {
  const of = (id: string, walk: string | null, note = '') => ({
    ...feature,
    properties: { ...feature.properties, id, walk, note },
  });
  const listed = [of('a', 'w'), of('b', 'w'), of('c', null)];
  const told = (complete: string | null) =>
    withWalked(listed, [of('b', 'w', 'nu')], complete).map(
      ({ properties }) => `${properties.id} ${properties.note}`,
    );
  expect(told('w')).toEqual(['c ', 'b nu']);
  expect(told(null), 'while they may be only some').toEqual(['a ', 'c ', 'b nu']);
});
