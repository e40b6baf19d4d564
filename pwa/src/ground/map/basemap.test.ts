import { expect, test } from 'vitest';
import { baseGround, baseIds, baseNames, baseSource, creditOf } from './basemap';
import type { MapColours } from './colours';
import { bold, groundLayerIds, layersIn } from './layers';

const colour = 'rgb(1, 2, 3)';
const colours = new Proxy({}, { get: () => colour }) as unknown as MapColours;
const all = () => [...baseGround(colours), ...baseNames(colours, bold)];

/** Layers of the Protomaps basemap schema, version 4. */
const schema = [
  'boundaries',
  'buildings',
  'earth',
  'landcover',
  'landuse',
  'places',
  'pois',
  'roads',
  'water',
];

test('every layer reads a layer of the schema, has its own name, and asks nothing from elsewhere', () => {
  for (const layer of all()) {
    expect(layer).toMatchObject({ source: baseSource });
    expect(schema).toContain('source-layer' in layer ? layer['source-layer'] : '');
  }
  expect(new Set(baseIds(colours)).size).toBe(all().length);
  expect(JSON.stringify(all())).not.toMatch(/https?:|glyphs|sprite/);
});

test('no name of the base map is one of the map, and the layers it goes between exist', () => {
  const ids = layersIn(colours).map(({ id }) => id);
  expect(ids.filter((id) => baseIds(colours).includes(id))).toEqual([]);
  for (const id of [...groundLayerIds, 'buurt-fade', 'buurt-names']) expect(ids).toContain(id);
});

test('colours come from the tokens only', () => {
  const told = JSON.stringify(all()).match(/#[0-9a-f]{3,8}\b|rgba?\([^)]*\)|hsl/gi) ?? [];
  expect(told.length).toBeGreaterThan(10);
  expect(new Set(told)).toEqual(new Set([colour]));
});

test('a street lies on a casing that is wider at every zoom', () => {
  const widths = (id: string): number[] => {
    const layer = baseGround(colours).find((one) => one.id === id);
    const width: unknown = layer?.type === 'line' ? layer.paint?.['line-width'] : [];
    const stops = (width as unknown[]).filter((part) => Array.isArray(part) && part[0] === 'match');
    return (stops as unknown[][]).flatMap((stop) => stop.filter((part) => typeof part === 'number'));
  };
  const [casing, road] = [widths('base-casing'), widths('base-road')];
  expect(road.length).toBeGreaterThan(10);
  expect(casing).toEqual(road.map((width) => width + 2));
  const ids = baseGround(colours).map(({ id }) => id);
  expect(ids.indexOf('base-casing')).toBeLessThan(ids.indexOf('base-road'));
});

test('names are drawn with letters of the phone', () => {
  for (const layer of baseNames(colours, bold)) expect(layer.layout).toMatchObject({ 'text-font': bold });
});

test('the source is told as plain words, whatever markup the file holds', () => {
  expect(creditOf({ attribution: 'Verzonnen stratenplan' })).toBe('Verzonnen stratenplan');
  expect(creditOf({ attribution: '<a href="https://example.org">&copy; Kaart</a> van wie' })).toBe(
    '© Kaart van wie',
  );
  expect(creditOf({ attribution: '<img src=x onerror=1>' })).toBeNull();
  for (const none of [null, undefined, {}, { attribution: 3 }]) expect(creditOf(none)).toBeNull();
});
