import { expect, test } from 'vitest';
import { themes } from '../ui/icons/markers';
import type { MapColours } from './colours';
import { layersIn } from './layers';
import {
  foundGroups,
  foundLayers,
  foundMarks,
  foundSource,
  type News,
  preferSingles,
  rowLayers,
  tilesOf,
  type Use,
  use,
  useRows,
} from './tiles';

const colours = { themes: {} } as unknown as MapColours;
const after = (...news: News[]): Use => news.reduce(use, useRows);
const asked = { since: '2026-05-21T00:00:00.000Z', themes: [], light: 'all', version: 7 } as const;

test('the filters stand in the address of the tiles, and nothing else does', () => {
  const plain = tilesOf(asked, 'http://127.0.0.1:8080');
  expect(plain).toBe(
    'http://127.0.0.1:8080/tiles/findings/{z}/{x}/{y}.mvt?since=2026-05-21T00%3A00%3A00.000Z&daylight=all&v=7',
  );
  const some = new URL(tilesOf({ ...asked, themes: ['schoon', 'licht'], light: 'dark' }, 'http://127.0.0.1'));
  expect(Object.fromEntries(some.searchParams)).toEqual({
    since: asked.since,
    daylight: 'dark',
    category: 'schoon,licht',
    v: '7',
  });
});

test('rows are drawn until the first tiles stand, and never both', () => {
  expect(after({ wanted: 'a' })).toEqual({ url: 'a', drawn: 'asking' });
  expect(after({ wanted: 'a' }, 'came')).toEqual({ url: 'a', drawn: 'tiles' });
});

test('one failed tile gives the map back to the rows, also long after the first tiles came', () => {
  expect(after({ wanted: 'a' }, 'failed').drawn).toBe('rows');
  expect(after({ wanted: 'a' }, 'came', 'failed').drawn).toBe('rows');
});

test('what failed is not asked again until there is something new to ask', () => {
  expect(after({ wanted: 'a' }, 'failed', 'came', { wanted: 'a' }).drawn).toBe('rows');
  expect(after({ wanted: 'a' }, 'failed', { wanted: 'b' }).drawn).toBe('asking');
});

test('another filter goes from tiles to tiles, and without a server to the rows', () => {
  expect(after({ wanted: 'a' }, 'came', { wanted: 'b' })).toEqual({ url: 'b', drawn: 'tiles' });
  expect(after({ wanted: 'a' }, 'came', { wanted: null })).toEqual(useRows);
});

test('nothing changes when nothing is new, so that a step of the walker lays out no tile', () => {
  const now = after({ wanted: 'a' }, 'came');
  expect(use(now, { wanted: 'a' })).toBe(now);
  expect(use(now, 'came')).toBe(now);
});

test('every finding is drawn, also under another one, and what is asked for unseen is unseen', () => {
  const layers = foundLayers(colours, [], 'A', false);
  expect(layers.map(({ id }) => id).toSorted()).toEqual([...foundMarks, ...foundGroups].toSorted());
  for (const layer of layers) {
    expect(layer).toMatchObject({ source: foundSource, layout: { 'icon-allow-overlap': true } });
    expect(layer.paint).toMatchObject({ 'icon-opacity': 0 });
  }
});

test('the chosen buurt is bright, the others are faded, and without a choice all are bright', () => {
  const filterOf = (id: string, own: string | null): unknown => {
    const layer = foundLayers(colours, [], own, true).find((one) => one.id === id);
    return layer && 'filter' in layer ? layer.filter : undefined;
  };
  expect(JSON.stringify(filterOf('found-marks', 'A'))).toContain('"A"');
  expect(filterOf('found-far', 'A')).toEqual(['!', filterOf('found-marks', 'A')]);
  expect(filterOf('found-far', null)).toEqual(['!', ['literal', true]]);
  const [, , far, near] = foundLayers(colours, [], 'A', true);
  expect(far?.paint).toMatchObject({ 'icon-opacity': 0.55 });
  expect(near?.paint).toMatchObject({ 'icon-opacity': 1 });
});

test('many marks are drawn smaller than a few, and all at full size from close by', () => {
  const sizes = (many: boolean): number[] => {
    const size = foundLayers(colours, [], 'A', true, many)[3]?.layout as { 'icon-size': unknown[] };
    return size['icon-size'].filter((part) => typeof part === 'number');
  };
  const [, few = 0] = sizes(false);
  const [, crowded = 0] = sizes(true);
  expect(crowded).toBeLessThan(few);
  expect([sizes(true).at(-1), sizes(false).at(-1)]).toEqual([1, 1]);
});

test('a buurt is shown finding by finding when little is lost by it, and a city is not', () => {
  expect([13.5, 13.99, 14.6, 12.9].map(preferSingles)).toEqual([14, 14, 14.6, 12.9]);
});

test('a group looks at each theme, also at those its tile does not name', () => {
  const groups = JSON.stringify(foundLayers(colours, [], null, true)[0]);
  for (const theme of themes) expect(groups).toContain(`["coalesce",["get","n_${theme}"],0]`);
});

test('the layers that tiles replace exist', () => {
  const ids = layersIn(colours).map(({ id }) => id);
  for (const id of [...rowLayers, 'waiting-marks']) expect(ids).toContain(id);
});
