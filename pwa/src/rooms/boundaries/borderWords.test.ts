import { expect, test } from 'vitest';
import { areaText, lengthText, wordOr } from './borderWords';
import { enBorders } from './en-borders';
import { type BorderKey, nlBorders } from './nl-borders';

const places = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();
const keys = Object.keys(nlBorders) as BorderKey[];

test('every Dutch text of borders exists in English and fills in the same things', () => {
  expect(Object.keys(enBorders).sort()).toEqual([...keys].sort());
  for (const key of keys) expect([key, places(enBorders[key])]).toEqual([key, places(nlBorders[key])]);
});

test('Dutch sentences of borders have at most 20 words and push nobody away', () => {
  const sentences = Object.values(nlBorders).flatMap((text) => text.split(/(?<=[.!?])\s+/));
  expect(sentences.filter((text) => text.split(/\s+/).length > 20)).toEqual([]);
  const banned =
    /\b(registr\w+|burgers?|gebruikers?|synchronis\w+|uploaden|dossier|ticket|cluster|polygoon|geometrie)\b/i;
  expect(sentences.filter((text) => banned.test(text))).toEqual([]);
});

test('areas and lengths are said as people say them', () => {
  expect(areaText(432)).toBe('430 m²');
  expect(areaText(31_800)).toBe('3,2 ha');
  expect(areaText(492_000)).toBe('49 ha');
  expect(lengthText(3)).toBe('10 m');
  expect(lengthText(1_240)).toBe('1,2 km');
});

test('a code that has no words is shown as it is', () => {
  expect(wordOr('flaw.crosses', 'flaw.other')).toBe('Hier kruisen lijnen elkaar.');
  expect(wordOr('flaw.sideways', 'flaw.other', { code: 'sideways' })).toBe('Dit kan zo niet (sideways).');
});
