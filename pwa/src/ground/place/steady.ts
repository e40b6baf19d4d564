/**
 * From reports of the phone to a place to believe: impossible ones are refused, and of somebody who stands still the reports
 * of the last ten seconds are averaged. Pure. Lengths in metres, times in ms, places WGS84 degrees.
 */
import { type Fix, isUsable } from './fix';

/** Nobody on foot is faster, in metres per second: what says so is a jump of the phone. */
export const FASTEST = 8;
/** Below this speed, in metres per second, somebody stands. */
export const STANDING = 0.5;
/** Reports older than this say nothing about now, in ms. */
export const WINDOW = 10_000;
/** After so long without a report somebody may have come by car, in ms: then no distance is a jump. */
const PAUSE = 60_000;
/** So many refused reports, over so long (ms), that agree with one another are right: it was the believed one that was wrong. */
const AGREEING = 3;
const AGREED_FOR = 4_000;

/** Reports that were believed, oldest first, and the place they give together. */
export interface Track {
  fixes: readonly Fix[];
  /** the latest report as the phone gave it */
  raw: Fix | null;
  /** what to use: the weighted mean when standing, else the latest report */
  steady: Fix | null;
  /** reports refused as jumps since, that agree with one another */
  refused: readonly Fix[];
}

export const nowhere: Track = { fixes: [], raw: null, steady: null, refused: [] };

/** The track with one more report, or the same place when that report cannot be. */
export function withReport(track: Track, fix: Fix): Track {
  if (!isUsable(fix)) return track;
  if (!track.raw || !isJump(track.raw, fix)) return of([...track.fixes, fix], fix);
  const last = track.refused.at(-1);
  const refused = last && !isJump(last, fix) ? [...track.refused, fix] : [fix];
  const agree = refused.length >= AGREEING && fix.at - (refused[0]?.at ?? fix.at) >= AGREED_FOR;
  return agree ? of(refused, fix) : { ...track, refused };
}

function of(reports: readonly Fix[], last: Fix): Track {
  const fixes = reports.filter((one) => one === last || Math.abs(last.at - one.at) < WINDOW);
  return { fixes, raw: last, steady: isStanding(fixes) ? mean(fixes) : last, refused: [] };
}

/** Faster than anybody walks, even when both reports were as wrong as they said they might be. */
function isJump(from: Fix, to: Fix): boolean {
  if (to.at - from.at > PAUSE) return false;
  const seconds = Math.max(to.at - from.at, 1_000) / 1_000;
  const beyond = metres(from, to) - from.accuracy - to.accuracy;
  return beyond / seconds > FASTEST;
}

/** Whether the last ten seconds show no walking; the phone's own speed counts when it tells one. */
function isStanding(fixes: readonly Fix[]): boolean {
  const [first, last] = [fixes[0], fixes.at(-1)];
  if (!first || !last || fixes.length < 2) return false;
  if (last.speed !== undefined) return last.speed < STANDING;
  const seconds = (last.at - first.at) / 1_000;
  return seconds > 0 && metres(first, last) / seconds < STANDING;
}

/** Weighted by 1/accuracy². Its accuracy is that of the best report: errors of one phone go together and do not average out. */
function mean(fixes: readonly Fix[]): Fix {
  let [weight, lon, lat] = [0, 0, 0];
  let newest = fixes[0] as Fix;
  let accuracy = Number.POSITIVE_INFINITY;
  for (const fix of fixes) {
    const share = 1 / Math.max(1, fix.accuracy) ** 2;
    weight += share;
    lon += share * fix.lon;
    lat += share * fix.lat;
    accuracy = Math.min(accuracy, fix.accuracy);
    if (fix.at >= newest.at) newest = fix;
  }
  return { lon: lon / weight, lat: lat / weight, accuracy, at: newest.at };
}

/** Good to 0.2 % within a city. */
function metres(from: Fix, to: Fix): number {
  const perDegree = 111_320;
  const shrink = Math.cos((((from.lat + to.lat) / 2) * Math.PI) / 180);
  return Math.hypot((to.lon - from.lon) * perDegree * shrink, (to.lat - from.lat) * perDegree);
}
