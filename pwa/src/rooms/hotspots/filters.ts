/**
 * What the reader wants to see on map and list. It stands in the address, so that a view can be shared and reloaded;
 * a position or a name never does. Pure.
 */
import { instantText } from '../../ground/clock';
import { type Theme, themeOf, themes } from '../../ground/ui/icons/markers';

export type Months = 1 | 6 | 12;
export type Light = 'all' | 'day' | 'dark';

export interface Filters {
  /** Empty: all themes. In the order of the tiles. */
  themes: Theme[];
  months: Months;
  light: Light;
  /** Kinds of proposals; empty: all. */
  kinds: string[];
}

export const monthChoices: readonly Months[] = [1, 6, 12];
export const lightChoices: readonly Light[] = ['all', 'day', 'dark'];
export const plainFilters: Filters = { themes: [], months: 6, light: 'all', kinds: [] };

const words: Record<Light, string> = { all: 'alles', day: 'overdag', dark: 'avond' };

/** Reads the filters from an address; what it does not know is the default. */
export function filtersFrom(search: string): Filters {
  const asked = new URLSearchParams(search);
  const chosen = (asked.get('thema') ?? '').split(',').flatMap((code) => themeOf(code) ?? []);
  return {
    themes: themes.filter((theme) => chosen.includes(theme)),
    months: monthChoices.find((months) => String(months) === asked.get('periode')) ?? plainFilters.months,
    light: lightChoices.find((light) => words[light] === asked.get('licht')) ?? plainFilters.light,
    kinds: (asked.get('maatregel') ?? '').split(',').filter((code) => /^[a-z0-9-]{1,40}$/.test(code)),
  };
}

/** The filters as the end of an address, with the question mark; empty for the defaults. */
export function addressOf(filters: Filters): string {
  const parts = [
    filters.themes.length > 0 ? `thema=${filters.themes.join(',')}` : '',
    filters.months === plainFilters.months ? '' : `periode=${filters.months}`,
    filters.light === plainFilters.light ? '' : `licht=${words[filters.light]}`,
    filters.kinds.length > 0 ? `maatregel=${filters.kinds.join(',')}` : '',
  ].filter(Boolean);
  return parts.length > 0 ? `?${parts.join('&')}` : '';
}

/** Midnight UTC `months` calendar months before `at` (ms UTC), as ms UTC. */
export function sinceOf(months: Months, at: number): number {
  const day = new Date(at);
  return Date.UTC(day.getUTCFullYear(), day.getUTCMonth() - months, day.getUTCDate());
}

/** Which findings the server counts for hotspots, and for a proposal made at one of them. */
export interface Question {
  since: string;
  daylight: Light;
  category?: Theme[];
}

/** The question of these filters; `at` in ms UTC. */
export function questionOf({ months, light, themes: chosen }: Filters, at: number): Question {
  const category = problemThemes(chosen);
  const since = instantText(sinceOf(months, at));
  return { since, daylight: light, ...(category.length > 0 ? { category } : {}) };
}

/** The themes that can make a hotspot; pearls and ideas never do. */
export function problemThemes(chosen: readonly Theme[]): Theme[] {
  return chosen.filter((theme) => theme !== 'parel' && theme !== 'idee');
}
