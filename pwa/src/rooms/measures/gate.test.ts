import { expect, test } from 'vitest';
import type { HotspotProperties, MeasureKind } from '../../ground/api/types';
import { checks, emptyGate, type GateDraft, gateBody, isNeeded, squareAround } from './gate';

const kinds = [
  { code: 'snoei', rung: 2 },
  { code: 'bank', rung: 3 },
  { code: 'patrouille', rung: 5 },
  { code: 'drempel', rung: 3 },
  { code: 'mcu', rung: 6 },
] as MeasureKind[];

const place = {
  people: 5,
  walks: 3,
  first: '2026-07-01',
  last: '2026-10-01',
  categories: [
    { group: 'licht', findings: 5 },
    { group: 'groen', findings: 4 },
  ],
} as HotspotProperties;

const tried = (kind: string) => ({ kind, outcome: 'done_and_evaluated' as const, reason: '', by: 'comité' });
const whole = (): GateDraft => ({
  lighter: [
    tried('snoei'),
    tried('bank'),
    { ...tried('patrouille'), outcome: 'reason', reason: 'Geen uren.' },
  ],
  side: 60,
  homes: 'no',
  homesWhy: '',
  begins: '2026-12-01',
  ends: '2027-06-01',
  advice: { asked_on: '2026-11-01', reference: 'Notulen, punt 4' },
  owner: { by: 'gemeente', on: '2026-11-20', bylaw: true, consultation: true, signs: true },
});
const states = (draft: GateDraft, hotspot: HotspotProperties | null = place) =>
  checks(draft, hotspot, kinds, '2026-11-22').map(({ state }) => state);

test('an empty gate is open everywhere but for the need, and a whole one is done', () => {
  expect(states(emptyGate())).toEqual(['done', 'open', 'open', 'open', 'open', 'open']);
  expect(states(emptyGate(), null)[0]).toBe('open');
  expect(states(whole())).toEqual(Array(6).fill('done'));
});

test('each thing that is only begun is busy, never done', () => {
  const but = (change: Partial<GateDraft>) => states({ ...whole(), ...change });
  expect(but({ lighter: [tried('snoei'), tried('bank')] })[1]).toBe('busy');
  expect(but({ lighter: [tried('snoei'), tried('bank'), tried('bank')] })[1]).toBe('busy');
  expect(but({ lighter: [tried('bank'), tried('drempel'), tried('mcu')] })[1]).toBe('busy');
  expect(but({ lighter: [tried('snoei'), tried('bank'), { ...tried('drempel'), by: ' ' }] })[1]).toBe('busy');
  expect(but({ homes: '' })[2]).toBe('busy');
  expect(but({ homes: 'yes', homesWhy: ' ' })[2]).toBe('busy');
  expect(but({ homes: 'yes', homesWhy: 'De poort ligt ertussen.' })[2]).toBe('done');
  expect(but({ side: 0 })[2]).toBe('busy');
  expect(but({ ends: '2027-06-02' })[3]).toBe('busy');
  expect(but({ ends: '2026-12-01' })[3]).toBe('busy');
  expect(but({ advice: { asked_on: '2026-11-23', reference: 'x' } })[4]).toBe('busy');
  expect(but({ owner: { ...whole().owner, signs: false } })[5]).toBe('busy');
});

test('half a year ends on the same day of the month, or on the last day there is', () => {
  const ends = (begins: string, last: string) => states({ ...whole(), begins, ends: last })[3];
  expect([ends('2026-08-31', '2027-02-28'), ends('2026-08-31', '2027-03-01')]).toEqual(['done', 'busy']);
});

test('a place needs five people, three walks, three months and two sorts or what feels unsafe', () => {
  expect(isNeeded(place)).toBe(true);
  expect(isNeeded({ ...place, people: 4 })).toBe(false);
  expect(isNeeded({ ...place, walks: 2 })).toBe(false);
  expect(isNeeded({ ...place, last: '2026-09-30' })).toBe(false);
  expect(isNeeded({ ...place, categories: [{ group: 'licht', findings: 9 }] })).toBe(false);
  expect(isNeeded({ ...place, categories: [{ group: 'veilig', findings: 9 }] })).toBe(true);
});

test('the body holds what the server asks, without empty rows', () => {
  const draft = whole();
  draft.lighter.push({ kind: '', outcome: '', reason: '', by: '' });
  const body = gateBody(draft);
  expect(body.lighter).toHaveLength(3);
  expect(body.lighter[0]).not.toHaveProperty('reason');
  expect(body.owner_check).toEqual({
    by: 'gemeente',
    on: '2026-11-20',
    bylaw: true,
    consultation: true,
    signs: true,
  });
});

test('homes in sight go along with their reason, and a reason without homes stays behind', () => {
  const area = (homes: 'no' | 'yes') => gateBody({ ...whole(), homes, homesWhy: ' De poort. ' }).area;
  expect(area('yes')).toEqual({ homes: true, reason: 'De poort.' });
  expect(area('no')).toEqual({ homes: false });
});

test('a square is closed and has the side that was chosen', () => {
  const [ring = []] = squareAround({ lon: 4.5, lat: 51.9 }, 60).coordinates;
  expect(ring).toHaveLength(5);
  expect(ring[0]).toEqual(ring[4]);
  const [south, north] = [ring[0]?.[1] ?? 0, ring[2]?.[1] ?? 0];
  expect((north - south) * 111_000).toBeCloseTo(60, 0);
});
