import { expect, test } from 'vitest';
import { type Pixels, Wiping } from './blur';

/** A photo of letters, so to say: every other pixel black or white. */
function photo(width: number, height: number): Pixels {
  const data = new Uint8ClampedArray(4 * width * height);
  for (let i = 0; i < width * height; i++) {
    const value = (i + Math.floor(i / width)) % 2 ? 255 : 0;
    data.set([value, value, value, 255], 4 * i);
  }
  return { data, width, height };
}
const copyOf = ({ data, width, height }: Pixels): Pixels => ({ data: data.slice(), width, height });
const same = (a: Uint8ClampedArray, b: Uint8ClampedArray) => Buffer.from(a).equals(Buffer.from(b));
const made = (width = 320, height = 240) => {
  const original = photo(width, height);
  return { original, wiping: new Wiping(original, copyOf(original)) };
};
const at = ({ data, width }: Pixels, x: number, y: number) => [
  ...data.slice(4 * (y * width + x), 4 * (y * width + x) + 4),
];
const colours = (pixels: Pixels, x: number, y: number, side: number) => {
  const found = new Set<string>();
  for (let dy = 0; dy < side; dy++)
    for (let dx = 0; dx < side; dx++) found.add(String(at(pixels, x + dx, y + dy)));
  return found.size;
};

test('what a finger wipes over is squares of one colour, and nothing else changes', () => {
  const { original, wiping } = made();
  wiping.begin();
  const part = wiping.wipe({ x: 105, y: 105 }, { x: 105, y: 105 });
  expect(wiping.side).toBe(10);
  expect(part).toEqual({ x: 90, y: 90, width: 30, height: 30 });
  for (let x = 90; x < 120; x += 10) expect(colours(wiping.shown, x, 100, 10)).toBe(1);
  expect(at(wiping.shown, 105, 105)).toEqual([128, 128, 128, 255]);
  const outside = (x: number, y: number) => x < 90 || x >= 120 || y < 90 || y >= 120;
  for (let y = 0; y < 240; y++)
    for (let x = 0; x < 320; x++)
      if (outside(x, y) && String(at(wiping.shown, x, y)) !== String(at(original, x, y)))
        throw new Error(`${x} ${y} changed`);
});

test('a quick finger leaves no gaps', () => {
  const { wiping } = made();
  wiping.begin();
  wiping.wipe({ x: 5, y: 120 }, { x: 315, y: 120 });
  for (let x = 0; x < 320; x += 10) expect([x, colours(wiping.shown, x, 120, 10)]).toEqual([x, 1]);
});

test('wiping twice tells no more than once, and steps back give the photo back', () => {
  const { original, wiping } = made();
  wiping.begin();
  wiping.wipe({ x: 50, y: 50 }, { x: 80, y: 50 });
  const once = wiping.shown.data.slice();
  wiping.begin();
  expect(wiping.wipe({ x: 60, y: 50 }, { x: 70, y: 50 })).toBeNull();
  expect(same(wiping.shown.data, once)).toBe(true);
  wiping.begin();
  wiping.wipe({ x: 200, y: 200 }, { x: 200, y: 200 });
  expect(wiping.wipes).toBe(2);
  wiping.undo();
  expect(same(wiping.shown.data, once)).toBe(true);
  wiping.undo();
  expect(same(wiping.shown.data, original.data)).toBe(true);
  expect([wiping.wipes, wiping.undo()]).toEqual([0, null]);
});

test('the edge of a photo that no square fits is wiped as well, and a finger beside it breaks nothing', () => {
  const { wiping } = made(325, 243);
  wiping.begin();
  wiping.wipe({ x: 324, y: 242 }, { x: 900, y: 900 });
  expect(colours(wiping.shown, 319, 242, 1)).toBe(1);
  expect(at(wiping.shown, 324, 242)).toEqual(at(wiping.shown, 319, 238));
  expect(wiping.shown.data).toHaveLength(4 * 325 * 243);
});
