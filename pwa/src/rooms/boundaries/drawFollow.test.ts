import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { setClock } from '../../ground/clock';
import { fresh } from '../../ground/store/drawings';
import { Follow } from './drawFollow';
import { type At, crossing, crossings, type Flat, flattened, metres, raised } from './drawShape';
import { Drawing } from './drawState.svelte';

const origin: At = [4.485, 51.9];
const at = (...flat: Flat[]): At[] => raised(flat, origin);
const NEAR = 15;

function blankBoard(): Drawing {
  return new Drawing(fresh('TB01'), { blocks: null, grounds: null, middle: origin });
}

test('under the finger area and crossing follow the stroke, nothing of it is a step, and lifting changes nothing', () => {
  const drawing = blankBoard();
  const kept = vi.spyOn(drawing, 'keep');
  const way = at([0, 0], [300, 300], [300, 0], [100, 200], [0, 240]);

  drawing.follow(way.slice(0, 1), NEAR);
  expect(drawing.shown).toEqual({ wrong: [], warnings: [], area: 0 });
  drawing.follow(way.slice(0, 3), NEAR);
  expect(drawing.shown.area).toBeCloseTo(45_000, -2);
  expect(drawing.shown.wrong).toEqual([]);
  drawing.follow(way, NEAR);
  const live = drawing.shown;
  expect(live.wrong.map(({ code }) => code)).toEqual(['self_intersection']);
  expect(metres(live.wrong[0]?.at ?? origin, at([150, 150])[0] ?? origin)).toBeLessThan(0.1);

  expect([drawing.sketch.line, drawing.steps.past, drawing.seen.wrong, drawing.kept]).toEqual([
    [],
    [],
    [],
    null,
  ]);
  expect(kept).not.toHaveBeenCalled();
  drawing.unfollow();
  expect(drawing.shown, 'a stroke that was none leaves nothing behind').toEqual(drawing.seen);

  drawing.follow(way, NEAR);
  drawing.unfollow();
  drawing.stroke(way, NEAR);
  expect(drawing.shown, 'what stands there does not jump').toEqual(live);
  expect(drawing.steps.past).toHaveLength(1);
});

test('a stroke along a closed border shows the border as it would become; one too far away shows it as it is', () => {
  const drawing = blankBoard();
  drawing.stroke(at([0, 0], [400, 0], [400, 400], [0, 400], [0, 5]), NEAR);
  expect(drawing.sketch.closed).toBe(true);
  const before = drawing.seen.area;
  drawing.follow(at([0, 5], [200, -60], [398, 0]), NEAR);
  expect(drawing.shown.area - before).toBeGreaterThan(10_000);
  expect(drawing.seen.area).toBe(before);
  drawing.follow(at([900, 900], [1_000, 1_000]), NEAR);
  expect(drawing.shown.area).toBe(before);
});

/** Numbers that look like chance, the same ones each time. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

test('crossings are those of every pair of stretches, in the order of the line', () => {
  const next = chance(7);
  let met = 0;
  for (let round = 0; round < 60; round++) {
    // Whole metres, so that stretches also lie upright, level and on each other.
    const spot = (): Flat => [Math.round(next() * 40) * 5, Math.round(next() * 40) * 5];
    const line = at(...Array.from({ length: 3 + (round % 20) }, spot));
    for (const closed of [false, true]) {
      const [start = origin] = line;
      const flat = flattened(line, start);
      const count = closed ? flat.length : flat.length - 1;
      const found: Flat[] = [];
      for (let i = 0; i < count; i++) {
        for (let j = i + 2; j < count; j++) {
          const [a, b, c, d] = [i, i + 1, j, j + 1].map((k) => flat[k % flat.length] ?? [0, 0]) as Flat[];
          const hit = a && b && c && d ? crossing(a, b, c, d) : null;
          if (a && b && hit) found.push([a[0] + hit.s * (b[0] - a[0]), a[1] + hit.s * (b[1] - a[1])]);
        }
      }
      met += found.length;
      expect(crossings(line, closed)).toEqual(raised(found, start));
    }
  }
  expect(met).toBeGreaterThan(500);
});

const frames: FrameRequestCallback[] = [];
const nextFrame = () => frames.splice(0).forEach((go) => void go(0));

beforeEach(() => {
  vi.stubGlobal('requestAnimationFrame', (go: FrameRequestCallback) => frames.push(go));
  vi.stubGlobal('cancelAnimationFrame', () => frames.splice(0));
});
afterEach(() => {
  frames.splice(0);
  vi.unstubAllGlobals();
  setClock();
});

test('however often the finger moves there is one look in a frame, and none after it is lifted', () => {
  const look = vi.fn();
  const follow = new Follow(look);
  follow.soon();
  follow.soon();
  follow.soon();
  expect([look.mock.calls.length, frames.length]).toEqual([0, 1]);
  nextFrame();
  expect(look).toHaveBeenCalledTimes(1);
  follow.soon();
  follow.stop();
  nextFrame();
  expect(look).toHaveBeenCalledTimes(1);
  follow.soon();
  expect(frames, 'the next stroke is followed again').toHaveLength(1);
});

test('a look that takes long is followed by a rest, and what moved meanwhile is looked at after that', () => {
  let time = 1_000;
  setClock(() => time);
  const look = vi.fn(() => {
    time += 10;
  });
  const follow = new Follow(look);
  follow.soon();
  nextFrame();
  follow.soon();
  for (time = 1_016; time < 1_080; time += 16) nextFrame();
  expect(look).toHaveBeenCalledTimes(1);
  nextFrame();
  expect(look).toHaveBeenCalledTimes(2);
});
