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

/** Steps that are kept on the phone, and places in all of them together: some 300 kB at most. */
export const KEPT = 100;
export const PLACES = 10_000;

/** What of the steps is kept, those nearest to now first: undo comes before redo. */
export function remembered<T extends { line: readonly unknown[] }>(
  steps: Steps<T>,
  most = KEPT,
  places = PLACES,
): Pick<Steps<T>, 'past' | 'future'> {
  const room = { steps: most, places };
  const fits = ({ line }: T): boolean => {
    room.steps -= 1;
    room.places -= line.length;
    return room.steps >= 0 && room.places >= 0;
  };
  const past = whileFitting(steps.past.toReversed(), fits).toReversed();
  return { past, future: whileFitting(steps.future, fits) };
}

function whileFitting<T>(rows: readonly T[], fits: (row: T) => boolean): T[] {
  const first = rows.findIndex((row) => !fits(row));
  return rows.slice(0, first < 0 ? rows.length : first);
}
