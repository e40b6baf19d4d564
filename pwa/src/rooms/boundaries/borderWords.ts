/** The texts of the screens of borders, in the language on screen. A text that counts has two keys, `x.one` and `x.many`. */
import { filled, language } from '../../ground/words/words.svelte';
import { enBorders } from './en-borders';
import { type BorderKey, nlBorders } from './nl-borders';

export type { BorderKey } from './nl-borders';
export type BorderCount = BorderKey extends infer K ? (K extends `${infer Stem}.many` ? Stem : never) : never;

/** The text of a key, with `{name}` places filled in. */
export function word(key: BorderKey, values: Record<string, string | number> = {}): string {
  return filled(language() === 'en' ? enBorders[key] : nlBorders[key], values);
}

/** The text of a count. */
export function words(stem: BorderCount, n: number, values: Record<string, string | number> = {}): string {
  return word(`${stem}.${n === 1 ? 'one' : 'many'}` as BorderKey, { ...values, n });
}

/** The text of a code the server told, or of `other` when we have no words for it. */
export function wordOr(key: string, other: BorderKey, values: Record<string, string | number> = {}): string {
  return word(key in nlBorders ? (key as BorderKey) : other, values);
}

/** An area as people say it: square metres below a tenth of a hectare, then hectares. */
export function areaText(m2: number): string {
  if (m2 < 1_000) return word('area.m2', { n: Math.round(m2 / 10) * 10 });
  const ha = m2 / 10_000;
  return word('area.ha', { n: ha < 10 ? Math.round(ha * 10) / 10 : Math.round(ha) });
}

/** A length as people say it. */
export function lengthText(metres: number): string {
  if (metres < 995) return `${Math.max(10, Math.round(metres / 10) * 10)} m`;
  const km = new Intl.NumberFormat(language(), { maximumFractionDigits: 1 }).format(metres / 1_000);
  return `${km} km`;
}
