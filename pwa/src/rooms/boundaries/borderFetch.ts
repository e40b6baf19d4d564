/** Asking what the screens of borders show: fresh, or the last answer kept with its time; and why there is nothing. */
import type { FeatureCollection } from 'geojson';
import type { BordersToo, Problem } from '../../ground/api/types';
import { askOrKept, borderDoor, groundName, type Known, keptAnswer } from '../../ground/map/kept';
import type { Buurt, Plot } from '../../ground/map/plot';
import type { BorderKey } from './borderWords';

/** Why there is nothing to show. */
export function troubleOf({ status }: Problem): BorderKey {
  if (status === 0) return 'state.no-signal';
  if (status === 401) return 'state.stranger';
  if (status === 403) return 'state.staff';
  return status === 404 || status === 410 ? 'state.gone' : 'state.failed';
}

/** What a door told, or why not. */
export type Told<T> = (Known<T> & { trouble: null }) | { data: null; trouble: BorderKey };

export async function told<T>(path: string): Promise<Told<T>> {
  const answer = await askOrKept<T>(path);
  return 'problem' in answer
    ? { data: null, trouble: troubleOf(answer.problem) }
    : { ...answer, trouble: null };
}

/** When an old answer came, in ms; null for a fresh one or none. */
export function sinceOf<T>(answer: Told<T> | null): number | null {
  return answer?.trouble === null && answer.old ? answer.at : null;
}

export type BorderGround = Pick<Plot, 'buurten' | 'ground' | 'base'>;

/** What lies under a map of borders: all buurten, the street plan and the base map. Empty when nothing is known. */
export async function loadGround(): Promise<BorderGround> {
  const [borders, plan] = await Promise.all([
    told<FeatureCollection & BordersToo>(borderDoor),
    keptAnswer<FeatureCollection>(groundName),
  ]);
  const buurten = (borders.data?.features ?? []) as Buurt[];
  const base = borders.data?.basemap ?? null;
  const path = borders.data?.ground;
  if (plan || !path) return { buurten, base, ground: plan?.data ?? null };
  const asked = await askOrKept<FeatureCollection>(path, groundName);
  return { buurten, base, ground: 'problem' in asked ? null : asked.data };
}

/** The name of a buurt, its code when nobody knows the name. */
export function nameOf(buurten: readonly Buurt[], code: string): string {
  return buurten.find(({ properties }) => properties.code === code)?.properties.name ?? code;
}

/** Buurten whose name holds the text, in order of name. */
export function buurtenWith(buurten: readonly Buurt[], text: string): Buurt[] {
  const wanted = text.trim().toLowerCase();
  return buurten
    .filter(({ properties }) => properties.name.toLowerCase().includes(wanted))
    .toSorted((a, b) => a.properties.name.localeCompare(b.properties.name, 'nl'));
}
