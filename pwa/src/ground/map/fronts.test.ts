import type { Position } from 'geojson';
import { expect, test } from 'vitest';
import { frontNear, PULL } from './fronts';
import type { Plan } from './readPlan';
import { moved, offset, type Place } from './where';

const middle: Place = { lon: 4.48, lat: 51.92 };
const at = (east: number, north: number): Position => {
  const { lon, lat } = moved(middle, east, north);
  return [lon, lat];
};
const placed = (east: number, north: number): Place => moved(middle, east, north);
const house = (west: number, south: number): Position[] => [
  at(west, south),
  at(west + 6, south),
  at(west + 6, south + 10),
  at(west, south + 10),
  at(west, south),
];
/** A street from west to east and two houses in a row 8 m north of it, with gardens behind them. */
const row: Plan = {
  streets: [[at(-100, 0), at(100, 0)]],
  edges: [],
  walls: [house(0, 8), house(6, 8)],
  things: [],
};
const found = (from: Place, plan = row) => {
  const one = frontNear(from, plan);
  return one && { ...one, ...offset(middle, one.place) };
};

test('a pin on the pavement goes to the front beside it', () => {
  const front = found(placed(3, 2));
  expect(front).toMatchObject({ what: 'front', metres: expect.closeTo(6, 1) });
  expect([front?.east, front?.north]).toEqual([expect.closeTo(3, 1), expect.closeTo(8, 1)]);
});

test('a pin that fell into a house comes out at its front, not at its garden or its neighbour', () => {
  const front = found(placed(5.5, 16));
  expect([front?.east, front?.north]).toEqual([expect.closeTo(5.5, 1), expect.closeTo(8, 1)]);
});

test('a bench that is nearer than any front is where the pin goes', () => {
  const plan: Plan = { ...row, things: [{ kind: 'bench', at: at(3, -1) }] };
  expect(found(placed(3, 2), plan)).toMatchObject({ what: 'bench', metres: expect.closeTo(3, 1) });
  expect(found(placed(3, 7), plan)?.what).toBe('front');
});

test('a pin stays where nothing is near, and where it stands right already', () => {
  expect(found(placed(3, 8 - PULL - 0.5))).toBeNull();
  expect(found(placed(3, 8 - PULL + 0.5))?.what).toBe('front');
  expect(found(placed(3, 8.2))).toBeNull();
  expect(found(placed(3, 2), { ...row, walls: [] })).toBeNull();
});

test('the long wall of a hall is a front too, far from its corners', () => {
  const hall = [at(-90, 8), at(90, 8), at(90, 60), at(-90, 60), at(-90, 8)];
  expect(found(placed(3, 2), { ...row, walls: [hall] })).toMatchObject({ metres: expect.closeTo(6, 1) });
});

test('where no street is known any wall will do', () => {
  const wall = found(placed(3, 20), { ...row, streets: [] });
  expect([wall?.what, wall?.north]).toEqual(['front', expect.closeTo(18, 1)]);
});
