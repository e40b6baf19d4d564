import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { cellOf, type Frame, metresOf } from './frame';

interface Known {
  lon: number;
  lat: number;
  metres: [number, number];
  cell: [number, number];
}
const known = JSON.parse(readFileSync('../tests/golden/cells.json', 'utf8')) as {
  rd: Known[];
  local: { lon0: number; lat0: number; places: Known[] };
};

describe('the phone counts the same cells as the server', () => {
  const rd: Frame = { kind: 'rd', cell: 25 };
  const { places, ...origin } = known.local;
  const local: Frame = { kind: 'local', ...origin, cell: 25 };
  test.each([
    ['on the Dutch plane', rd, known.rd],
    ['on a plane of its own', local, places],
  ])('%s', (_, frame, rows) => {
    expect(rows.length).toBe(49);
    for (const row of rows) {
      const [x, y] = metresOf(frame, row);
      expect(Math.abs(x - row.metres[0])).toBeLessThan(0.01);
      expect(Math.abs(y - row.metres[1])).toBeLessThan(0.01);
      expect(cellOf(frame, row)).toEqual(row.cell);
    }
  });
});
