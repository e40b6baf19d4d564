import { expect, test } from 'vitest';
import { begun, remembered, type Steps, stepped, undone } from './drawSteps';

interface Line {
  line: readonly number[];
}
const line = (n: number): Line => ({ line: Array.from({ length: n }, () => 0) });

/** Steps of 1, 2 ... `n` places. */
function walked(n: number): Steps<Line> {
  let steps = begun(line(0));
  for (let i = 1; i <= n; i++) steps = stepped(steps, line(i));
  return steps;
}
const lengths = (rows: readonly Line[]) => rows.map((row) => row.line.length);

test('the last hundred steps are kept, the latest last', () => {
  const { past, future } = remembered(walked(150));
  expect(past).toHaveLength(100);
  expect([past[0]?.line.length, past.at(-1)?.line.length]).toEqual([50, 149]);
  expect(future).toEqual([]);
});

test('what was undone is kept as far as there is room beside what can be undone', () => {
  const steps = undone(undone(undone(walked(6))));
  expect(lengths(steps.future)).toEqual([4, 5, 6]);
  const { past, future } = remembered(steps, 4);
  expect([lengths(past), lengths(future)]).toEqual([[0, 1, 2], [4]]);
});

test('large lines leave room for fewer steps, and never a gap between them', () => {
  const steps = [30, 10, 40, 20].reduce((all, n) => stepped(all, line(n)), begun(line(5)));
  const { past } = remembered(steps, 100, 60);
  expect(lengths(past)).toEqual([10, 40]);
});
