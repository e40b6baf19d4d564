import { expect, test } from 'vitest';
import type { Frame } from './frame';
import { cellOf } from './frame';
import { pictureOf, widened } from './picture';

const frame: Frame = { kind: 'rd', cell: 25 };
const here = { lon: 4.485, lat: 51.9 };
const [ix, iy] = cellOf(frame, here);
const squares = (path: string) => path.split('M').length - 1;

test('a step is as wide as a street', () => {
  expect(widened([[0, 0]]).size).toBe(9);
  expect(
    widened([
      [0, 0],
      [1, 0],
    ]).size,
  ).toBe(12);
});

test('what nobody walked is drawn only inside the buurt, and nothing is both', () => {
  const ring = [
    [4.484, 51.8995],
    [4.486, 51.8995],
    [4.486, 51.9005],
    [4.484, 51.9005],
    [4.484, 51.8995],
  ];
  const all = pictureOf(frame, [[ix, iy]], null);
  const inside = pictureOf(frame, [[ix, iy]], { type: 'Polygon', coordinates: [ring] });
  expect(squares(all?.walked ?? '')).toBe(9);
  expect(squares(all?.unwalked ?? '')).toBe(13 * 13 - 9);
  // 137 by 111 m are some 24 cells.
  expect(squares(inside?.unwalked ?? '') + 9).toBeGreaterThan(18);
  expect(squares(inside?.unwalked ?? '') + 9).toBeLessThan(32);
  expect(inside?.viewBox).toBe('0 0 325 325');
  expect(inside?.border).toMatch(/^M[\d.]+ [\d.]+L/);
});

test('without a step, or with steps in two cities, there is nothing to draw', () => {
  expect(pictureOf(frame, [], null)).toBeNull();
  expect(
    pictureOf(
      frame,
      [
        [0, 0],
        [900, 0],
      ],
      null,
    ),
  ).toBeNull();
});
