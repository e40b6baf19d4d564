import { expect, test } from 'vitest';
import { follow, REACH } from './follow';
import type { Spot } from './nearLines';

// The same streets and borders as in server/spatial/tests/coverage/versions.rs.
test('a border along streets takes their line over, turns where they meet, and keeps its ends', () => {
  const streets: Spot[][] = [
    [
      [-50, 0],
      [100, 0],
      [200, 0],
      [300, 0],
    ],
    [
      [200, -100],
      [200, 0],
      [200, 100],
      [200, 200],
    ],
    // A side street, crossed.
    [
      [100, -80],
      [100, 0],
      [100, 80],
    ],
  ];
  const border: Spot[] = [
    [0, 4],
    [60, 7],
    [120, 3],
    [194, 6],
    [195, 90],
    [196, 180],
  ];
  expect(follow(border, streets)).toEqual([
    [0, 4],
    [0, 0],
    [200, 0],
    [200, 180],
    [196, 180],
  ]);
});

test('a border that leaves the street keeps its own way there, or gets no line at all', () => {
  const street: Spot[][] = [
    [
      [0, 0],
      [400, 0],
    ],
  ];
  const around = (from: number, to: number): Spot[] => [
    [0, 2],
    [from, 2],
    [from + 5, 40],
    [to, 40],
    [to + 5, 2],
    [400, 2],
  ];
  expect(follow(around(100, 110), street)).toContainEqual([105, 40]);
  expect(follow(around(100, 250), street)).toBeNull();
  const far: Spot[] = [
    [0, REACH + 0.1],
    [400, REACH + 0.1],
  ];
  expect(follow(far, street)).toBeNull();
  expect(follow([], street)).toBeNull();
  expect(follow(far, [])).toBeNull();
  expect(follow(far, [[], [[5, 5]]])).toBeNull();
});

test('a street that is cut where two tiles meet is one street', () => {
  const halves: Spot[][] = [
    [
      [0, 0],
      [100, 0],
    ],
    [
      [100.1, 0.1],
      [200, 0],
    ],
  ];
  const found = follow(
    [
      [0, 0],
      [90, 6],
      [200, 0],
    ],
    halves,
  );
  expect(Math.max(...(found ?? []).map(([, y]) => y))).toBeLessThan(0.2);
  expect(found).not.toBeNull();
});
