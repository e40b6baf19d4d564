import { expect, test } from 'vitest';
import type { Me, MeasureKind } from '../../ground/api/types';
import { choices, type Ladder, mayProposeLastResort } from './kinds';

const kind = (code: string, rung: number, more: Partial<MeasureKind> = {}) =>
  ({ code, rung, name: { nl: code }, gate: [], proposable: true, ...more }) as unknown as MeasureKind;
const known: Ladder = {
  rungs: [2, 3, 6, 7].map((rung) => ({ rung, name: { nl: String(rung) } })),
  kinds: [
    kind('verlichting', 3),
    kind('snoei', 2),
    kind('mcu', 6, { proposable: false }),
    kind('camera', 7, { gate: ['need'] }),
  ],
};
const codes = (kinds: readonly MeasureKind[]) => kinds.map(({ code }) => code);

test('what fits comes with the lightest first, and a camera or what nobody proposes is never among it', () => {
  const { fits, byRung } = choices(known, ['verlichting', 'camera', 'mcu', 'snoei', 'onbekend']);
  expect(codes(fits)).toEqual(['snoei', 'verlichting']);
  expect(byRung.map(({ rung, kinds }) => [rung, codes(kinds)])).toEqual([
    [2, ['snoei']],
    [3, ['verlichting']],
  ]);
});

test('only committee, networker and admin reach the gate', () => {
  const may = (role: Me['role']) => mayProposeLastResort({ role } as Me);
  expect([may('committee'), may('networker'), may('admin')]).toEqual([true, true, true]);
  expect([may('participant'), may('partner'), mayProposeLastResort(null)]).toEqual([false, false, false]);
});
