import { expect, test } from 'vitest';
import { themes } from '../ui/icons/markers';
import { changedSources, emptyPlot, type Mark, markerImages, shortName, sourcesOf } from './plot';
import { metresBetween } from './where';

const place = { lon: 4.5, lat: 51.9 };
const mark = (id: string, waiting = false): Mark => ({ id, place, theme: 'licht', faded: false, waiting });

test('every mark stands in exactly one source: what waits is never folded into a group', () => {
  const sources = sourcesOf({ ...emptyPlot, marks: [mark('a'), mark('b', true), mark('c')] });
  expect(sources.marks.features.map((feature) => feature.properties?.id)).toEqual(['a', 'c']);
  expect(sources.waiting.features.map((feature) => feature.properties?.id)).toEqual(['b']);
});

test('a mark names an image that is registered', () => {
  const names = markerImages().map(({ name }) => name);
  expect(names).toHaveLength(2 * (themes.length + 1));
  const [one] = sourcesOf({ ...emptyPlot, marks: [{ ...mark('a'), theme: null }] }).marks.features;
  expect(names).toContain(`marker-${one?.properties?.theme}`);
});

test('large rings lie below small ones and each named ring has its tag on its southern edge', () => {
  const ring = { clear: true, place };
  const rings = [
    { ...ring, id: 'small', radius: 30, name: 'Trapveldje' },
    { ...ring, id: 'large', radius: 90, name: 'Kade' },
    { ...ring, id: 'nameless', radius: 60, name: '' },
  ];
  const sources = sourcesOf({ ...emptyPlot, rings });
  expect(sources.rings.features.map((feature) => feature.properties?.id)).toEqual([
    'large',
    'nameless',
    'small',
  ]);
  expect(sources.tags.features).toHaveLength(2);
  const tag = sources.tags.features[0];
  const at = tag?.geometry.type === 'Point' ? tag.geometry.coordinates : [0, 0];
  expect(at[1]).toBeLessThan(place.lat);
  expect(metresBetween(place, { lon: at[0] ?? 0, lat: at[1] ?? 0 })).toBeCloseTo(27.6, 1);
});

test('a name is cut before its second part and never longer than its tag', () => {
  expect(shortName('Hoek Loodsweg / Singel')).toBe('Hoek Loodsweg');
  expect(shortName('Trapveldje Singelpark')).toBe('Trapveldje Singelpark');
  expect(shortName('Speeltuin bij de Touwslagersweg')).toHaveLength(22);
});

test('places of one name keep their number on their tags, also a long one', () => {
  expect(shortName('Plek in Kade, nr. 37')).toBe('Plek in Kade nr. 37');
  expect(shortName('Plek in Kade nr. 37')).toBe('Plek in Kade nr. 37');
  expect(shortName('Plek in Ankerkwartier-Oost nr. 37')).toBe('Plek in Ankerk… nr. 37');
  expect(shortName('Speeltuin (noordkant), nr. 2')).toBe('Speeltuin nr. 2');
});

test('no two tags of different places read alike', () => {
  const names = [
    'Hoek Kade / Singel',
    'Hoek Kade / Loods',
    'Plek in Kade nr. 1',
    'Plek in Kade nr. 2',
    'Markt',
  ];
  const rings = names.map((name, i) => ({ id: `${i}`, place, radius: 30, clear: true, name }));
  const tags = sourcesOf({ ...emptyPlot, rings }).tags.features.map(({ properties }) => properties?.name);
  expect(tags).toEqual([
    'Hoek Kade / Singel',
    'Hoek Kade / Loods',
    'Plek in Kade nr. 1',
    'Plek in Kade nr. 2',
    'Markt',
  ]);
});

test('the board of what fits stands beside the middle of its ring, under a picture that is no proposal', () => {
  const ring = { place, radius: 30, clear: true, name: '' };
  const rings = [
    { ...ring, id: 'a', fit: 3 as const },
    { ...ring, id: 'b', fit: null },
  ];
  const [board, ...others] = sourcesOf({ ...emptyPlot, rings }).fits.features;
  expect(others).toEqual([]);
  expect(board?.properties).toEqual({ id: 'a', image: 'fit-3' });
  const [lon = 0, lat = 0] = board?.geometry.type === 'Point' ? board.geometry.coordinates : [];
  expect(metresBetween(place, { lon, lat })).toBeCloseTo(31.8, 0);
});

test('the walker is a ring of the accuracy and a dot', () => {
  const me = { ...place, accuracy: 14, quality: 'fair' as const };
  const { features } = sourcesOf({ ...emptyPlot, me }).me;
  expect(features.map((feature) => feature.geometry.type)).toEqual(['Polygon', 'Point']);
  expect(features[0]?.properties?.quality).toBe('fair');
});

test('a step of the walker touches the dot only', () => {
  const before = { ...emptyPlot, marks: [mark('a')] };
  const me = { ...place, accuracy: 5, quality: 'good' as const };
  expect(changedSources({ ...before, me }, before)).toEqual(['me']);
  expect(changedSources({ ...before, marks: [] }, before)).toEqual(['marks', 'waiting']);
  expect(changedSources({ ...before, own: 'A' }, before)).toEqual(['buurten', 'outside', 'names']);
});
