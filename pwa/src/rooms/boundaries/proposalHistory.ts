/** Steps back and forward: a hundred of each, pure. */

/** Most steps that can be taken back. */
export const mostSteps = 100;

export interface Steps<T> {
  past: readonly T[];
  now: T;
  future: readonly T[];
}

export function startSteps<T>(now: T): Steps<T> {
  return { past: [], now, future: [] };
}

/** A new step; what was taken back before is forgotten. */
export function stepTo<T>(steps: Steps<T>, next: T): Steps<T> {
  if (next === steps.now) return steps;
  return { past: [...steps.past, steps.now].slice(-mostSteps), now: next, future: [] };
}

/** One step back; the same when there is none. */
export function stepBack<T>(steps: Steps<T>): Steps<T> {
  const before = steps.past.at(-1);
  if (before === undefined) return steps;
  return { past: steps.past.slice(0, -1), now: before, future: [steps.now, ...steps.future] };
}

/** One step forward again; the same when there is none. */
export function stepOn<T>(steps: Steps<T>): Steps<T> {
  const [next, ...future] = steps.future;
  if (next === undefined) return steps;
  return { past: [...steps.past, steps.now].slice(-mostSteps), now: next, future };
}
