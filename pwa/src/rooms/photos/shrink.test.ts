import { expect, test } from 'vitest';
import { isHeic } from './heic';
import { scaled } from './pixels';

test('the long edge becomes 1600 and the shape stays', () => {
  expect(scaled(4000, 3000, 1600)).toEqual({ width: 1600, height: 1200 });
  expect(scaled(3000, 4000, 1600)).toEqual({ width: 1200, height: 1600 });
});

test('a small photo never grows and a thin one keeps a pixel', () => {
  expect(scaled(640, 480, 1600)).toEqual({ width: 640, height: 480 });
  expect(scaled(100_000, 2, 1600)).toEqual({ width: 1600, height: 1 });
});

test('a HEIC photo is known by its bytes, whatever it is called, and a JPEG is none', () => {
  const head = (text: string) => new TextEncoder().encode(text).buffer as ArrayBuffer;
  expect(['heic', 'mif1', 'hevx'].map((brand) => isHeic(head(`\0\0\0\x18ftyp${brand}`)))).toEqual([
    true,
    true,
    true,
  ]);
  expect(isHeic(head('\0\0\0\x18ftypavif'))).toBe(false);
  expect(isHeic(new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 16, 74, 70, 73, 70, 0, 1]).buffer)).toBe(false);
  expect(isHeic(new ArrayBuffer(0))).toBe(false);
});
