/** Which walk a finding of now belongs to. Pure. */
import type { Walk } from '../../ground/api/types';
import { instantOf } from '../../ground/clock';

/** A walk is over so long after its last sign, also when nobody ended it; and begins to count so long before its start. */
export const EVENING = 12 * 3_600_000;

/** What this phone did about walks: whose screen was opened last, and which one it joined last and when (ms, by the server's clock). */
export interface Doing {
  opened?: string;
  joined?: string;
  at?: number;
}

/** Whether nobody walks it any more at this moment. */
export function isOver(walk: Walk, doing: Doing, at: number): boolean {
  const joined = doing.joined === walk.id ? (doing.at ?? 0) : 0;
  const sign = Math.max(instantOf(walk.started_at ?? walk.starts_at), joined);
  return walk.state === 'ended' || at > sign + EVENING;
}

/**
 * `at` is now by the server's clock: a phone's own may be a day wrong. Of the walks that this walker did not leave and that go on or begin within 12 hours: the one whose screen was opened last,
 * else one that goes on before one that is planned, else the latest.
 */
export function currentWalk(walks: readonly Walk[], doing: Doing, at: number): Walk | null {
  const rank = (walk: Walk) => (walk.id === doing.opened ? 2 : walk.state === 'planned' ? 0 : 1);
  const open = walks.filter(
    (walk) => !walk.left && !isOver(walk, doing, at) && instantOf(walk.starts_at) < at + EVENING,
  );
  open.sort((a, b) => rank(b) - rank(a) || instantOf(b.starts_at) - instantOf(a.starts_at));
  return open[0] ?? null;
}
