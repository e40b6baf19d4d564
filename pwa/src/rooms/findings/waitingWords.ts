/** What the outbox says about a finding or a deed that needs somebody. It comes along with the rows of the outbox. */
import { language } from '../../ground/words/words.svelte';

const nl = {
  'photo-left': 'Je telefoon is bijna vol. De foto wacht op ruimte.',
  'photo-smaller': 'Maak de foto kleiner',
  fault: 'Het lukt bij ons nu even niet.',
  two: 'Er zijn twee versies. Welke is goed?',
  mine: 'Deze, van mijn telefoon',
  theirs: 'Die al binnen is',
  both: 'Beide houden',
  other: 'Wij konden dit niet aannemen. Probeer het later nog eens.',
} as const;

const en: Record<keyof typeof nl, string> = {
  'photo-left': 'Your phone is nearly full. The photo waits for room.',
  'photo-smaller': 'Make the photo smaller',
  fault: 'It does not work on our side just now.',
  two: 'There are two versions. Which is right?',
  mine: 'This one, of my phone',
  theirs: 'The one that came in',
  both: 'Keep both',
  other: 'We could not take this. Try again later.',
};

/** The text of a key in the language on screen. */
export function waitingWord(key: keyof typeof nl): string {
  return language() === 'en' ? en[key] : nl[key];
}
