import { expect, test } from 'vitest';
import { type Fix, isUsable, moved, trust } from './fix';

const fix = (accuracy: number, at = 0): Fix => ({ lon: 4.48, lat: 51.92, accuracy, at });

test('a fix is good to 10 m, fair to 30 m, else poor', () => {
  expect([10, 10.1, 30, 30.1, 99].map((metres) => trust(fix(metres), 0))).toEqual([
    'good',
    'fair',
    'fair',
    'poor',
    'poor',
  ]);
});

test('a fix of more than 15 seconds ago is old, however exact', () => {
  expect(trust(fix(3), 15_000)).toBe('good');
  expect(trust(fix(3), 15_001)).toBe('old');
});

test('a fix worse than 100 m, off the earth or not a number is not used', () => {
  expect(isUsable(fix(100))).toBe(true);
  expect(isUsable(fix(101))).toBe(false);
  expect(isUsable({ ...fix(5), lat: Number.NaN })).toBe(false);
  expect(isUsable({ ...fix(5), lon: 181 })).toBe(false);
});

test('a step of ten metres is ten metres', () => {
  const to = moved({ lon: 4.48, lat: 51.92 }, 10, 0);
  const metres = (to.lon - 4.48) * 111_320 * Math.cos((51.92 * Math.PI) / 180);
  expect(metres).toBeCloseTo(10, 6);
  expect(moved({ lon: 4.48, lat: 51.92 }, 0, -10).lat).toBeLessThan(51.92);
});
