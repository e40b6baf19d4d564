/** What the outbox says about a drawn border on its way. It comes along with the rows of the outbox. */
import type { DeedKind } from '../../ground/store/database';
import { language } from '../../ground/words/words.svelte';

const nl = {
  drawing: 'Jouw tekening van de buurt',
  'drawing-right': 'Je tekening klopt zo',
  'drawing-back': 'Je tekening teruggetrokken',
  mend: 'Verbeter je tekening',
} as const;

const en: Record<keyof typeof nl, string> = {
  drawing: 'Your drawing of the neighbourhood',
  'drawing-right': 'Your drawing is right',
  'drawing-back': 'Your drawing taken back',
  mend: 'Mend your drawing',
};

/** Kinds of deeds that are about a drawing. */
export type DrawingDeed = Extract<DeedKind, keyof typeof nl>;

export function isDrawing(kind: DeedKind): kind is DrawingDeed {
  return kind in nl;
}

/** The text of a key in the language on screen. */
export function drawingWord(key: keyof typeof nl): string {
  return language() === 'en' ? en[key] : nl[key];
}
