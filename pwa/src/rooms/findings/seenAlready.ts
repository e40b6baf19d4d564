/**
 * Did somebody of the walk record this just now? Two neighbours who stand at the same lamp should make one case of it.
 * Pure; times in ms UTC, places in WGS84 degrees.
 */
import type { FindingFeature } from '../../ground/api/types';
import { type Group, groups, type Item } from '../../ground/catalogue/catalogue.svelte';
import { instantOf } from '../../ground/clock';
import { metresBetween, type Place } from '../../ground/map/where';

/** What is about to be recorded. */
export interface Draft {
  /** its own id, when it has one already */
  id?: string;
  /** group or item code */
  category: string | null | undefined;
  place: Place | null;
}

export interface SeenAlready {
  finding: FindingFeature;
  /** how far from the draft, in metres */
  away: number;
  /** how long ago, in ms; never below 0, whatever the clocks say */
  ago: number;
  /** a photo of it that the server holds */
  photo: string | null;
}

/** What the catalogue says nothing about: this near, and this short ago. */
export const NEAR = 25;
export const SHORT = 10 * 60_000;
const DAY = 86_400_000;

/**
 * The finding of somebody else that the draft is most likely about, or null: the same item, or the same group where one of
 * both names no item, within the item's duplicate radius and age. The nearest one, and of those the newest.
 */
export function seenAlready(
  draft: Draft,
  walkFindings: readonly FindingFeature[],
  now: number,
  catalogue: readonly Group[] = groups(),
): SeenAlready | null {
  const { category, place } = draft;
  if (!category || !place) return null;
  const near = walkFindings.flatMap((finding): SeenAlready[] => {
    const { properties: of, geometry } = finding;
    if (of.mine || of.id === draft.id) return [];
    const shared = sharedBy(category, of.category, catalogue);
    if (!shared) return [];
    const [lon = 0, lat = 0] = geometry.coordinates;
    const away = metresBetween(place, { lon, lat });
    const ago = Math.max(0, now - instantOf(of.observed_at));
    const { radius, age } = limitsOf(shared.item);
    if (away > radius || ago > age) return [];
    return [{ finding, away, ago, photo: of.photos.find(({ state }) => state === 'stored')?.id ?? null }];
  });
  return near.sort((a, b) => a.away - b.away || a.ago - b.ago)[0] ?? null;
}

function limitsOf(item: Item | null): { radius: number; age: number } {
  const told = item?.duplicate;
  return told ? { radius: told.metres, age: told.days * DAY } : { radius: NEAR, age: SHORT };
}

/** What two codes have in common: an item, or a group without one; null when they are of different things. */
function sharedBy(
  one: string,
  other: string | null | undefined,
  catalogue: readonly Group[],
): { item: Item | null } | null {
  const [a, b] = [known(one, catalogue), known(other, catalogue)];
  if (one === other) return { item: a?.item ?? null };
  if (!a || !b || a.group !== b.group || (a.item && b.item)) return null;
  return { item: a.item ?? b.item };
}

function known(code: string | null | undefined, catalogue: readonly Group[]) {
  for (const group of catalogue) {
    const item = group.items.find((one) => one.code === code) ?? null;
    if (item || group.code === code) return { group: group.code, item };
  }
  return null;
}
