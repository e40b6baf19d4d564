/** What the outbox says about a drawing, a vote or a reaction to a border on its way. It comes along with the rows of the outbox. */
import type { DeedKind } from '../../ground/store/database';
import { language } from '../../ground/words/words.svelte';

const nl = {
  drawing: 'Jouw tekening van de buurt',
  'drawing-right': 'Je tekening klopt zo',
  'drawing-back': 'Je tekening terugtrekken',
  vote: 'Antwoord: herken je de grens?',
  reaction: 'Reactie op een grens',
  mend: 'Verbeter je tekening',
} as const;

const en: Record<keyof typeof nl, string> = {
  drawing: 'Your drawing of the neighbourhood',
  'drawing-right': 'Your drawing is right',
  'drawing-back': 'Taking back your drawing',
  vote: 'Answer: do you recognise the border?',
  reaction: 'Reaction to a border',
  mend: 'Mend your drawing',
};

/** Kinds of deeds that are about a border. */
export type BorderDeed = Extract<DeedKind, keyof typeof nl>;

export function isBorderDeed(kind: DeedKind): kind is BorderDeed {
  return kind in nl;
}

/** The text of a key in the language on screen. */
export function borderWord(key: keyof typeof nl): string {
  return language() === 'en' ? en[key] : nl[key];
}
