/**
 * A hotspot as the screens show it: its rings, its facts in the order buren, schouwen, bevindingen, and its reasons. Pure.
 */
import type { HotspotFeature, HotspotProperties } from '../../ground/api/types';
import type { Ring } from '../../ground/map/plot';
import { circleAround } from '../../ground/map/where';
import type { Key } from '../../ground/words/words.svelte';

/** Rings are never drawn smaller than this many metres: a place of three cells is still a place. */
const leastRadius = 28;

export type Trend = 'more' | 'less' | 'same' | 'unknown';

/** The last part of an id, the peak's cell: short enough for an address and the same under every filter. */
export function slugOf(id: string): string {
  return id.split('|').at(-1) ?? id;
}

/** The ring of a hotspot: the middle of its area and the circle with the same surface, at least 28 m. */
export function ringOf(hotspot: HotspotFeature): Ring | null {
  const circle = circleAround(hotspot.geometry);
  if (!circle) return null;
  const { id, name } = hotspot.properties;
  // The far corners of square cells overstate a round place; 0.85 of the way is where the findings are.
  const radius = Math.max(leastRadius, circle.radius * 0.85);
  return { id, name, place: circle, radius, clear: hotspot.properties.class === 'clear' };
}

const trends: Record<string, Trend> = { up: 'more', down: 'less', same: 'same' };

/** The trend of a hotspot; unknown when there is too little to say. */
export function trendOf(trend: HotspotProperties['trend']): Trend {
  return trends[trend.direction] ?? 'unknown';
}

/** Which word fits the share of findings in the dark; `null` when nothing is known. */
export function lightWord(darkShare: number | null | undefined): Key | null {
  if (typeof darkShare !== 'number') return null;
  if (darkShare >= 2 / 3) return 'hotspot.mostly-dark';
  return darkShare <= 1 / 3 ? 'hotspot.mostly-day' : 'hotspot.day-and-dark';
}

/** How well a measure fits, in words; `best` is the highest score of the place. The number itself says nothing to a reader. */
export function fitWord(score: number, best: number): Key {
  if (score >= best) return 'hotspot.fits-best';
  return score >= best / 2 ? 'hotspot.fits-well' : 'hotspot.fits-also';
}
