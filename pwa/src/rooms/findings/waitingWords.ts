/** What the outbox says about a finding or a deed that needs somebody. It comes along with the rows of the outbox. */
import { language } from '../../ground/words/words.svelte';

const nl = {
  'photo-left': 'Je telefoon is bijna vol. De foto wacht op ruimte.',
  'photo-smaller': 'Maak de foto kleiner',
} as const;

const en: Record<keyof typeof nl, string> = {
  'photo-left': 'Your phone is nearly full. The photo waits for room.',
  'photo-smaller': 'Make the photo smaller',
};

/** The text of a key in the language on screen. */
export function waitingWord(key: keyof typeof nl): string {
  return language() === 'en' ? en[key] : nl[key];
}
