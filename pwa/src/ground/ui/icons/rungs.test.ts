import { expect, test } from 'vitest';
import { drawings, themes } from './markers';
import { boardSvg, boards, rungOf, rungs } from './rungs';

const colours = { fill: 'navy', sign: 'white', ink: 'black', halo: 'ivory' };

test('seven rungs have seven outlines and seven signs, none of which a finding has', () => {
  expect(new Set(rungs.map((rung) => boards[rung].shape)).size).toBe(7);
  expect(new Set(rungs.map((rung) => boards[rung].sign)).size).toBe(7);
  const ofFindings = themes.map((theme) => drawings[theme].shape);
  expect(rungs.filter((rung) => ofFindings.includes(boards[rung].shape))).toEqual([]);
});

test('every board stands on the same post', () => {
  for (const rung of rungs) expect(boards[rung].shape).toContain('8V17H-1.8V8');
});

test('a rung outside the ladder has no board', () => {
  expect([rungOf(0), rungOf(7), rungOf(8)]).toEqual([null, 7, null]);
});

test('what waits has a broken edge, and every path is written in numbers and letters of a path only', () => {
  expect(boardSvg(3, colours, 38, true)).toContain('stroke-dasharray');
  expect(boardSvg(3, colours, 38)).not.toContain('stroke-dasharray');
  for (const rung of rungs) {
    for (const path of Object.values(boards[rung])) expect(path).toMatch(/^M[MLHVCSAZmlhvcsaz0-9 .,-]+$/);
  }
});
