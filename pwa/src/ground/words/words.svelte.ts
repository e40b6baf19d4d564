/**
 * The texts of every screen. `nl.ts` is the source of the keys; other languages must have all of them.
 * The few of the first screen come with the app; `loadWords` brings the rest before another screen opens.
 *
 * Use: `t('outbox.waiting', { n: 2 })`. A text that counts has two keys, `x.one` and `x.many`: `tn('x', n)`.
 */
import { readSetting, writeSetting } from '../store/settings';
import type { nl } from './nl';
import { nlStart } from './nl-start';

export type Key = keyof typeof nl;
export type CountKey = Key extends infer K ? (K extends `${infer Stem}.many` ? Stem : never) : never;
export type Texts = Record<Key, string>;
export type Language = 'nl' | 'en';

/** In the order of the language chooser, each in its own words. */
export const languages: readonly { code: Language; name: string }[] = [
  { code: 'nl', name: 'Nederlands' },
  { code: 'en', name: 'English' },
];

const state = $state<{ language: Language; texts: Partial<Texts> }>({ language: 'nl', texts: nlStart });

let whole = false;

/** The language on screen now. */
export function language(): Language {
  return state.language;
}

/** The text of a key, with `{name}` places filled in. */
export function t(key: Key, values: Record<string, string | number> = {}): string {
  return filled(state.texts[key] ?? '', values);
}

/** A text with its `{name}` places filled in; for the few texts that a screen brings along itself. */
export function filled(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    return value === undefined ? whole : typeof value === 'number' ? count(value) : value;
  });
}

/** The text of a count: `stem.one` for 1, else `stem.many`; `{n}` is the count. */
export function tn(stem: CountKey, n: number, values: Record<string, string | number> = {}): string {
  return t(`${stem}.${n === 1 ? 'one' : 'many'}` as Key, { ...values, n });
}

/** The text in a `{nl, en}` pair of the catalogue for the language on screen. */
export function named(pair: { nl: string; en?: string | null }): string {
  return (state.language === 'en' && pair.en) || pair.nl;
}

/** Changes the language of every screen and remembers it on this phone. */
export async function setLanguage(next: Language): Promise<void> {
  if (next === 'en' || whole) state.texts = await textsOf(next);
  state.language = next;
  document.documentElement.lang = next;
  writeSetting('language', next);
}

/** Brings the texts of every screen; at once when they are here. The app awaits it before it opens a screen. */
export async function loadWords(): Promise<void> {
  if (whole) return;
  state.texts = await textsOf(state.language);
}

async function textsOf(which: Language): Promise<Texts> {
  const texts = which === 'en' ? (await import('./en')).en : (await import('./nl')).nl;
  whole = true;
  return texts;
}

/** At start: the remembered language, else the phone's own when we speak it, else Dutch. */
export async function startLanguage(): Promise<void> {
  const remembered = readSetting('language') ?? navigator.language.slice(0, 2);
  await setLanguage(remembered === 'en' ? 'en' : 'nl');
}

function count(value: number): string {
  return new Intl.NumberFormat(state.language).format(value);
}
