import { expect, test } from 'vitest';
import { fresh } from '../../ground/store/drawings';
import { looked } from './drawFaults';
import { partsOf } from './drawParts';
import { type At, areaOf, type Flat, raised } from './drawShape';
import { Drawing } from './drawState.svelte';

const at = (...flat: Flat[]): At[] => raised(flat, [4.485, 51.9]);
const closed = (...flat: Flat[]) => ({ line: at(...flat), closed: true });

test('an eight falls into two parts, the larger first, and each is a border without faults', () => {
  const parts = partsOf(closed([0, 0], [600, 600], [600, 0], [0, 400]));
  expect(parts).toHaveLength(2);
  const areas = parts.map((part) => areaOf(part));
  expect(areas[0]).toBeGreaterThan(areas[1] ?? 0);
  for (const line of parts) expect(looked({ line, closed: true }).wrong).toEqual([]);
});

test('a good border, an open line and one with a small loop leave nothing to choose', () => {
  expect(partsOf(closed([0, 0], [400, 0], [400, 400], [0, 400]))).toEqual([]);
  expect(partsOf({ ...closed([0, 0], [200, 200], [200, 0], [0, 200]), closed: false })).toEqual([]);
  expect(partsOf(closed([0, 0], [400, 0], [400, 400], [0, 400], [20, -20], [-20, -20]))).toEqual([]);
});

test('the part that is meant becomes the border, and one step back brings the whole again', async () => {
  const row = { ...fresh('A'), ...closed([0, 0], [600, 600], [600, 0], [0, 400]) };
  const drawing = new Drawing(row, { blocks: null, grounds: null, middle: [4.485, 51.9] });
  expect([drawing.sendable, drawing.parts.length]).toEqual([false, 2]);
  const [, second = []] = drawing.parts;
  drawing.takePart(second);
  expect([drawing.sketch.line, drawing.sendable, drawing.parts]).toEqual([second, true, []]);
  drawing.undo();
  expect(drawing.parts).toHaveLength(2);
});
