import { expect, test } from 'vitest';
import type { HotspotFeature } from '../../ground/api/types';
import { moved } from '../../ground/map/where';
import {
  bestFit,
  fitWord,
  lightestFirst,
  lightWord,
  ringOf,
  slugOf,
  trendOf,
  voicesByLight,
} from './hotspot';
import { perMonth, rowsIn } from './open';

const corner = { lon: 4.5, lat: 51.9 };
function hotspot(metres: number, kind: 'clear' | 'possible' = 'clear'): HotspotFeature {
  const far = moved(corner, metres, metres);
  const ring = [
    [corner.lon, corner.lat],
    [far.lon, corner.lat],
    [far.lon, far.lat],
    [corner.lon, far.lat],
    [corner.lon, corner.lat],
  ];
  const properties = {
    id: '2026|all|25:3700:17400',
    name: 'Trapveldje',
    class: kind,
  } as HotspotFeature['properties'];
  return { type: 'Feature', properties, geometry: { type: 'MultiPolygon', coordinates: [[ring]] } };
}

test('an id is shortened to the cell of its peak', () => {
  expect(slugOf('2026|all|25:3700:17400')).toBe('25:3700:17400');
  expect(slugOf('25:1:2')).toBe('25:1:2');
});

test('a ring grows with its place and never shrinks below a fingertip on the street', () => {
  const small = ringOf(hotspot(25));
  const large = ringOf(hotspot(150));
  expect(small?.radius).toBe(28);
  expect(large?.radius).toBeGreaterThan(80);
  expect(large?.radius).toBeLessThan(106);
});

test('a clear place has two rings, a possible one has one', () => {
  expect(ringOf(hotspot(50))?.clear).toBe(true);
  expect(ringOf(hotspot(50, 'possible'))?.clear).toBe(false);
});

test('a trend is told in our own words, and a direction we do not know is unknown', () => {
  const told = ['up', 'down', 'same', 'unknown', 'sideways'];
  expect(told.map((direction) => trendOf({ direction, now: 1, before: 1 }))).toEqual([
    'more',
    'less',
    'same',
    'unknown',
    'unknown',
  ]);
});

test('light has a word only when something is known', () => {
  expect(lightWord(0.74)).toBe('mostly-dark');
  expect(lightWord(0.5)).toBe('day-and-dark');
  expect(lightWord(0.1)).toBe('mostly-day');
  expect(lightWord(null)).toBeNull();
});

test('voices are told as so many of all only when the server tells both', () => {
  const of = hotspot(50).properties;
  expect(voicesByLight({ ...of, dark_voices: 7, voices_counted: 12 } as typeof of)).toEqual({
    dark: 7,
    all: 12,
  });
  expect(voicesByLight(of)).toBeNull();
});

test('a measure fits best from .6 and well from .35, whatever the others do', () => {
  expect([1, 0.6, 0.59, 0.35, 0.34].map(fitWord)).toEqual([
    'fits-best',
    'fits-best',
    'fits-well',
    'fits-well',
    'fits-also',
  ]);
});

const rungs = new Map(
  Object.entries({ camera: 7, patrouille: 5, verlichting: 3, snoei: 2, mcu: 6 }).map(([kind, rung]) => [
    kind,
    { rung },
  ]),
);
const fits = (...kinds: string[]) =>
  kinds.map((kind, i) => ({
    kind,
    score: 0.9 - i / 10,
    reasons: [] as { category: string; people: number }[],
  }));

test('the board at a place is that of its best fit, and never of a camera', () => {
  expect(bestFit(fits('patrouille', 'snoei'), rungs)?.rung).toBe(5);
  expect(bestFit(fits('camera', 'mcu', 'snoei'), rungs)?.kind).toBe('snoei');
  expect(bestFit(fits('camera'), rungs)).toBeNull();
  expect(bestFit(fits('ufo', 'snoei'), rungs)?.kind).toBe('snoei');
  expect(bestFit(undefined, rungs)).toBeNull();
});

test('the ring of a place carries the rung of its best fit', () => {
  const place = hotspot(50);
  place.properties = { ...place.properties, measures: fits('verlichting', 'snoei') };
  expect(ringOf(place, rungs)?.fit).toBe(3);
});

test('the ladder shows the lightest first and a camera last', () => {
  const shown = lightestFirst(fits('camera', 'patrouille', 'verlichting', 'snoei'), rungs);
  expect(shown.map(({ kind }) => kind)).toEqual(['snoei', 'verlichting', 'patrouille', 'camera']);
});

const row = (id: string, east: number, kind: 'problem' | 'pearl', at: number) => ({
  id,
  place: moved(corner, east, 10),
  theme: 'schoon' as const,
  category: null,
  kind,
  at,
  note: null,
  photos: [],
  buurt: null,
  accuracy: 5,
  confirmations: 0,
  waiting: false,
});

test('the findings of a place are those the server names, the newest first; an id it does not show is left out', () => {
  const told = hotspot(50);
  told.properties = { ...told.properties, finding_ids: ['old', 'new', 'hidden'] };
  const rows = [row('old', 10, 'problem', 1), row('new', 20, 'problem', 2), row('beside', 10, 'problem', 3)];
  expect(rowsIn(told, rows).map(({ id }) => id)).toEqual(['new', 'old']);
});

test('months are counted by the calendar, empty ones too, over new year', () => {
  const at = (month: number) => new Date(2026, month, 15).getTime();
  const rows = [row('a', 1, 'problem', at(0)), row('b', 1, 'problem', at(1)), row('c', 1, 'problem', at(1))];
  expect(perMonth(rows, 4, at(1))).toEqual([
    { month: 10, count: 0 },
    { month: 11, count: 0 },
    { month: 0, count: 1 },
    { month: 1, count: 2 },
  ]);
});
