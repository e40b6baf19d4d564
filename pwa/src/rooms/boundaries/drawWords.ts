/** The texts of the drawing screens, in the language on screen. A text that counts has two keys, `x.one` and `x.many`. */
import { filled, language } from '../../ground/words/words.svelte';
import type { placeFrom } from './drawPlaces';
import { enDraw } from './en-draw';
import { type DrawKey, nlDraw } from './nl-draw';

type CountKey = DrawKey extends infer K ? (K extends `${infer Stem}.many` ? Stem : never) : never;

/** The text of a key, with `{name}` places filled in. */
export function word(key: DrawKey, values: Record<string, string | number> = {}): string {
  return filled(language() === 'en' ? enDraw[key] : nlDraw[key], values);
}

/** The text of a count. */
export function words(stem: CountKey, n: number, values: Record<string, string | number> = {}): string {
  return word(`${stem}.${n === 1 ? 'one' : 'many'}` as DrawKey, { ...values, n });
}

/** The text of a code that the server may know and we do not: then a general one. */
export function coded(stem: 'draw.fault' | 'draw.warn' | 'draw.mended', code: string): string {
  const key = `${stem}.${code}`;
  return word((key in nlDraw ? key : `${stem}.other`) as DrawKey, { code });
}

/** Hectares as people say them: tenths below 10. */
export function hectares(area: number): string {
  const value = area / 10_000;
  return new Intl.NumberFormat(language(), { maximumFractionDigits: value < 10 ? 1 : 0 }).format(value);
}

/** "35e" in Dutch; a plain number elsewhere. */
export function ranked(rank: number): string {
  return language() === 'nl' ? `${rank}e` : String(rank);
}

/** Where a place lies in its buurt, in words. */
export function placeText({ from, neighbour, out }: ReturnType<typeof placeFrom>): string {
  if (!from) return word('draw.place-middle');
  const { value, unit, direction } = from;
  const values = { metres: `${value} ${unit}`, direction: word(`draw.${direction}`), buurt: neighbour ?? '' };
  if (neighbour) return word('draw.place-in', values);
  return word(out ? 'draw.place-out' : 'draw.place', values);
}
