/** Why the server does not take a proposal, in words for its maker. Pure. */
import type { Problem } from '../api/types';
import type { Key } from '../words/words.svelte';

/** A refusal as it is kept beside the proposal. */
export interface Refused {
  status: number;
  /** JSON pointers of the members that were at fault. */
  at: string[];
}

export function refusedBy({ status, faults }: Problem): Refused {
  return { status, at: faults.map(({ pointer }) => pointer) };
}

/** The reason in words. `gated`: it is a last resort, whose own list of points tells what the hotspot lacks. */
export function reasonOf({ status, at }: Refused, gated: boolean): Key {
  if (status === 403) return 'measure.refused-role';
  if (status === 409) return 'measure.refused-twice';
  if (at.some((pointer) => pointer.startsWith('/place'))) return 'measure.refused-place';
  return at.includes('/hotspot') && !gated ? 'measure.refused-hotspot' : 'measure.refused';
}
