import { expect, test } from 'vitest';
import type { BuurtResult } from './borderDoors';
import { recognitionOf, resultLines, wilsonLower } from './voteWords';

const result = (over: Partial<BuurtResult> = {}): BuurtResult => ({
  buurt: 'A',
  n: 34,
  yes: 27,
  almost: 4,
  no: 3,
  recognition: recognitionOf({ n: 34, yes: 27, almost: 4 }),
  lower: wilsonLower(34, recognitionOf({ n: 34, yes: 27, almost: 4 })),
  ...over,
});

test('the lower bound is Wilson’s: known values, and never below zero', () => {
  expect(wilsonLower(20, 0.7)).toBeCloseTo(0.481, 3);
  expect(wilsonLower(20, 0.75)).toBeCloseTo(0.531, 3);
  expect(wilsonLower(100, 0.5)).toBeCloseTo(0.4038, 4);
  expect(wilsonLower(10, 0)).toBe(0);
  expect(wilsonLower(0, 0.9)).toBe(0);
});

test('almost counts for half', () => {
  expect(recognitionOf({ n: 10, yes: 4, almost: 2 })).toBe(0.5);
  expect(recognitionOf({ n: 0, yes: 0, almost: 0 })).toBe(0);
});

test('a result is told in people first, then in per cents, then against the official border', () => {
  const official = { yes: 14, almost: 6, no: 14, recognition: 0.5, lower: 0.34 };
  expect(resultLines(result({ official, lift: 0.353 }))).toEqual([
    '27 van 34 buren herkennen deze grens.',
    '4 buren zeggen: bijna.',
    'Herkenning 85 %. Bijna telt voor de helft.',
    'Bij alle buren is dat vrijwel zeker 70 % of meer.',
    'De officiële grens: 14 van 34.',
    'Deze grens krijgt 35 punten meer dan de officiële.',
  ]);
});

test('few answers are told as few, a worse border as worse, and none as none', () => {
  const few = resultLines(result({ n: 12, yes: 10, almost: 0, no: 2, recognition: 5 / 6, lower: 0.552 }));
  expect(few).toContain('Met zo weinig antwoorden kan het ook 55 % zijn.');
  const official = { yes: 34, almost: 0, no: 0, recognition: 1, lower: 0.9 };
  expect(resultLines(result({ official })).at(-1)).toBe('De officiële grens krijgt 15 punten meer dan deze.');
  expect(resultLines({ buurt: 'A', n: 7, official: null, lift: null })).toEqual([
    '7 buren gaven antwoord. Vanaf 10 laten we de uitslag zien.',
  ]);
  expect(resultLines(result({ n: 0, yes: 0, almost: 0, no: 0 }))).toEqual(['Nog niemand gaf antwoord.']);
});
