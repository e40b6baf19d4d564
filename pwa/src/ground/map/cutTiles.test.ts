import { expect, test } from 'vitest';
import { placeIn, tilesOver, within } from './cutTiles';

const corner = (x: number, y: number) => ({ x, y });

test('an area that is cut by its tile gets no line along the cut, and its other sides end there', () => {
  // A pond that goes on to the east: the tile holds it a little beyond its edge.
  const pond = [
    corner(4000, 100),
    corner(4160, 100),
    corner(4160, 300),
    corner(4000, 300),
    corner(4000, 100),
  ];
  expect(within(pond, 4096)).toEqual([
    [corner(4000, 100), corner(4096, 100)],
    [corner(4096, 300), corner(4000, 300), corner(4000, 100)],
  ]);
  const whole = [corner(0, 0), corner(4096, 0), corner(4096, 4096), corner(0, 4096), corner(0, 0)];
  expect(within(whole, 4096)).toEqual([]);
});

test('a line that leaves a tile and comes back is two lines', () => {
  const loop = [corner(4000, 10), corner(4200, 10), corner(4200, 50), corner(4000, 50)];
  expect(within(loop, 4096)).toEqual([
    [corner(4000, 10), corner(4096, 10)],
    [corner(4096, 50), corner(4000, 50)],
  ]);
  expect(within([corner(5, 5)], 4096)).toEqual([]);
});

test('a place comes back from the tile that covers it', () => {
  const [lon, lat] = [4.4873, 51.9021];
  const [tile, ...more] = tilesOver([lon, lat, lon, lat], 15, 9);
  expect(more).toEqual([]);
  const { z, x, y } = tile ?? { z: 0, x: 0, y: 0 };
  const [west = 0, north = 0] = placeIn({ z, x, y }, 4096, corner(0, 0));
  const [east = 0, south = 0] = placeIn({ z, x, y }, 4096, corner(4096, 4096));
  expect(west <= lon && lon < east && south < lat && lat <= north).toBe(true);
});

test('a long box is looked at from further away', () => {
  const box: [number, number, number, number] = [4.4, 51.85, 4.6, 51.95];
  const tiles = tilesOver(box, 15, 36);
  expect(tiles.length).toBeGreaterThan(1);
  expect(tiles.length).toBeLessThanOrEqual(36);
  expect(tiles[0]?.z).toBeLessThan(15);
});
