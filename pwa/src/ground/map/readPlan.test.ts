import { beforeEach, expect, test, vi } from 'vitest';
import { type Drawn, tileOf } from '../../../tests/tile';
import { tilesOver } from './cutTiles';
import { readPlan } from './readPlan';

let drawn: (x: number) => Drawn[] = () => [];
let asked: string[] = [];
let key = '';
let fails = false;

vi.mock('./openBase', () => ({
  openBase: async () => ({
    key,
    minzoom: 10,
    maxzoom: 15,
    tile: async (z: number, x: number, y: number) => {
      asked.push(`${z}/${x}/${y}`);
      if (fails) throw new Error('no signal');
      return tileOf(drawn(x));
    },
  }),
}));

const hint = { href: '/basemap.pmtiles', bytes: 1, version: '1' };
const [tile = { z: 15, x: 0, y: 0 }] = tilesOver([4.4873, 51.9021, 4.4873, 51.9021], 15, 1);
const box: [number, number, number, number] = [4.4873, 51.9021, 4.4874, 51.9022];
const street: Drawn = {
  layer: 'roads',
  kind: 'minor_road',
  type: 2,
  corners: [
    [0, 2048],
    [4096, 2048],
  ],
};
const square = (layer: string, kind: string): Drawn => ({
  layer,
  kind,
  type: 3,
  corners: [
    [100, 100],
    [200, 100],
    [200, 200],
    [100, 200],
  ],
});

beforeEach(() => {
  [asked, fails] = [[], false];
  // Another base each time, so that nothing is remembered.
  key = `${key}x`;
});

test('streets, edges, walls and what stands in the street come out of the tiles, and nothing else', async () => {
  const thing = (kind: string, x: number): Drawn => ({ layer: 'pois', kind, type: 1, corners: [[x, 50]] });
  drawn = () => [
    square('earth', 'earth'),
    square('water', 'canal'),
    square('landuse', 'park'),
    square('landuse', 'residential'),
    square('buildings', 'building'),
    street,
    { ...street, kind: 'ferry' },
    thing('bench', 10),
    thing('waste_basket', 20),
    thing('restaurant', 30),
    // Stands in the tile beside this one.
    thing('bench', 4100),
  ];
  const plan = await readPlan(hint, box);
  expect(plan?.streets).toHaveLength(1);
  expect(plan?.edges).toHaveLength(2);
  expect(plan?.walls.map((wall) => wall.length)).toEqual([5]);
  expect(plan?.things.map(({ kind }) => kind)).toEqual(['bench', 'bin']);
  const [west = [0, 0], east = [0, 0]] = plan?.streets[0] ?? [];
  expect(east[0] ?? 0).toBeCloseTo((west[0] ?? 0) + 360 / 2 ** 15, 9);
  expect(west[1]).toBeCloseTo(east[1] ?? 0, 9);
});

test('a tile is read once for several questions, and again after it could not be read', async () => {
  drawn = () => [street];
  fails = true;
  expect(await readPlan(hint, box)).toBeNull();
  fails = false;
  expect((await readPlan(hint, box))?.streets).toHaveLength(1);
  expect((await readPlan(hint, box))?.streets).toHaveLength(1);
  expect(asked).toEqual(Array(2).fill(`15/${tile.x}/${tile.y}`));
});
