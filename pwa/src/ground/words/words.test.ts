import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { en } from './en';
import { nl } from './nl';

const places = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();

describe('texts', () => {
  test('every Dutch key exists in English and no other does', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(nl).sort());
  });

  test('a text and its translation fill in the same things', () => {
    for (const key of Object.keys(nl) as (keyof typeof nl)[])
      expect([key, places(en[key])]).toEqual([key, places(nl[key])]);
  });

  test('Dutch sentences have at most 20 words, and 15 on average', () => {
    const sentences = Object.values(nl)
      .flatMap((text) => text.split(/(?<=[.!?])\s+/))
      .map((sentence) => ({ sentence, words: sentence.split(/\s+/).filter(Boolean).length }));
    expect(sentences.filter(({ words }) => words > 20)).toEqual([]);
    const average = sentences.reduce((sum, { words }) => sum + words, 0) / sentences.length;
    expect(average).toBeLessThanOrEqual(15);
  });

  test('words that push people away are not used', () => {
    const banned =
      /\b(registr\w+|burgers?|gebruikers?|synchronis\w+|uploaden|dossier|ticket|interventie|polygoon|heatmap|cluster)\b/i;
    expect(Object.entries(nl).filter(([, text]) => banned.test(text))).toEqual([]);
  });
});

describe('tokens', () => {
  const css = readFileSync('src/ground/ui/tokens.css', 'utf8');
  const block = (start: string) => {
    const from = css.indexOf('{', css.indexOf(start)) + 1;
    const lines = css
      .slice(from, css.indexOf('}', from))
      .replace(/\/\*.*?\*\//gs, '')
      .split('\n');
    return lines.map((line) => line.trim()).filter((line) => line.startsWith('--'));
  };

  test('night by hand and night by the phone look the same', () => {
    const byPhone = block(':root:not([data-theme="dag"])');
    expect(byPhone.length).toBeGreaterThan(40);
    expect(block(':root[data-theme="nacht"] {')).toEqual(byPhone);
  });
});
