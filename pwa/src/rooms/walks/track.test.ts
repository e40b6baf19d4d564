import { expect, test } from 'vitest';
import type { Frame } from './frame';
import { cellsOf, noTrack, type Track, trimmed, walkedOn } from './track';

const frame: Frame = { kind: 'rd', cell: 25 };
const start = { lon: 4.48, lat: 51.92 };
/** A fix so many metres further north. */
const fix = (metres: number, at: number, accuracy = 6) => ({
  lon: start.lon,
  lat: start.lat + metres / 111_240,
  accuracy,
  at,
});
const walk = (fixes: ReturnType<typeof fix>[]): Track =>
  fixes.reduce((track, one) => walkedOn(track, frame, one), noTrack);

test('a hundred metres touch the four or five cells on the way, also with a fix only every half minute', () => {
  const slow = walk([fix(0, 0), fix(50, 30_000), fix(100, 60_000)]);
  const fast = walk(Array.from({ length: 51 }, (_, n) => fix(n * 2, n * 1_200)));
  expect(slow.cells.size).toBeGreaterThanOrEqual(4);
  expect([...slow.cells].sort()).toEqual([...fast.cells].sort());
  expect(slow.metres).toBeGreaterThan(99);
  expect(slow.metres).toBeLessThan(101);
  expect(cellsOf(slow.cells)[0]).toHaveLength(2);
});

test('who stands still walks no metre, and a poor fix is not believed', () => {
  const still = walk(Array.from({ length: 60 }, (_, n) => fix(n % 2 === 0 ? 0 : 5, n * 1_000)));
  expect([still.cells.size, still.metres]).toEqual([1, 0]);
  expect(walk([fix(0, 0), fix(60, 30_000, 31)]).cells.size).toBe(1);
});

test('nobody knows how somebody went between two places far apart: only the places count', () => {
  expect(walk([fix(0, 0), fix(400, 50_000)])).toMatchObject({ metres: 0, cells: { size: 2 } });
  expect(walk([fix(0, 0), fix(90, 61_000)])).toMatchObject({ metres: 0, cells: { size: 2 } });
});

test('what lies within a hundred metres of both ends is not told, also when somebody passed there halfway', () => {
  const out = Array.from({ length: 51 }, (_, n) => n * 10);
  const there = walk(out.map((metres, n) => fix(metres, n * 8_000)));
  const told = trimmed(there, frame);
  expect(told.length).toBeGreaterThan(9);
  const ends = there.ends ?? [];
  for (const [x, y] of ends)
    for (const [ix, iy] of told)
      expect(Math.hypot((ix + 0.5) * 25 - x, (iy + 0.5) * 25 - y)).toBeGreaterThan(100);
  const round = walk([...out, ...out.toReversed(), ...out].map((metres, n) => fix(metres, n * 8_000)));
  expect(trimmed(round, frame).sort(), 'home was passed twice').toEqual(told.sort());
  expect(trimmed(walk([fix(0, 0), fix(90, 50_000)]), frame), 'a short walk tells nothing').toEqual([]);
});
