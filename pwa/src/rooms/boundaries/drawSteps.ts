/** Steps back and forward, one per stroke or corner, pure. What is undone waits until something new is drawn. */

export interface Steps<T> {
  now: T;
  past: readonly T[];
  future: readonly T[];
}

/** Steps that are remembered. */
export const MOST = 200;

export function begun<T>(now: T): Steps<T> {
  return { now, past: [], future: [] };
}

export function stepped<T>(steps: Steps<T>, now: T): Steps<T> {
  if (now === steps.now) return steps;
  return { now, past: [...steps.past, steps.now].slice(-MOST), future: [] };
}

export function undone<T>(steps: Steps<T>): Steps<T> {
  const before = steps.past.at(-1);
  if (before === undefined) return steps;
  return { now: before, past: steps.past.slice(0, -1), future: [steps.now, ...steps.future] };
}

export function redone<T>(steps: Steps<T>): Steps<T> {
  const [next, ...later] = steps.future;
  if (next === undefined) return steps;
  return { now: next, past: [...steps.past, steps.now].slice(-MOST), future: later };
}
