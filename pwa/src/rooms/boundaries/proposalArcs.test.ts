import { expect, test } from 'vitest';
import type { Coverage } from './borderDoors';
import {
  areaOf,
  changedArcs,
  facesBeside,
  lengthOf,
  mayChange,
  ringOf,
  shapeOf,
  withCourse,
  withLess,
  withMore,
  withPoint,
} from './proposalArcs';
import { mostSteps, startSteps, stepBack, stepOn, stepTo } from './proposalHistory';

/** Two squares side by side: arc 0 is the line between them, 1 runs round the west, 2 round the east. */
const pair: Coverage = {
  arcs: [
    {
      line: [
        [4.49, 51.895],
        [4.49, 51.9],
        [4.49, 51.905],
      ],
      left: 0,
      right: 1,
    },
    {
      line: [
        [4.49, 51.905],
        [4.48, 51.905],
        [4.48, 51.895],
        [4.49, 51.895],
      ],
      left: 0,
      right: null,
    },
    {
      line: [
        [4.49, 51.895],
        [4.5, 51.895],
        [4.5, 51.905],
        [4.49, 51.905],
      ],
      left: 1,
      right: null,
    },
  ],
  faces: [
    { code: 'W', name: 'West', rings: [[1, 2]] },
    { code: 'O', name: 'Oost', rings: [[-1, 3]] },
  ],
};
const [west, east] = pair.faces as [(typeof pair.faces)[0], (typeof pair.faces)[0]];
const after = (changed: Coverage | null): Coverage => {
  if (!changed) throw new Error('refused');
  return changed;
};

test('a face is a closed ring of its arcs, a line walked backwards for the neighbour', () => {
  expect(ringOf(pair, [1, 2])).toHaveLength(6);
  const ring = ringOf(pair, [-1, 3]);
  expect(ring[0]).toEqual(ring.at(-1));
  expect(ring.slice(0, 3)).toEqual([
    [4.49, 51.905],
    [4.49, 51.9],
    [4.49, 51.895],
  ]);
  expect(shapeOf(pair, east).coordinates).toHaveLength(1);
});

test('a point of the shared line moves in both buurten, and what one wins the other loses', () => {
  const next = after(withPoint(pair, 0, 1, [4.492, 51.9], []));
  for (const face of [west, east])
    expect(JSON.stringify(shapeOf(next, face)), face.code).toContain('[4.492,51.9]');
  const won = areaOf(next, west) - areaOf(pair, west);
  const lost = areaOf(pair, east) - areaOf(next, east);
  expect(won).toBeGreaterThan(60_000);
  expect(Math.abs(won - lost)).toBeLessThan(50);
  expect(changedArcs(pair, next).map(({ index }) => index)).toEqual([0]);
});

test('a corner moves in every arc that ends there', () => {
  const next = after(withPoint(pair, 0, 0, [4.491, 51.894], []));
  expect(next.arcs.map(({ line }) => JSON.stringify(line).includes('[4.491,51.894]'))).toEqual([
    true,
    true,
    true,
  ]);
  expect(changedArcs(pair, next)).toHaveLength(3);
});

test('a locked buurt holds its lines, and a corner that belongs to one stays', () => {
  expect(mayChange(pair, 0, ['O'])).toBe(false);
  expect(withPoint(pair, 0, 1, [4.492, 51.9], ['O'])).toBeNull();
  expect(mayChange(pair, 1, ['O'])).toBe(true);
  expect(withPoint(pair, 1, 0, [4.492, 51.906], ['O'])).toBeNull();
  const arcs = pair.arcs.map((arc, i) => (i === 2 ? { ...arc, locked: true } : arc));
  expect(withPoint({ ...pair, arcs }, 0, 2, [4.492, 51.906], [])).toBeNull();
});

test('a point is added halfway and taken away again; ends are not', () => {
  const more = after(withMore(pair, 0, 0));
  expect(more.arcs[0]?.line[1]).toEqual([4.49, 51.8975]);
  expect(changedArcs(pair, after(withLess(more, 0, 1)))).toEqual([]);
  expect(withLess(pair, 0, 0)).toBeNull();
  expect(withLess(pair, 0, 2)).toBeNull();
  const bare = after(withLess(pair, 0, 1));
  expect(bare.arcs[0]?.line).toHaveLength(2);
  expect(withLess(bare, 0, 1)).toBeNull();
  expect(withMore(pair, 0, 2)).toBeNull();
});

test('a proposed course keeps its corners', () => {
  const course = [
    [4.4901, 51.8951],
    [4.4905, 51.9],
    [4.4899, 51.9049],
  ];
  expect(after(withCourse(pair, 0, course)).arcs[0]?.line).toEqual([
    [4.49, 51.895],
    [4.4905, 51.9],
    [4.49, 51.905],
  ]);
});

test('the faces beside a line are found by place, by code, or by who uses it', () => {
  const codes = (coverage: Coverage): string[] => facesBeside(coverage, 0).map(({ code }) => code);
  expect(codes(pair)).toEqual(['W', 'O']);
  const first = pair.arcs[0] ?? { line: [] };
  const told = (left?: string, right?: string): Coverage => ({
    ...pair,
    arcs: [{ ...first, left, right }, ...pair.arcs.slice(1)],
  });
  expect(codes(told('O', 'W'))).toEqual(['O', 'W']);
  expect(codes(told())).toEqual(['W', 'O']);
  expect(lengthOf(first)).toBeGreaterThan(1_100);
});

test('a hundred steps are taken back and on again, and a new step forgets what was ahead', () => {
  let steps = startSteps(0);
  for (let i = 1; i <= 150; i++) steps = stepTo(steps, i);
  for (let i = 0; i < 120; i++) steps = stepBack(steps);
  expect(steps.now).toBe(150 - mostSteps);
  expect(steps.past).toEqual([]);
  for (let i = 0; i < 99; i++) steps = stepOn(steps);
  expect(steps.now).toBe(149);
  steps = stepTo(steps, 7);
  expect(stepOn(steps)).toBe(steps);
  expect(stepBack(steps).now).toBe(149);
  expect(stepTo(steps, 7)).toBe(steps);
});
