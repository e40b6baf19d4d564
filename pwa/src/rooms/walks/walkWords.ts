/** The texts of the screens of a walk, in the language on screen. A text that counts has two keys, `x.one` and `x.many`. */
import { filled, language } from '../../ground/words/words.svelte';
import { enWalk } from './en-walk';
import { nlWalk, type WalkKey } from './nl-walk';

type CountKey = WalkKey extends infer K ? (K extends `${infer Stem}.many` ? Stem : never) : never;

/** The text of a key, with `{name}` places filled in. */
export function word(key: WalkKey, values: Record<string, string | number> = {}): string {
  return filled(language() === 'en' ? enWalk[key] : nlWalk[key], values);
}

/** The text of a count. */
export function words(stem: CountKey, n: number, values: Record<string, string | number> = {}): string {
  return word(`${stem}.${n === 1 ? 'one' : 'many'}` as WalkKey, { ...values, n });
}
