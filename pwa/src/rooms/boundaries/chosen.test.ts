import { expect, test } from 'vitest';
import type { Buurt } from '../../ground/map/plot';
import { buurtenNamed } from './chosen';

const buurten = ['Zeilmakersbuurt', 'Ankerkwartier', 'Café-eiland'].map(
  (name): Buurt => ({
    type: 'Feature',
    properties: { code: name, name, kind: 'official' },
    geometry: { type: 'Polygon', coordinates: [] },
  }),
);
const names = (text: string): string[] => buurtenNamed(buurten, text).map((buurt) => buurt.properties.name);

test('without a text all buurten stand in order of name', () => {
  expect(names('')).toEqual(['Ankerkwartier', 'Café-eiland', 'Zeilmakersbuurt']);
});

test('a part of the name is enough, without capitals or accents', () => {
  expect(names(' KWART ')).toEqual(['Ankerkwartier']);
  expect(names('cafe')).toEqual(['Café-eiland']);
  expect(names('onbekend')).toEqual([]);
});
