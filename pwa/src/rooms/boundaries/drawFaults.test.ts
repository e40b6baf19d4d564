import { describe, expect, test } from 'vitest';
import { looked } from './drawFaults';
import { blank } from './drawPencil';
import { type At, type Flat, metres, raised } from './drawShape';
import { groundsOf } from './drawTown';

const origin: At = [4.485, 51.9];
const at = (...flat: Flat[]): At[] => raised(flat, origin);
const closed = (...flat: Flat[]) => ({ line: at(...flat), closed: true });

/** A square town around the origin, with sides of twice this many metres. */
const inTown = (half: number) => {
  const ring = at([-half, -half], [half, -half], [half, half], [-half, half], [-half, -half]);
  return { type: 'Polygon' as const, coordinates: [ring] };
};

describe('what is wrong', () => {
  test('nothing, with a blank sheet and with a good border', () => {
    expect(looked(blank)).toEqual({ wrong: [], warnings: [], area: 0 });
    const good = looked(closed([0, 0], [400, 0], [400, 400], [0, 400]));
    expect(good.wrong).toEqual([]);
    expect(good.area).toBeCloseTo(160_000, -2);
  });

  test('a crossing of an open line shows at its place before it is closed', () => {
    const { wrong } = looked({ line: at([0, 0], [200, 200], [200, 0], [0, 200]), closed: false });
    expect(wrong.map(({ number, code }) => [number, code])).toEqual([[1, 'self_intersection']]);
    const [spot = origin] = at([100, 100]);
    expect(metres(wrong[0]?.at ?? origin, spot)).toBeLessThan(0.1);
  });

  test('halves that are both large must be mended by hand, a small loop need not', () => {
    const eight = looked(closed([0, 0], [200, 200], [200, 0], [0, 200]));
    expect(eight.wrong.map(({ code, soft }) => [code, soft])).toEqual([['self_intersection', false]]);
    const loop = looked(closed([0, 0], [400, 0], [400, 400], [0, 400], [20, -20], [-20, -20]));
    expect(loop.wrong.map(({ code, soft }) => [code, soft])).toEqual([['self_intersection', true]]);
  });

  test('too small, and very small', () => {
    expect(looked(closed([0, 0], [5, 0], [5, 5])).wrong.map(({ code }) => code)).toContain('too_small');
    expect(looked(closed([0, 0], [60, 0], [60, 60], [0, 60])).warnings).toEqual(['warn_small']);
  });

  test('too far out of the municipality shows before it is sent, and so does most of a small town', () => {
    const [sw, ne] = at([0, 0], [1_000, 1_000]) as [At, At];
    const [far] = at([9_000, 0]) as [At];
    const town = groundsOf([
      { type: 'Polygon', coordinates: [[sw, [ne[0], sw[1]], ne, [sw[0], ne[1]], sw]] },
      { type: 'Polygon', coordinates: [[far, [far[0] + 0.1, sw[1]], [far[0] + 0.1, sw[1] + 0.1], far]] },
    ]);
    const inside = closed([100, 100], [900, 100], [900, 900], [100, 900]);
    expect(looked(inside, [], [], town).wrong).toEqual([]);
    const out = looked(closed([100, 100], [1_700, 100], [1_700, 900], [100, 900]), [], [], town);
    expect(out.wrong.map(({ code, soft }) => [code, soft])).toEqual([['outside', false]]);
    expect(metres(out.wrong[0]?.at ?? origin, at([1_700, 100])[0] ?? origin)).toBeLessThan(900);
    expect(looked(closed([100, 100], [1_700, 100], [1_700, 900], [100, 900])).wrong).toEqual([]);
    const wide = closed([-400, -400], [2_200, -400], [2_200, 2_200], [-400, 2_200]);
    expect(looked(wide, [], [], groundsOf([inTown(2_200)])).wrong.map(({ code }) => code)).toEqual([
      'too_large',
    ]);
  });

  test('what the server said stands beside it, and separate pieces do', () => {
    const told = [{ pointer: '/geometry', code: 'outside', at: [4.5, 51.9] }];
    const { wrong } = looked(closed([0, 0], [400, 0], [400, 400], [0, 400]), told, [origin]);
    expect(wrong.map(({ number, code }) => [number, code])).toEqual([
      [1, 'multipart'],
      [2, 'outside'],
    ]);
  });
});
