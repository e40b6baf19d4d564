/** What one's own page says about drawings of buurten. It comes along with that page. */
import { language } from '../../ground/words/words.svelte';

const nl = {
  title: 'Jouw tekeningen',
  back: 'Trek mijn tekening terug',
  gone: 'Je tekening is teruggetrokken. Hij telt niet meer mee vanaf de volgende versie.',
  sure: 'Je tekening terugtrekken?',
  what: 'De buurt telt hem dan niet meer mee. Tekenen kan altijd opnieuw.',
  yes: 'Ja, trek terug',
  no: 'Nee, laat staan',
} as const;

const en: Record<keyof typeof nl, string> = {
  title: 'Your drawings',
  back: 'Take my drawing back',
  gone: 'Your drawing is taken back. It no longer counts from the next version on.',
  sure: 'Take your drawing back?',
  what: 'The neighbourhood no longer counts it then. You can always draw again.',
  yes: 'Yes, take it back',
  no: 'No, leave it',
};

/** The text of a key in the language on screen. */
export function word(key: keyof typeof nl): string {
  return language() === 'en' ? en[key] : nl[key];
}
