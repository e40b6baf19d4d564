import { expect, test } from 'vitest';
import { reasonOf, refusedBy } from './refused';

test('each refusal has its own words, and the points of a gate are told by the gate', () => {
  const refused = (status: number, ...at: string[]) => ({ status, at });
  expect(reasonOf(refused(403), false)).toBe('measure.refused-role');
  expect(reasonOf(refused(409), false)).toBe('measure.refused-twice');
  expect(reasonOf(refused(422, '/hotspot', '/place/coordinates'), false)).toBe('measure.refused-place');
  expect(reasonOf(refused(422, '/hotspot'), false)).toBe('measure.refused-hotspot');
  expect(reasonOf(refused(422, '/hotspot'), true)).toBe('measure.refused');
  expect(reasonOf(refused(413), false)).toBe('measure.refused');
});

test('what is kept of a refusal is its status and where it was wrong', () => {
  const faults = [{ pointer: '/place', code: 'outside', at: [4.5, 51.9] }];
  expect(refusedBy({ status: 422, code: 'faults', faults })).toEqual({ status: 422, at: ['/place'] });
});
