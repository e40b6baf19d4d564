/** The texts around a finding just made, in the language on screen. They come along with the parts that say them. */
import { filled, language } from '../../ground/words/words.svelte';
import { enAfter } from './en-after';
import { type AfterKey, nlAfter } from './nl-after';

/** The text of a key, with `{name}` places filled in. */
export function word(key: AfterKey, values: Record<string, string | number> = {}): string {
  return filled(language() === 'en' ? enAfter[key] : nlAfter[key], values);
}
