/** The words of a row: what, where and when, in the language on screen. */
import { nameOf } from '../../ground/catalogue/catalogue.svelte';
import { clockTime, dayText, now, sameDay } from '../../ground/clock';
import { directionTo, metresBetween, type Place, roundMetres } from '../../ground/map/where';
import type { Theme } from '../../ground/ui/icons/markers';
import { type Key, language, named, t, tn } from '../../ground/words/words.svelte';
import type { Row } from './list';

const minute = 60_000;
const day = 86_400_000;

/** The name of a theme, or of a photo without one. */
export function themeName(theme: Theme | null): string {
  const name = nameOf(theme);
  return name ? named(name) : t('theme.none');
}

/** The name of an item or group: the item's when the catalogue knows it, else the theme's. */
export function categoryName(category: string | null, theme: Theme | null): string {
  const name = nameOf(category);
  return name ? named(name) : themeName(theme);
}

/** When, as a neighbour says it: "net", "12 minuten geleden", "vandaag, 20:14", "gisteren, 20:14", "3 november, 20:14". */
export function whenText(at: number): string {
  const age = now() - at;
  const lang = language();
  if (!Number.isFinite(at)) return '';
  if (age >= 0 && age < 2 * minute) return t('time.now');
  if (age >= 0 && age < 60 * minute) return tn('time.minutes', Math.floor(age / minute));
  const time = clockTime(at, lang);
  if (sameDay(at, now())) return t('time.today', { time });
  if (sameDay(at, now() - day)) return t('time.yesterday', { time });
  return t('time.day-at', { day: dayText(at, lang), time });
}

/** How far and which way: "80 m, richting noord". */
export function awayText(from: Place, to: Place): string {
  const { value, unit } = roundMetres(metresBetween(from, to));
  const distance = t(unit === 'm' ? 'list.metres' : 'list.kilometres', { n: value });
  return t('list.away', { distance, direction: t(`direction.${directionTo(from, to)}` as Key) });
}

/** The second line of a row: where, when and what belongs to it. */
export function rowSentence(row: Row, here: Place | null): string {
  const parts = [here ? awayText(here, row.place) : '', whenText(row.at)];
  if (row.photos.length > 0) parts.push(t('list.photo'));
  return parts.filter(Boolean).join(' · ');
}
