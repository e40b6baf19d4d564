import { expect, test } from 'vitest';
import { lines } from './lines';
import { drawings, markerSvg, themeOf, themes } from './markers';

const colours = { fill: 'red', sign: 'white', ink: 'black', halo: 'ivory' };

test('eight themes have eight shapes and eight signs', () => {
  expect(themes).toHaveLength(8);
  expect(new Set(themes.map((theme) => drawings[theme].shape)).size).toBe(8);
  expect(new Set(themes.map((theme) => drawings[theme].sign)).size).toBe(8);
});

test('a marker wears its halo below its shape and its sign on top', () => {
  const svg = markerSvg('groen', colours, 76);
  expect(svg.indexOf('stroke="ivory"')).toBeLessThan(svg.indexOf('fill="red"'));
  expect(svg.indexOf('fill="red"')).toBeLessThan(svg.indexOf('stroke="white"'));
  expect(svg).toContain('width="76"');
});

test('what waits has a broken line, what arrived has not', () => {
  expect(markerSvg('heel', colours, 38, true)).toContain('stroke-dasharray');
  expect(markerSvg('heel', colours, 38)).not.toContain('stroke-dasharray');
});

test('an unknown group is a plain dot, not somebody else’s shape', () => {
  expect(themeOf('onbekend')).toBeNull();
  expect(themeOf(null)).toBeNull();
  expect(themeOf('veilig')).toBe('veilig');
  for (const theme of themes) expect(markerSvg(null, colours, 38)).not.toContain(drawings[theme].shape);
});

test('every path is written in numbers and letters of a path only', () => {
  const paths = [
    ...Object.values(lines),
    ...themes.flatMap((theme) => [drawings[theme].shape, drawings[theme].sign]),
  ];
  for (const path of paths) expect(path).toMatch(/^M[MLHVCSAZmlhvcsaz0-9 .,-]+$/);
});
