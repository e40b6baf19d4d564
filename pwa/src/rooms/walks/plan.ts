/** Planning walks, for the wijknetwerker: coming in by a link, the walks with their codes, a new one, its invitation. */
import type { FeatureCollection } from 'geojson';
import { type Answer, ask } from '../../ground/api/client';
import type { BuurtProperties, NewWalk, PlannedWalk, Problem } from '../../ground/api/types';
import { clockTime, dayText, instantOf, now, serverNow } from '../../ground/clock';
import { askOrKept, borderDoor } from '../../ground/map/kept';
import { language } from '../../ground/words/words.svelte';
import { EVENING } from '../people/currentWalk';
import { spacedCode } from './join';
import { type PlanKey, word } from './planWords';

/** The staff token behind the # of a link, or null. */
export function tokenOf(hash: string): string | null {
  return /^#([\w-]{16,200})$/.exec(hash)?.[1] ?? null;
}

/** Trades the token for the browser's cookie. */
export function enter(token: string): Promise<Answer<void>> {
  return ask<void>('/api/enter', { method: 'POST', json: { token } });
}

export function plannedWalks(): Promise<Answer<{ walks: PlannedWalk[] }>> {
  return ask<{ walks: PlannedWalk[] }>('/api/walks');
}

export interface BuurtName {
  code: string;
  name: string;
}

/** Names of all buurten in order, or of `own` alone; empty when they are not known. */
export async function buurtNames(own: string | null): Promise<BuurtName[]> {
  const borders = await askOrKept<FeatureCollection<never, BuurtProperties>>(borderDoor);
  if ('problem' in borders) return [];
  return borders.data.features
    .map(({ properties: { code, name } }) => ({ code, name }))
    .filter(({ code }) => own === null || code === own)
    .toSorted((a, b) => a.name.localeCompare(b.name, 'nl'));
}

/** Walks to come first, the next one on top; then those that are over, the last one on top. */
export function inOrder(walks: readonly PlannedWalk[]): PlannedWalk[] {
  const at = (walk: PlannedWalk) => instantOf(walk.starts_at);
  const coming = walks.filter((walk) => !isOver(walk)).toSorted((a, b) => at(a) - at(b));
  return [...coming, ...walks.filter(isOver).toSorted((a, b) => at(b) - at(a))];
}

export function isOver(walk: PlannedWalk): boolean {
  return walk.state === 'ended' || instantOf(walk.starts_at) + EVENING < serverNow();
}

/** What the form holds: texts as the fields give them. */
export interface Filled {
  title: string;
  buurt: string;
  /** `YYYY-MM-DD` */
  day: string;
  /** `HH:MM` */
  time: string;
  place: string;
  organiser: string;
  /** group codes; none is all */
  themes: string[];
}

const two = (n: number): string => String(n).padStart(2, '0');
const dayOf = (date: Date): string =>
  `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;

/** An empty form: today at half past seven in the evening. */
export function emptyForm(buurt: string): Filled {
  return {
    title: '',
    buurt,
    day: dayOf(new Date(now())),
    time: '19:30',
    place: '',
    organiser: '',
    themes: [],
  };
}

/** A day and a time on this phone's clock as an RFC 3339 text with its offset; null when one of them is no day or time. */
export function momentText(day: string, time: string): string | null {
  const at = new Date(`${day}T${time}`);
  if (!day || !time || Number.isNaN(at.getTime())) return null;
  const ahead = -at.getTimezoneOffset();
  const offset = `${two(Math.trunc(Math.abs(ahead) / 60))}:${two(Math.abs(ahead) % 60)}`;
  return `${dayOf(at)}T${two(at.getHours())}:${two(at.getMinutes())}:00${ahead < 0 ? '-' : '+'}${offset}`;
}

export type Field = 'title' | 'buurt' | 'when' | 'place' | 'organiser' | 'form';
/** What is wrong at each field; `form` is what belongs to none. */
export type Wrong = Partial<Record<Field, PlanKey>>;

/** Plans the walk; else what is wrong, everything at once. */
export async function planWalk(form: Filled): Promise<{ walk: PlannedWalk } | { wrong: Wrong }> {
  const starts_at = momentText(form.day, form.time);
  const missing: Wrong = {
    ...(form.title.trim() ? {} : { title: 'fault.title' }),
    ...(form.buurt ? {} : { buurt: 'fault.buurt' }),
    ...(starts_at ? {} : { when: 'fault.when' }),
  };
  if (!starts_at || Object.keys(missing).length > 0) return { wrong: missing };
  const place = form.place.trim();
  const organiser = form.organiser.trim();
  const json: NewWalk = {
    title: form.title.trim(),
    buurt: form.buurt,
    starts_at,
    ...(place ? { meeting_point: place } : {}),
    ...(organiser ? { organiser } : {}),
    ...(form.themes.length > 0 ? { themes: form.themes } : {}),
  };
  const answer = await ask<PlannedWalk>('/api/walks', { method: 'POST', json });
  return answer.ok ? { walk: answer.data } : { wrong: wrongIn(answer.problem) };
}

const fields: Record<string, Field> = {
  '/title': 'title',
  '/buurt': 'buurt',
  '/starts_at': 'when',
  '/meeting_point': 'place',
  '/organiser': 'organiser',
};

/** A refusal of the server, sorted by field. */
export function wrongIn(problem: Problem): Wrong {
  if (problem.status === 0) return { form: 'no-signal' };
  if (problem.status === 401) return { form: 'for-staff' };
  if (problem.status === 403) return { buurt: 'fault.own-buurt' };
  if (problem.status === 429) return { form: 'too-many' };
  if (problem.faults.length === 0) return { form: 'fault.server' };
  const wrong: Wrong = {};
  for (const { pointer, code } of problem.faults) {
    const field = fields[pointer] ?? 'form';
    wrong[field] ??= wordFor(field, code);
  }
  return wrong;
}

function wordFor(field: Field, code: string): PlanKey {
  if (code === 'too_long') return 'fault.too-long';
  if (code === 'unknown_buurt') return 'fault.unknown-buurt';
  if (field === 'when') return 'fault.when';
  if (code === 'missing' && field === 'title') return 'fault.title';
  return code === 'missing' && field === 'buurt' ? 'fault.buurt' : 'fault.other';
}

/** "12 maart, 19:30" on this phone's clock. */
export function whenText(walk: PlannedWalk): string {
  const at = instantOf(walk.starts_at);
  return word('at', { day: dayText(at, language()), time: clockTime(at, language()) });
}

/** A text for a message to neighbours. `site` = scheme and host of this app. */
export function invitation(walk: PlannedWalk, site: string): string {
  const parts = [
    word('invite', { title: walk.title, when: whenText(walk) }),
    walk.meeting_point ? word('invite-meeting', { place: walk.meeting_point }) : '',
    word('invite-link', { link: site + walk.join_path, site, code: spacedCode(walk.code) }),
  ];
  return parts.filter(Boolean).join('\n');
}
