import { expect, test } from 'vitest';
import { enWalk } from './en-walk';
import { nlWalk, type WalkKey } from './nl-walk';

const places = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();
const keys = Object.keys(nlWalk) as WalkKey[];

test('every Dutch text of a walk exists in English and fills in the same things', () => {
  expect(Object.keys(enWalk).sort()).toEqual([...keys].sort());
  for (const key of keys) expect([key, places(enWalk[key])]).toEqual([key, places(nlWalk[key])]);
});

test('Dutch sentences of a walk have at most 20 words and push nobody away', () => {
  const sentences = Object.values(nlWalk).flatMap((text) => text.split(/(?<=[.!?])\s+/));
  expect(sentences.filter((text) => text.split(/\s+/).length > 20)).toEqual([]);
  const banned = /\b(registr\w+|burgers?|gebruikers?|synchronis\w+|uploaden|dossier|ticket|cluster)\b/i;
  expect(sentences.filter((text) => banned.test(text))).toEqual([]);
});
