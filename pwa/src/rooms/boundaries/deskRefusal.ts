/** How saving goes at the desk, and what a no means for its lines, pure. */
import type { Problem } from '../../ground/api/types';
import type { Flaw } from './borderDoors';

export type Saving = 'saved' | 'unsaved' | 'saving' | 'flawed' | 'offline';

/** Nothing was said about the lines: it can be tried again as it is. */
export function isAway({ status }: Problem): boolean {
  return status === 0 || status === 429 || status >= 500;
}

/** Somebody else saved in between. */
export function isMet({ status, code }: Problem): boolean {
  return status === 409 && code === 'changed_meanwhile';
}

/** What is wrong with the lines, in the words of the server. */
export function flawsOf({ code, faults }: Problem): Flaw[] {
  return faults.length > 0 ? faults.map((fault) => ({ ...fault }) as Flaw) : [{ code }];
}
