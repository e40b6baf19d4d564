import { expect, test } from 'vitest';
import { coded, hectares } from './drawWords';
import { enDraw } from './en-draw';
import { nlDraw } from './nl-draw';

const places = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();

test('a text and its translation fill in the same things', () => {
  for (const [key, text] of Object.entries(nlDraw))
    expect([key, places(enDraw[key as keyof typeof nlDraw])]).toEqual([key, places(text)]);
});

test('Dutch sentences are short', () => {
  const sentences = Object.values(nlDraw).flatMap((text) => text.split(/(?<=[.!?])\s+/));
  expect(sentences.filter((sentence) => sentence.split(/\s+/).length > 20)).toEqual([]);
});

test('a code that nobody told us about still has a sentence', () => {
  expect(coded('draw.fault', 'too_small')).toContain('tuin');
  expect(coded('draw.fault', 'brand_new')).toContain('(brand_new)');
});

test('hectares are whole, but tenths where it is small', () => {
  expect(hectares(492_000)).toBe('49');
  expect(hectares(6_200)).toBe('0,6');
});
