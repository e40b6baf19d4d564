import type { Feature, MultiPolygon, Polygon } from 'geojson';
import { expect, test } from 'vitest';
import {
  boxAround,
  boxText,
  circleAround,
  directionTo,
  disc,
  holds,
  metresBetween,
  middleOf,
  moved,
  roundMetres,
  shapeAt,
  widened,
} from './where';

const here = { lon: 4.5, lat: 51.9 };
const square = (west: number, south: number, side: number): Polygon => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, south],
      [west + side, south],
      [west + side, south + side],
      [west, south + side],
      [west, south],
    ],
  ],
});

test('a degree of latitude is about 111 km and one of longitude shrinks with the cosine', () => {
  expect(metresBetween(here, { lon: 4.5, lat: 52.9 })).toBeCloseTo(111_320, -2);
  expect(metresBetween(here, { lon: 4.51, lat: 51.9 })).toBeCloseTo(686.9, 0);
});

test('a step and back ends where it began, and is as long as asked', () => {
  const there = moved(here, 30, -40);
  expect(metresBetween(here, there)).toBeCloseTo(50, 6);
  const back = moved(there, -30, 40);
  expect(back.lon).toBeCloseTo(here.lon, 9);
  expect(back.lat).toBeCloseTo(here.lat, 9);
});

test('each of the eight directions is named, and the sector of north closes', () => {
  const names = [0, 45, 90, 135, 180, 225, 270, 315, 350].map((degrees) => {
    const turn = (degrees * Math.PI) / 180;
    return directionTo(here, moved(here, 80 * Math.sin(turn), 80 * Math.cos(turn)));
  });
  expect(names).toEqual(['n', 'ne', 'e', 'se', 's', 'sw', 'w', 'nw', 'n']);
});

test('metres are said as a walker says them', () => {
  expect(roundMetres(2)).toEqual({ value: 5, unit: 'm' });
  expect(roundMetres(84)).toEqual({ value: 80, unit: 'm' });
  expect(roundMetres(994)).toEqual({ value: 990, unit: 'm' });
  expect(roundMetres(996)).toEqual({ value: 1, unit: 'km' });
  expect(roundMetres(1_260)).toEqual({ value: 1.3, unit: 'km' });
});

test('the box around shapes holds every corner, and nothing has no box', () => {
  expect(boxAround([square(4.4, 51.8, 0.1), square(4.6, 51.9, 0.1)])).toEqual([
    4.4, 51.8, 4.699999999999999, 52,
  ]);
  expect(boxAround([])).toBeNull();
  expect(boxText([4.4, 51.8, 4.5, 51.9])).toBe('4.400000,51.800000,4.500000,51.900000');
});

test('a widened box holds the old one and not the other way round', () => {
  const wide = widened([4, 51, 5, 52], 0.5);
  expect(wide).toEqual([3.5, 50.5, 5.5, 52.5]);
  expect(holds(wide, [4, 51, 5, 52])).toBe(true);
  expect(holds([4, 51, 5, 52], wide)).toBe(false);
});

test('the middle is that of the largest part', () => {
  const shape: MultiPolygon = {
    type: 'MultiPolygon',
    coordinates: [square(4, 51, 0.01).coordinates, square(4.5, 51.9, 0.1).coordinates],
  };
  expect(middleOf(shape)?.lon).toBeCloseTo(4.55, 4);
  expect(middleOf(shape)?.lat).toBeCloseTo(51.95, 4);
});

test('a circle around a place reaches its farthest corner', () => {
  const east = moved(here, 50, 0).lon - here.lon;
  const shape: Polygon = square(here.lon, here.lat, east);
  const circle = circleAround(shape);
  const corner = metresBetween({ lon: circle?.lon ?? 0, lat: circle?.lat ?? 0 }, here);
  expect(circle?.radius).toBeCloseTo(corner, 3);
});

test('a place lies in exactly the shape that holds it', () => {
  const feature = (name: string, geometry: Polygon): Feature<Polygon, { name: string }> => ({
    type: 'Feature',
    properties: { name },
    geometry,
  });
  const shapes = [feature('a', square(4.4, 51.8, 0.1)), feature('b', square(4.5, 51.8, 0.1))];
  expect(shapeAt(shapes, { lon: 4.45, lat: 51.85 })?.properties.name).toBe('a');
  expect(shapeAt(shapes, { lon: 4.55, lat: 51.85 })?.properties.name).toBe('b');
  expect(shapeAt(shapes, { lon: 4.75, lat: 51.85 })).toBeNull();
});

test('a disc is closed and each corner lies at its radius', () => {
  const [ring = []] = disc(here, 24).coordinates;
  expect(ring[0]).toEqual(ring.at(-1));
  for (const [lon = 0, lat = 0] of ring) expect(metresBetween(here, { lon, lat })).toBeCloseTo(24, 3);
});
