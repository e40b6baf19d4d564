import { expect, test } from 'vitest';
import { isDark, sunHeight } from './sun';

const rotterdam = { lon: 4.48, lat: 51.92 };
const minutes = 60_000;

/** Published times of Rotterdam, in UTC; the formula may differ by four minutes. */
const turns: [string, number, 'dusk' | 'dawn'][] = [
  ['21 June 2026, sunset 22:06 CEST', Date.UTC(2026, 5, 21, 20, 6), 'dusk'],
  ['21 December 2026, sunrise 08:47 CET', Date.UTC(2026, 11, 21, 7, 47), 'dawn'],
  ['21 December 2026, sunset 16:32 CET', Date.UTC(2026, 11, 21, 15, 32), 'dusk'],
];

test.each(turns)('dark turns within four minutes of %s', (_name, at, turn) => {
  expect(isDark(at - 4 * minutes, rotterdam)).toBe(turn === 'dawn');
  expect(isDark(at + 4 * minutes, rotterdam)).toBe(turn === 'dusk');
});

test('the sun stands highest in June and far lower in December', () => {
  expect(sunHeight(Date.UTC(2026, 5, 21, 11, 44), rotterdam)).toBeCloseTo(61.5, 0);
  expect(sunHeight(Date.UTC(2026, 11, 21, 11, 40), rotterdam)).toBeCloseTo(14.6, 0);
});
