/** What one's own page says about drawings of buurten. It comes along with that page. */
import { filled, language } from '../../ground/words/words.svelte';

const nl = {
  title: 'Jouw tekeningen',
  back: 'Trek mijn tekening terug',
  gone: 'Je tekening is teruggetrokken. Hij telt niet meer mee vanaf de volgende versie.',
  waits: 'Je tekening terugtrekken wacht op bereik. Tot dan telt hij nog mee.',
  stuck: 'Je tekening terugtrekken lukte niet. Kijk bij Te verzenden.',
  counts: 'Je lijn telt mee in versie {n}.',
  'counts-new': 'Nieuw: je lijn telt mee in versie {n}.',
  sure: 'Je tekening terugtrekken?',
  what: 'De buurt telt hem dan niet meer mee. Tekenen kan altijd opnieuw.',
  yes: 'Ja, trek terug',
  no: 'Nee, laat staan',
} as const;

const en: Record<keyof typeof nl, string> = {
  title: 'Your drawings',
  back: 'Take my drawing back',
  gone: 'Your drawing is taken back. It no longer counts from the next version on.',
  waits: 'Taking back your drawing waits for signal. Until then it still counts.',
  stuck: 'Taking back your drawing did not work. Look at To send.',
  counts: 'Your line counts in version {n}.',
  'counts-new': 'New: your line counts in version {n}.',
  sure: 'Take your drawing back?',
  what: 'The neighbourhood no longer counts it then. You can always draw again.',
  yes: 'Yes, take it back',
  no: 'No, leave it',
};

/** The text of a key in the language on screen. */
export function word(key: keyof typeof nl, values: Record<string, string | number> = {}): string {
  return filled(language() === 'en' ? en[key] : nl[key], values);
}
