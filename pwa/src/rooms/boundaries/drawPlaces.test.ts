import { expect, test } from 'vitest';
import type { Buurt } from '../../ground/map/plot';
import { placeFrom } from './drawPlaces';
import { type At, raised } from './drawShape';
import { placeText } from './drawWords';

const origin: At = [4.485, 51.9];
const at = (east: number, north: number): At => raised([[east, north]], origin)[0] ?? origin;

/** A buurt of 1 km by 1 km. */
const buurt = (code: string, name: string, west: number): Buurt => {
  const ring = [at(west, -500), at(west + 1_000, -500), at(west + 1_000, 500), at(west, 500), at(west, -500)];
  return {
    type: 'Feature',
    properties: { code, name, kind: 'official' },
    geometry: { type: 'Polygon', coordinates: [ring] },
  };
};
const around = {
  code: 'A',
  middle: origin,
  buurten: [buurt('B', 'Oostkant', 500), buurt('A', 'Westkant', -500)],
};

test('a place is told from the middle of the buurt, with its neighbour when it lies there', () => {
  expect(placeText(placeFrom(around, at(0, 300)))).toBe('300 m ten noorden van het midden');
  expect(placeText(placeFrom(around, at(-180, -180)))).toBe('250 m ten zuidwesten van het midden');
  expect(placeText(placeFrom(around, at(620, 0)))).toBe('620 m ten oosten van het midden, in Oostkant');
  expect(placeText(placeFrom(around, at(0, 800)))).toBe(
    '800 m ten noorden van het midden, buiten de buurten',
  );
  expect(placeText(placeFrom(around, at(10, 5)))).toBe('in het midden van de buurt');
});
