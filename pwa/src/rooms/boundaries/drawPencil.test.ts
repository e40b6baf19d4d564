import { describe, expect, test } from 'vitest';
import { check } from '../../shape/check';
import { outerSide } from './drawOuter';
import {
  blank,
  cornerNear,
  madeRound,
  ringOf,
  type Sketch,
  stroked,
  withCorner,
  withCornerAt,
  withoutCorner,
} from './drawPencil';
import { type At, areaOf, crossings, type Flat, metres, raised, thinned } from './drawShape';
import { begun, redone, stepped, undone } from './drawSteps';

const origin: At = [4.485, 51.9];
/** Places in metres around the origin. */
const at = (...flat: Flat[]): At[] => raised(flat, origin);
/** A round of `n` places and radius `r` metres, open. */
const round = (n: number, r: number, part = 1): At[] =>
  at(
    ...Array.from({ length: n }, (_, i): Flat => {
      const turn = (i / n) * part * 2 * Math.PI;
      return [r * Math.cos(turn), r * Math.sin(turn)];
    }),
  );
const square: Sketch = { line: at([0, 0], [200, 0], [200, 200], [0, 200]), closed: true };
const near = 15;

describe('a stroke', () => {
  test('that comes back to its beginning closes, and keeps its shape with far fewer places', () => {
    const stroke = round(400, 300);
    const drawn = stroked(blank, stroke, near) ?? blank;
    expect(drawn.closed).toBe(true);
    expect(drawn.line.length).toBeLessThan(60);
    expect(drawn.line.length).toBeGreaterThan(12);
    expect(areaOf(drawn.line) / areaOf(stroke)).toBeCloseTo(1, 1);
  });

  test('that ends elsewhere stays open until somebody makes it round', () => {
    const drawn = stroked(blank, round(50, 300, 0.6), near) ?? blank;
    expect(drawn.closed).toBe(false);
    expect(ringOf(drawn)).toBeNull();
    const closed = ringOf(madeRound(drawn)) ?? [];
    expect(closed[0]).toEqual(closed.at(-1));
  });

  test('goes on from the nearest end, also when it was drawn the other way', () => {
    const begin: Sketch = { line: at([0, 0], [100, 0]), closed: false };
    const on = stroked(begin, at([105, 0], [200, 50]), near);
    expect(on?.line).toEqual(at([0, 0], [100, 0], [105, 0], [200, 50]));
    const backwards = stroked(begin, at([200, 50], [105, 0]), near);
    expect(backwards?.line).toEqual(at([0, 0], [100, 0], [105, 0], [200, 50]));
    const before = stroked(begin, at([-5, 0], [-100, 80]), near);
    expect(before?.line).toEqual(at([-100, 80], [-5, 0], [0, 0], [100, 0]));
  });

  test('of a dot draws nothing', () => {
    expect(stroked(blank, at([0, 0]), near)).toBe(blank);
  });
});

describe('a stroke along a closed border', () => {
  test('takes the place of the nearest stretch and leaves the rest', () => {
    const drawn = stroked(square, at([198, 20], [260, 100], [201, 180]), near);
    expect(drawn?.closed).toBe(true);
    expect(areaOf(drawn?.line ?? [])).toBeGreaterThan(areaOf(square.line));
    for (const corner of square.line) expect(drawn?.line).toContainEqual(corner);
    expect(crossings(drawn?.line ?? [], true)).toEqual([]);
  });

  test('works in both directions, with the same border as result', () => {
    const one = stroked(square, at([198, 20], [150, 100], [201, 180]), near);
    const other = stroked(square, at([201, 180], [150, 100], [198, 20]), near);
    expect(areaOf(one?.line ?? [])).toBeCloseTo(areaOf(other?.line ?? []), 3);
    expect(areaOf(one?.line ?? [])).toBeLessThan(areaOf(square.line));
  });

  test('that rounds a corner replaces the corner', () => {
    const drawn = stroked(square, at([100, 1], [150, 30], [199, 100]), near);
    expect(drawn?.line).not.toContainEqual(square.line[1]);
    expect(drawn?.line).toContainEqual(square.line[3]);
  });

  test('over the place where the line begins leaves no trace of it', () => {
    const drawn = stroked(square, at([1, 100], [-60, -60], [100, -1]), near);
    expect(drawn?.line).not.toContainEqual(square.line[0]);
    expect(crossings(drawn?.line ?? [], true)).toEqual([]);
  });

  test('far from the border says nothing about any stretch', () => {
    expect(stroked(square, at([700, 700], [900, 900]), near)).toBeNull();
  });
});

describe('corners', () => {
  test('are set one after another and close at the first', () => {
    const corners = at([0, 0], [100, 0], [100, 100]);
    const open = corners.reduce((sketch, corner) => withCorner(sketch, corner, near), blank);
    expect(open).toEqual({ line: corners, closed: false });
    const closed = withCorner(open, at([5, 5])[0] ?? origin, near);
    expect(closed).toEqual({ line: corners, closed: true });
  });

  test('come into the nearest stretch of a closed border', () => {
    const [middle = origin] = at([100, -20]);
    expect(withCorner(square, middle, near).line[1]).toEqual(middle);
  });

  test('are found, moved and taken away', () => {
    const [close = origin, to = origin] = at([195, 3], [240, -10]);
    expect(cornerNear(square, close, near)).toBe(1);
    expect(cornerNear(square, at([100, 100])[0] ?? origin, near)).toBe(-1);
    expect(withCornerAt(square, 1, to).line[1]).toEqual(to);
    expect(withoutCorner(square, 1)).toEqual({ line: square.line.toSpliced(1, 1), closed: true });
    const three = withoutCorner(square, 1);
    expect(withoutCorner(three, 1).closed).toBe(false);
  });
});

test('a border is told counter-clockwise and closed, however it was drawn', () => {
  const clockwise = { line: square.line.toReversed(), closed: true };
  const ring = ringOf(clockwise) ?? [];
  expect(ring).toHaveLength(5);
  expect(ring[0]).toEqual(ring[4]);
  expect(areaOf(ring.slice(0, -1))).toBeCloseTo(40_000, -1);
  const turned = ringOf(square) ?? [];
  expect(new Set(ring.map(String))).toEqual(new Set(turned.map(String)));
});

test('thinning keeps every place within its tolerance', () => {
  const wavy = at(...Array.from({ length: 200 }, (_, i): Flat => [i * 5, 20 * Math.sin(i / 15)]));
  const thin = thinned(wavy, 3);
  expect(thin.length).toBeLessThan(30);
  expect(thin[0]).toEqual(wavy[0]);
  expect(thin.at(-1)).toEqual(wavy.at(-1));
  for (const p of wavy) {
    const nearest = Math.min(...thin.map((q) => metres(p, q)));
    expect(nearest).toBeLessThan(120);
  }
});

describe('steps', () => {
  test('a hundred go back and forward again', () => {
    let steps = begun(0);
    for (let i = 1; i <= 120; i++) steps = stepped(steps, i);
    for (let i = 0; i < 100; i++) steps = undone(steps);
    expect(steps.now).toBe(20);
    for (let i = 0; i < 100; i++) steps = redone(steps);
    expect(steps.now).toBe(120);
    expect(redone(steps)).toBe(steps);
  });

  test('something new forgets what was undone', () => {
    const steps = stepped(undone(stepped(begun('a'), 'b')), 'c');
    expect(steps.future).toEqual([]);
    expect(undone(steps).now).toBe('a');
  });
});

describe('the outer side', () => {
  const faultsOf = (line: readonly At[]) => check([...line, line[0] ?? origin]).faults;

  test('of a line with a small loop is the line without it', () => {
    const looped = at([0, 0], [200, 0], [200, 200], [0, 200], [10, -20], [-10, -20]);
    expect(crossings(looped, true)).toHaveLength(1);
    const outer = outerSide(looped) ?? [];
    expect(faultsOf(outer)).toEqual([]);
    expect(areaOf(outer)).toBeGreaterThan(39_000);
  });

  test('of a figure of eight keeps both halves, joined by a passage', () => {
    const eight = at([0, 0], [200, 200], [200, 0], [0, 200]);
    const outer = outerSide(eight) ?? [];
    expect(faultsOf(outer)).toEqual([]);
    expect(areaOf(outer)).toBeGreaterThan(19_900);
  });

  test('of two overlapping rounds is around both', () => {
    const twice = at([0, 0], [200, 0], [200, 200], [50, 200], [50, -50], [150, -50], [150, 100], [0, 100]);
    const outer = outerSide(twice) ?? [];
    expect(faultsOf(outer)).toEqual([]);
    expect(areaOf(outer)).toBeGreaterThan(20_000);
  });

  test('of a border without crossings is the border', () => {
    expect(areaOf(outerSide(square.line) ?? [])).toBeCloseTo(areaOf(square.line), 0);
  });

  test('of a line without any inside is nothing', () => {
    expect(outerSide(at([0, 0], [100, 0], [50, 0]))).toBeNull();
  });
});
