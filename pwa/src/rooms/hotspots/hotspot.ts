/**
 * A hotspot as the screens show it: its rings, its facts in the order buren, schouwen, bevindingen, and its reasons. Pure.
 */
import type { HotspotFeature, HotspotProperties } from '../../ground/api/types';
import type { Ring } from '../../ground/map/plot';
import { circleAround } from '../../ground/map/where';
import { type Rung, rungOf } from '../../ground/ui/icons/rungs';
import type { SpotKey } from './spotWords';

/** Rings are never drawn smaller than this many metres: a place of three cells is still a place. */
const leastRadius = 28;

type LightWord = SpotKey & ('mostly-dark' | 'mostly-day' | 'day-and-dark');
export type Trend = 'more' | 'less' | 'same' | 'unknown';

/** The last part of an id, the peak's cell: short enough for an address and the same under every filter. */
export function slugOf(id: string): string {
  return id.split('|').at(-1) ?? id;
}

/**
 * The ring of a hotspot: the middle of its area and the circle with the same surface, at least 28 m. With the rungs of the
 * measures also the one that fits best.
 */
export function ringOf(hotspot: HotspotFeature, rungs?: Rungs): Ring | null {
  const circle = circleAround(hotspot.geometry);
  if (!circle) return null;
  const { id, name, measures } = hotspot.properties;
  // The far corners of square cells overstate a round place; 0.85 of the way is where the findings are.
  const radius = Math.max(leastRadius, circle.radius * 0.85);
  const fit = rungs ? bestFit(measures, rungs)?.rung : null;
  return { id, name, place: circle, radius, clear: hotspot.properties.class === 'clear', fit };
}

const trends: Record<string, Trend> = { up: 'more', down: 'less', same: 'same' };

/** The trend of a hotspot; unknown when there is too little to say. */
export function trendOf(trend: HotspotProperties['trend']): Trend {
  return trends[trend.direction] ?? 'unknown';
}

/** Which word fits the share of findings in the dark; `null` when nothing is known. */
export function lightWord(darkShare: number | null | undefined): LightWord | null {
  if (typeof darkShare !== 'number') return null;
  if (darkShare >= 2 / 3) return 'mostly-dark';
  return darkShare <= 1 / 3 ? 'mostly-day' : 'day-and-dark';
}

/** Voices in the dark and all of them; `null` when the server tells only the share. */
export function voicesByLight(of: HotspotProperties): { dark: number; all: number } | null {
  const { dark_voices: dark, voices_counted: all } = of as Partial<Record<string, unknown>>;
  return typeof dark === 'number' && typeof all === 'number' && all > 0 ? { dark, all } : null;
}

/** How well a measure fits, in words: the score is 0 to 1. The number itself says nothing to a reader. */
export function fitWord(score: number): SpotKey {
  if (score >= 0.6) return 'fits-best';
  return score >= 0.35 ? 'fits-well' : 'fits-also';
}

type Fit = HotspotProperties['measures'][number];
/** A measure that fits, with its rung. */
export type RungFit = Fit & { rung: Rung };

/** The heaviest rung that can be said to fit best: what is temporary and the camera never are. */
const heaviest = 5;
const mostShown = 5;

/** The fitting measures of which the rung is known, best first; a last resort behind all others. */
export function fitsOf(measures: readonly Fit[] | undefined, rungs: Rungs): RungFit[] {
  const known = (measures ?? []).flatMap((fit) => {
    const rung = rungOf(rungs.get(fit.kind)?.rung ?? 0);
    return rung ? [{ ...fit, rung }] : [];
  });
  return known.toSorted((a, b) => Number(a.rung > heaviest) - Number(b.rung > heaviest));
}
type Rungs = ReadonlyMap<string, { rung?: number }>;

/** The measure that fits best, for the board at a place; `null` when only a last resort would. */
export function bestFit(measures: readonly Fit[] | undefined, rungs: Rungs): RungFit | null {
  const [best] = fitsOf(measures, rungs);
  return best && best.rung <= heaviest ? best : null;
}

/** The few that fit best, the lightest first. */
export function lightestFirst(measures: readonly Fit[] | undefined, rungs: Rungs): RungFit[] {
  const few = fitsOf(measures, rungs).slice(0, mostShown);
  return few.toSorted((a, b) => a.rung - b.rung);
}
