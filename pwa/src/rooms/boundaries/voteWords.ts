/** What a vote gave, in plain words. `recognition` and `lower` are shares of 0 to 1; "almost" counts for half. */

import type { BuurtResult } from './borderDoors';
import { word, words } from './borderWords';

const z = 1.96;
/** From this many answers the lower bound is a promise; below it is a warning. */
const enough = 20;

/** The recognition of a border: yes counts whole, almost for half. Zero without answers. */
export function recognitionOf({
  n,
  yes = 0,
  almost = 0,
}: {
  n: number;
  yes?: number;
  almost?: number;
}): number {
  return n > 0 ? (yes + almost / 2) / n : 0;
}

/** Wilson's 95 % lower bound of a share among all, from `n` answers. */
export function wilsonLower(n: number, share: number): number {
  if (n === 0) return 0;
  const middle = share + (z * z) / (2 * n);
  const reach = z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  return Math.max(0, (middle - reach) / (1 + (z * z) / n));
}

const percent = (share: number): number => Math.round(share * 100);

/** The sentences of a result, the most important first. */
export function resultLines(result: BuurtResult): string[] {
  const { n, yes, almost = 0 } = result;
  if (n === 0) return [word('result.none')];
  if (yes === undefined) return [words('result.few', n)];
  const recognition = result.recognition ?? recognitionOf(result);
  const lower = result.lower ?? wilsonLower(n, recognition);
  return [
    words('result.yes', n, { yes }),
    ...(almost > 0 ? [words('result.almost', almost)] : []),
    word('result.score', { percent: percent(recognition) }),
    word(n >= enough ? 'result.sure' : 'result.unsure', { percent: percent(lower) }),
    ...comparedWith(result, recognition),
  ];
}

function comparedWith({ n, official, lift }: BuurtResult, recognition: number): string[] {
  if (!official) return [];
  const theirs = official.recognition ?? recognitionOf({ n, ...official });
  const points = percent(lift ?? recognition - theirs);
  const compared = points > 0 ? 'result.more' : points < 0 ? 'result.less' : 'result.same';
  return [word('result.official', { yes: official.yes, n }), word(compared, { points: Math.abs(points) })];
}
