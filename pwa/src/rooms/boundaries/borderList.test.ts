import type { FeatureCollection } from 'geojson';
import { expect, test } from 'vitest';
import type { Course, Stretch } from './borderDoors';
import { isVague, pointAt, sidesOf, squareMetres, streetNear, streetsOf } from './borderList';

const ring = [
  [4.48, 51.905],
  [4.49, 51.905],
  [4.49, 51.895],
  [4.48, 51.895],
  [4.48, 51.905],
];
const middle = { lon: 4.485, lat: 51.9 };
const square = { type: 'Polygon' as const, coordinates: [ring] };

function line(parts: [number[][], Stretch][]): FeatureCollection<Course, Stretch> {
  return {
    type: 'FeatureCollection',
    features: parts.map(([coordinates, properties]) => ({
      type: 'Feature',
      properties,
      geometry: { type: 'LineString', coordinates },
    })),
  };
}

const plan: FeatureCollection = {
  type: 'FeatureCollection',
  features: [
    {
      type: 'Feature',
      properties: { kind: 'street', name: 'Loodsweg' },
      geometry: {
        type: 'LineString',
        coordinates: [
          [4.478, 51.9051],
          [4.492, 51.9051],
        ],
      },
    },
    {
      type: 'Feature',
      properties: { kind: 'block' },
      geometry: { type: 'Polygon', coordinates: [ring] },
    },
  ],
};

test('one long line is spread over the sides on which it lies, clockwise from north', () => {
  const found = sidesOf(line([[ring, { margin: 0.91, width_m: 30 }]]), middle, streetsOf(plan));
  expect(found.map(({ side }) => side)).toEqual(['n', 'ne', 'e', 'se', 's', 'sw', 'w', 'nw']);
  expect(found[0]).toMatchObject({
    side: 'n',
    sure: expect.closeTo(0.91, 6),
    width: expect.closeTo(30, 6),
    streets: ['Loodsweg'],
  });
  expect(found.find(({ side }) => side === 's')?.streets).toEqual([]);
});

test('how sure a side is and how far apart neighbours lie goes by length', () => {
  const [a, b, c] = [
    [4.482, 51.905],
    [4.485, 51.905],
    [4.486, 51.905],
  ];
  const [north] = sidesOf(
    line([
      [[a, b] as number[][], { margin: 1, width_m: 20 }],
      [[b, c] as number[][], { margin: 0, width_m: 140 }],
    ]),
    middle,
    [],
  );
  expect(north?.sure).toBeGreaterThan(0.6);
  expect(north?.sure).toBeLessThan(0.95);
  expect(north?.width).toBeGreaterThan(30);
  expect(north?.width).toBeLessThan(70);
});

test('nobody says how sure a line is when the server did not', () => {
  const [north] = sidesOf(line([[ring, {}]]), middle, []);
  expect(north).toMatchObject({ sure: null, width: null });
  expect(sidesOf(null, middle, [])).toEqual([]);
});

test('a street is named when it lies near, and not from afar', () => {
  const streets = streetsOf(plan);
  expect(streetNear(streets, [4.485, 51.905])).toBe('Loodsweg');
  expect(streetNear(streets, [4.485, 51.9])).toBeNull();
});

test('a line is vague when neighbours lie far apart', () => {
  expect(isVague({ width_m: 101, confidence: 'fair' })).toBe(true);
  expect(isVague({ confidence: 'vague' })).toBe(true);
  expect(isVague({ width_m: 20, confidence: 'clear' })).toBe(false);
  expect(isVague({})).toBe(false);
});

test('who names a side points at the edge on that side', () => {
  const north = pointAt(square, middle, 'n');
  expect(north?.[1]).toBeCloseTo(51.905, 4);
  expect(north?.[0]).toBeCloseTo(4.485, 3);
  const southWest = pointAt(square, middle, 'sw');
  expect(southWest?.[0]).toBeLessThan(4.4815);
  expect(southWest?.[1]).toBeLessThan(51.896);
});

test('an area is measured without its holes', () => {
  const hole = [
    [4.484, 51.901],
    [4.486, 51.901],
    [4.486, 51.899],
    [4.484, 51.899],
    [4.484, 51.901],
  ];
  const whole = squareMetres(square);
  expect(whole).toBeGreaterThan(750_000);
  expect(squareMetres({ type: 'Polygon', coordinates: [ring, hole] })).toBeLessThan(whole - 25_000);
});
