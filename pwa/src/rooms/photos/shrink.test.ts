import { expect, test } from 'vitest';
import { scaled } from './shrink';

test('the long edge becomes 1600 and the shape stays', () => {
  expect(scaled(4000, 3000, 1600)).toEqual({ width: 1600, height: 1200 });
  expect(scaled(3000, 4000, 1600)).toEqual({ width: 1200, height: 1600 });
});

test('a small photo never grows and a thin one keeps a pixel', () => {
  expect(scaled(640, 480, 1600)).toEqual({ width: 640, height: 480 });
  expect(scaled(100_000, 2, 1600)).toEqual({ width: 1600, height: 1 });
});
