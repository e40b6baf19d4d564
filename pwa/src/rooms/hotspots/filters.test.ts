import { expect, test } from 'vitest';
import { addressOf, filtersFrom, plainFilters, problemThemes, questionOf, sinceOf } from './filters';

test('an address without filters shows everything of six months', () => {
  expect(filtersFrom('')).toEqual({ themes: [], months: 6, light: 'all', kinds: [] });
  expect(addressOf(plainFilters)).toBe('');
});

test('every filter survives the way into the address and back', () => {
  const filters = {
    themes: ['groen' as const, 'licht' as const],
    months: 12 as const,
    light: 'dark' as const,
    kinds: ['snoei', 'bank'],
  };
  expect(addressOf(filters)).toBe('?thema=groen,licht&periode=12&licht=avond&maatregel=snoei,bank');
  expect(filtersFrom(addressOf(filters))).toEqual(filters);
});

test('nonsense in an address is the default, and themes come in the order of the tiles', () => {
  expect(filtersFrom('?thema=x,idee,schoon,schoon&periode=7&licht=maan&maatregel=,A%22')).toEqual({
    themes: ['schoon', 'idee'],
    months: 6,
    light: 'all',
    kinds: [],
  });
});

test('the period begins at midnight, whole months back, also over new year', () => {
  expect(sinceOf(6, Date.UTC(2026, 10, 21, 15, 30))).toBe(Date.UTC(2026, 4, 21));
  expect(sinceOf(12, Date.UTC(2026, 1, 3, 1))).toBe(Date.UTC(2025, 1, 3));
});

test('pearls and ideas are never asked of the hotspots', () => {
  expect(problemThemes(['schoon', 'parel', 'idee'])).toEqual(['schoon']);
});

test('a proposal is reckoned with the question that the map asked: its themes, light and period', () => {
  const at = Date.UTC(2026, 10, 21, 15, 30);
  const filters = filtersFrom('?thema=licht,idee&periode=12&licht=avond');
  const since = '2025-11-21T00:00:00.000Z';
  expect(questionOf(filters, at)).toEqual({ since, daylight: 'dark', category: ['licht'] });
  expect(questionOf(plainFilters, at)).toEqual({ since: '2026-05-21T00:00:00.000Z', daylight: 'all' });
});
