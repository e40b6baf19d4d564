import type { Polygon } from 'geojson';
import { describe, expect, test } from 'vitest';
import { check } from '../../shape/check';
import { blocksOf, outlines, ticked } from './drawBlocks';
import { pressed, shifted } from './drawKeys';
import { fromTo, streetAt, streetsIn } from './drawPlaces';
import { type At, areaOf, metres, raised } from './drawShape';

const origin: At = [4.485, 51.9];
const ring = raised(
  [
    [0, 0],
    [500, 0],
    [500, 700],
    [0, 700],
    [0, 0],
  ],
  origin,
);
const buurt: Polygon = { type: 'Polygon', coordinates: [ring] };
const blocks = blocksOf(buurt);
if (!blocks) throw new Error('the buurt has pieces');
const all = blocks.rows.flat();
const chosen = (...ids: string[]) => new Set(ids);

describe('pieces', () => {
  test('cover the buurt and a row around it, named by row from the north and column from the west', () => {
    expect(blocks.side).toBe(125);
    expect(all.length).toBeGreaterThan(24);
    expect(all.length).toBeLessThanOrEqual(144);
    expect(blocks.rows[0]?.[0]?.id).toMatch(/^A\d+$/);
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    const [a, b] = blocks.rows[1] ?? [];
    expect(a && b && metres(a.middle, b.middle)).toBeCloseTo(125, 0);
    expect((blocks.rows[0]?.[0]?.middle[1] ?? 0) > (blocks.rows[1]?.[0]?.middle[1] ?? 0)).toBe(true);
  });

  test('of a very large buurt are larger, so that the list stays short', () => {
    const wide = raised(
      [
        [0, 0],
        [4000, 0],
        [4000, 3000],
        [0, 3000],
      ],
      origin,
    );
    const large = blocksOf({ type: 'Polygon', coordinates: [[...wide, wide[0] ?? origin]] });
    expect(large?.rows.flat().length).toBeLessThanOrEqual(144);
    expect(large?.side).toBeGreaterThan(250);
  });

  test('next to each other have one outline around them', () => {
    const [outline = [], ...more] = outlines(blocks, chosen('B2', 'B3', 'C2'));
    expect(more).toEqual([]);
    expect(outline).toHaveLength(6);
    expect(areaOf(outline)).toBeCloseTo(3 * 125 * 125, -2);
    expect(check([...outline, outline[0] ?? origin]).faults).toEqual([]);
  });

  test('that touch at a corner only stay apart, and the largest comes first', () => {
    const found = outlines(blocks, chosen('B2', 'C3', 'C4'));
    expect(found).toHaveLength(2);
    expect(areaOf(found[0] ?? [])).toBeGreaterThan(areaOf(found[1] ?? []));
  });

  test('around a hole fill it', () => {
    const rim = ['B2', 'B3', 'B4', 'C2', 'C4', 'D2', 'D3', 'D4'];
    const found = outlines(blocks, new Set(rim));
    expect(found).toHaveLength(1);
    expect(areaOf(found[0] ?? [])).toBeCloseTo(9 * 125 * 125, -2);
  });

  test('come back from the border they made', () => {
    const some = chosen('B2', 'B3', 'C2', 'C3', 'D3');
    const [line = []] = outlines(blocks, some);
    expect(ticked(blocks, { line, closed: true })).toEqual(some);
    expect(ticked(blocks, { line, closed: false }).size).toBe(0);
  });

  test('without any chosen make no outline', () => {
    expect(outlines(blocks, chosen())).toEqual([]);
  });
});

describe('keys', () => {
  test('arrows move, with Shift farther', () => {
    expect(pressed('ArrowUp', false)).toEqual({ kind: 'move', east: 0, north: 10 });
    expect(pressed('ArrowLeft', true)).toEqual({ kind: 'move', east: -50, north: 0 });
    expect(metres(origin, shifted(origin, 0, 10))).toBeCloseTo(10, 1);
  });

  test('Enter sets a corner, Backspace takes it back, other keys belong to the page', () => {
    expect(pressed('Enter', false)).toEqual({ kind: 'corner' });
    expect(pressed('Backspace', false)).toEqual({ kind: 'undo' });
    expect(pressed('Tab', false)).toBeNull();
    expect(pressed('ArrowUp', false, true)).toBeNull();
  });
});

describe('places in words', () => {
  const line = raised(
    [
      [-100, 20],
      [100, 20],
    ],
    origin,
  );
  const streets = streetsIn({
    type: 'FeatureCollection',
    features: [
      {
        type: 'Feature',
        properties: { kind: 'street', name: 'Kompasstraat' },
        geometry: { type: 'LineString', coordinates: line },
      },
      {
        type: 'Feature',
        properties: { kind: 'water', name: null },
        geometry: { type: 'LineString', coordinates: line },
      },
    ],
  });

  test('the nearest street with a name, when it is near', () => {
    expect(streetAt(streets, origin)).toBe('Kompasstraat');
    expect(streetAt(streets, shifted(origin, 0, 200))).toBeNull();
    expect(streetAt(streetsIn(null), origin)).toBeNull();
  });

  test('metres and direction from the last point', () => {
    expect(fromTo(origin, shifted(origin, 0, 42))).toEqual({ value: 40, unit: 'm', direction: 'n' });
    expect(fromTo(origin, shifted(origin, -100, 0)).direction).toBe('w');
  });
});
