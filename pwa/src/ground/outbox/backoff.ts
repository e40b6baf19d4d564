/** When to try again, and what an answer means for the thing that was sent. Pure. */

/** Longest wait between two attempts, in seconds. Attempts never stop. */
export const LONGEST = 300;

/**
 * Milliseconds to wait after `attempts` failures in a row (1 for the first): full jitter over
 * 2^attempts seconds, at most 300. What the server asks for with Retry-After is the least.
 */
export function waitAfter(attempts: number, retryAfter = 0, random: () => number = Math.random): number {
  const ceiling = Math.min(2 ** Math.max(1, attempts), LONGEST);
  return Math.round(1000 * Math.max(random() * ceiling, retryAfter));
}

export type Verdict = 'retry' | 'pause' | 'needs_attention' | 'conflict' | 'withdrawn';

/** What a refusal means. Everything that is not clearly ours to mend is tried again, as is what was damaged on its way. */
export function verdictOf(status: number, code = ''): Verdict {
  if (code === 'digest') return 'retry';
  switch (status) {
    case 401:
      return 'pause';
    case 400:
    case 403:
    case 413:
    case 415:
    case 422:
      return 'needs_attention';
    case 409:
      return 'conflict';
    case 410:
      return 'withdrawn';
    default:
      return 'retry';
  }
}

/**
 * What a failure says about the way to the server, not about the one thing sent: `none`, it is not reached; `fault`, it
 * can not now. Null: it may be this one thing.
 */
export function wayOf(status: number): 'none' | 'fault' | null {
  if (status === 0 || status === 408) return 'none';
  return status === 429 || status === 503 ? 'fault' : null;
}
