import { afterEach, expect, test } from 'vitest';
import { setClock } from '../../ground/clock';
import { moved } from '../../ground/map/where';
import { awayText, categoryName, themeName, whenText } from './listWords';

const minute = 60_000;
// Half past three on a Saturday afternoon, in whatever zone the test runs.
const now = new Date(2026, 10, 21, 15, 30).getTime();
afterEach(() => setClock());

test('time is said as a neighbour says it', () => {
  setClock(() => now);
  expect(whenText(now - minute)).toBe('net');
  expect(whenText(now - 12 * minute)).toBe('12 minuten geleden');
  expect(whenText(new Date(2026, 10, 21, 9, 5).getTime())).toBe('vandaag, 09:05');
  expect(whenText(new Date(2026, 10, 20, 20, 14).getTime())).toBe('gisteren, 20:14');
  expect(whenText(new Date(2026, 10, 3, 20, 14).getTime())).toBe('3 november, 20:14');
  expect(whenText(new Date(2025, 11, 31, 8, 0).getTime())).toBe('31 december 2025, 08:00');
});

test('a time that is no time says nothing rather than something wrong', () => {
  setClock(() => now);
  expect(whenText(Number.NaN)).toBe('');
});

test('distance and direction stand in one phrase', () => {
  const here = { lon: 4.5, lat: 51.9 };
  expect(awayText(here, moved(here, 0, 82))).toBe('80 m, richting noord');
  expect(awayText(here, moved(here, -900, -900))).toBe('1,3 km, richting zuidwest');
});

test('a category the catalogue does not know goes by the name of its theme', () => {
  expect(categoryName('schoon', 'schoon')).toBe('Afval en vuil');
  expect(categoryName('nieuw-ding', 'groen')).toBe('Groen en water');
  expect(themeName(null)).toBe('Alleen een foto');
});
