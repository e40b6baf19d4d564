import { expect, test } from 'vitest';
import { type Theme, themes } from '../ui/icons/markers';
import type { MapColours } from './colours';
import { clusterSums, layersIn, metresPerPixel, paper } from './layers';
import { emptyPlot, sourcesOf } from './plot';

const colours = new Proxy(
  { themes: {} as Record<Theme, string> },
  {
    get: (_target, name) => (name === 'themes' ? {} : 'rgb(1, 2, 3)'),
  },
) as unknown as MapColours;

test('no style asks for anything from elsewhere: no glyphs, no sprite, no tiles', () => {
  const style = paper(colours);
  expect(Object.keys(style).sort()).toEqual(['layers', 'sources', 'version']);
  expect(JSON.stringify([style, layersIn(colours)])).not.toMatch(/https?:/);
});

test('every layer has its own name and a source that exists', () => {
  const layers = layersIn(colours);
  const names = layers.map(({ id }) => id);
  expect(new Set(names).size).toBe(names.length);
  const sources = Object.keys(sourcesOf(emptyPlot));
  for (const layer of layers) expect(sources).toContain('source' in layer ? layer.source : '');
});

test('all single marks are drawn even when they overlap', () => {
  const marks = layersIn(colours).find(({ id }) => id === 'marks');
  expect(marks?.layout).toMatchObject({ 'icon-allow-overlap': true });
});

test('only a clear place gets a second ring', () => {
  const inner = layersIn(colours).find(({ id }) => id === 'ring-inner');
  expect(JSON.stringify(inner && 'filter' in inner ? inner.filter : '')).toContain('clear');
});

test('a group counts each theme', () => {
  expect(Object.keys(clusterSums())).toEqual(themes.map((theme) => `n_${theme}`));
});

test('a pixel is about 1.5 m at zoom 15 and half of it one zoom closer', () => {
  expect(metresPerPixel(15)).toBeCloseTo(1.474, 2);
  expect(metresPerPixel(16) * 2).toBeCloseTo(metresPerPixel(15), 9);
});
