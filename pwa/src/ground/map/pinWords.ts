/** What a pin says that went to a front by itself. */
import { filled, language } from '../words/words.svelte';

const nl = {
  front: 'De speld staat nu bij de gevel, {n} m verder.',
  bench: 'De speld staat nu bij het bankje, {n} m verder.',
  lamp: 'De speld staat nu bij de lantaarn, {n} m verder.',
  bin: 'De speld staat nu bij de afvalbak, {n} m verder.',
  exact: 'Toch precies hier',
} as const;

const en: Record<keyof typeof nl, string> = {
  front: 'The pin now stands at the house front, {n} m away.',
  bench: 'The pin now stands at the bench, {n} m away.',
  lamp: 'The pin now stands at the lamp, {n} m away.',
  bin: 'The pin now stands at the bin, {n} m away.',
  exact: 'No, exactly here',
};

/** The text of a key in the language on screen. */
export function pinWord(key: keyof typeof nl, metres = 0): string {
  return filled(language() === 'en' ? en[key] : nl[key], { n: Math.max(1, metres) });
}
