import { expect, test } from 'vitest';
import { enSpot } from './en-spot';
import { nlSpot, type SpotKey } from './nl-spot';

const places = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();
const keys = Object.keys(nlSpot) as SpotKey[];

test('every Dutch text of a place exists in English and fills in the same things', () => {
  expect(Object.keys(enSpot).sort()).toEqual([...keys].sort());
  for (const key of keys) expect([key, places(enSpot[key])]).toEqual([key, places(nlSpot[key])]);
});

test('Dutch sentences of a place have at most 20 words and push nobody away', () => {
  const sentences = Object.values(nlSpot).flatMap((text) => text.split(/(?<=[.!?])\s+/));
  expect(sentences.filter((text) => text.split(/\s+/).length > 20)).toEqual([]);
  const banned = /\b(registr\w+|burgers?|gebruikers?|synchronis\w+|uploaden|dossier|ticket|cluster)\b/i;
  expect(sentences.filter((text) => banned.test(text))).toEqual([]);
});

test('no text tells the share of false places as the chance that one place is false', () => {
  const texts = [...Object.values(nlSpot), ...Object.values(enSpot)];
  expect(texts.filter((text) => /kans|chance of/i.test(text))).toEqual([]);
  expect(nlSpot['how-q-clear']).toContain('1 op de {n} toeval');
});
