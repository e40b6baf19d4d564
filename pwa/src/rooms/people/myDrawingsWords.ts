/** What one's own page says about drawings of buurten. It comes along with that page. */
import { filled, language } from '../../ground/words/words.svelte';

const nl = {
  title: 'Jouw tekeningen',
  back: 'Trek mijn tekening terug',
  gone: 'Je tekening is teruggetrokken. Stond hij al in de lijn van de buurt, dan is hij eruit vanaf de volgende versie, uiterlijk na 30 dagen.',
  waits: 'Je tekening terugtrekken wacht op bereik. Tot dan telt hij nog mee.',
  stuck: 'Je tekening terugtrekken lukte niet. Kijk bij Te verzenden.',
  'gone-counts': 'Die tekening is teruggetrokken. Je eerdere tekening van deze buurt telt nog mee.',
  awaits: 'Wacht op jouw ja. Tot dan telt deze lijn niet mee.',
  said: 'Je zei dat hij klopt. Dat gaat mee zodra er bereik is.',
  judge: 'Kijk of het klopt',
  'what-awaits': 'Deze tekening telt nog niet mee. Ze gaat weg. Tekenen kan altijd opnieuw.',
  'what-later': 'Alleen deze tekening gaat weg. Je eerdere tekening van deze buurt blijft meetellen.',
  counts: 'Je lijn telt mee in versie {n}.',
  'counts-new': 'Nieuw: je lijn telt mee in versie {n}.',
  sure: 'Je tekening terugtrekken?',
  what: 'Je lijn telt dan niet meer mee. Staat hij al in de lijn van de buurt, dan is hij eruit vanaf de volgende versie, uiterlijk na 30 dagen. Tekenen kan altijd opnieuw.',
  yes: 'Ja, trek terug',
  no: 'Nee, laat staan',
} as const;

const en: Record<keyof typeof nl, string> = {
  title: 'Your drawings',
  back: 'Take my drawing back',
  gone: 'Your drawing is taken back. If it was in the line of the neighbourhood, it leaves with the next version, after 30 days at the latest.',
  waits: 'Taking back your drawing waits for signal. Until then it still counts.',
  stuck: 'Taking back your drawing did not work. Look at To send.',
  'gone-counts': 'That drawing is taken back. Your earlier drawing of this neighbourhood still counts.',
  awaits: 'Waits for your yes. Until then this line does not count.',
  said: 'You said it is right. That is sent as soon as there is signal.',
  judge: 'See whether it is right',
  'what-awaits': 'This drawing does not count yet. It goes away. You can always draw again.',
  'what-later': 'Only this drawing goes away. Your earlier drawing of this neighbourhood keeps counting.',
  counts: 'Your line counts in version {n}.',
  'counts-new': 'New: your line counts in version {n}.',
  sure: 'Take your drawing back?',
  what: 'Your line no longer counts then. If it is in the line of the neighbourhood, it leaves with the next version, after 30 days at the latest. You can always draw again.',
  yes: 'Yes, take it back',
  no: 'No, leave it',
};

/** The text of a key in the language on screen. */
export function word(key: keyof typeof nl, values: Record<string, string | number> = {}): string {
  return filled(language() === 'en' ? en[key] : nl[key], values);
}
