/** The texts of places that stand out, in the language on screen. A text that counts has two keys, `x.one` and `x.many`. */
import { filled, language } from '../../ground/words/words.svelte';
import { enSpot } from './en-spot';
import { nlSpot, type SpotKey } from './nl-spot';

export type { SpotKey } from './nl-spot';

type CountKey = SpotKey extends infer K ? (K extends `${infer Stem}.many` ? Stem : never) : never;

/** The text of a key, with `{name}` places filled in. */
export function word(key: SpotKey, values: Record<string, string | number> = {}): string {
  return filled(language() === 'en' ? enSpot[key] : nlSpot[key], values);
}

/** The text of a count. */
export function words(stem: CountKey, n: number, values: Record<string, string | number> = {}): string {
  return word(`${stem}.${n === 1 ? 'one' : 'many'}` as SpotKey, { ...values, n });
}
