/**
 * Which cells somebody walked, from one fix to the next. Pure, and without times: when somebody was where is forgotten
 * as soon as the next fix comes.
 */
import type { Fix } from '../../ground/place/fix';
import { type Cell, type Frame, type Metres, metresOf } from './frame';

/** Worse fixes could lie in another street. Metres. */
const WORST = 30;
/** Further apart than this, in metres or ms, nobody knows how somebody went. */
const GAP_M = 100;
const GAP_MS = 60_000;
/** Looks at a step this often, in metres. */
const PACE = 10;
/** Standing still trembles; only steps longer than this count as walked. Metres. */
const STEP = 8;
/** So near to where somebody began or stopped nothing is told: there may be their home. Metres. */
const HOME = 100;

export interface Track {
  /** "ix iy" of every cell, each once */
  cells: ReadonlySet<string>;
  /** metres walked so far */
  metres: number;
  /** where the last step ended; never kept on disk */
  last: { at: number; place: Metres } | null;
  /** where the first and the latest step were; they never leave the phone, and go when the walker answered */
  ends: readonly [Metres, Metres] | null;
}

export const noTrack: Track = { cells: new Set(), metres: 0, last: null, ends: null };

const keyAt = (frame: Frame, [x, y]: Metres): string =>
  `${Math.floor(x / frame.cell)} ${Math.floor(y / frame.cell)}`;

/** The track with one more fix; the same one when the fix adds nothing. */
export function walkedOn(track: Track, frame: Frame, fix: Fix): Track {
  if (fix.accuracy > WORST || (track.last && fix.at <= track.last.at)) return track;
  const place = metresOf(frame, fix);
  const { last } = track;
  const step = last ? Math.hypot(place[0] - last.place[0], place[1] - last.place[1]) : 0;
  if (last && step < STEP) return track;
  const joined = last !== null && step <= GAP_M && fix.at - last.at <= GAP_MS;
  const from = joined ? last.place : place;
  const cells = new Set(track.cells);
  const parts = Math.max(1, Math.ceil(step / PACE));
  for (let part = joined ? 0 : parts; part <= parts; part++) {
    const share = part / parts;
    cells.add(keyAt(frame, [from[0] + (place[0] - from[0]) * share, from[1] + (place[1] - from[1]) * share]));
  }
  const ends = [track.ends?.[0] ?? place, place] as const;
  return { cells, metres: track.metres + (joined ? step : 0), last: { at: fix.at, place }, ends };
}

/** The cells that may be told: without those near where somebody began and where they stopped, whenever they passed there. */
export function trimmed({ cells, ends }: Track, frame: Frame): Cell[] {
  const far = ([ix, iy]: Cell) =>
    ends?.every(([x, y]) => Math.hypot((ix + 0.5) * frame.cell - x, (iy + 0.5) * frame.cell - y) > HOME);
  return cellsOf(cells).filter(far);
}

/** Cells as the server takes them. */
export function cellsOf(keys: Iterable<string>): Cell[] {
  return [...keys].map((key) => {
    const [ix = 0, iy = 0] = key.split(' ').map(Number);
    return [ix, iy];
  });
}
