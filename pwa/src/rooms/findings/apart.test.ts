import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Me } from '../../ground/api/types';
import { setClock } from '../../ground/clock';
import { closeDatabase, database } from '../../ground/store/database';
import { type InCase, mayPart, waitsToPart } from './apart';
import { notTheSame, sameThing } from './seenToo';

vi.mock('../../ground/outbox/outbox.svelte', () => ({ sendNow: () => Promise.resolve() }));

const finding = (more: Partial<InCase> = {}): InCase => ({
  id: 'f',
  case: 'c',
  walk: 'w',
  buurt: 'TB01',
  mine: false,
  ...more,
});
const somebody = (role: Me['role'], more: object = {}): Me => ({ id: 'me', role, walks: [], ...more }) as Me;
const walks = [{ id: 'w', leader: true }];

let at = 1_770_000_000_000;

beforeEach(async () => {
  setClock(() => at++);
  await (await database()).clear('deeds');
});

afterEach(async () => {
  setClock();
  await closeDatabase();
});

test('its maker may take it apart, its leader and who plans walks there, and nobody else', () => {
  expect(mayPart(finding({ mine: true }), null)).toBe(true);
  expect(mayPart(finding({ mine: true, case: null }), null), 'in no case').toBe(false);
  expect(mayPart(finding(), somebody('participant', { walks }))).toBe(true);
  expect(mayPart(finding({ walk: 'other' }), somebody('participant', { walks }))).toBe(false);
  expect(mayPart(finding(), somebody('participant', { walks: [{ id: 'w', leader: false }] }))).toBe(false);
  expect(mayPart(finding(), somebody('networker'))).toBe(true);
  expect(mayPart(finding(), somebody('networker', { buurt: 'TB01' }))).toBe(true);
  expect(mayPart(finding(), somebody('networker', { buurt: 'TB02' }))).toBe(false);
  for (const role of ['partner', 'committee'] as const)
    expect(mayPart(finding(), somebody(role))).toBe(false);
  expect(mayPart(finding(), null)).toBe(false);
});

test('what was said without signal is known when the screen opens again; the last word counts', async () => {
  expect(await waitsToPart('f')).toBe(false);
  await notTheSame('f');
  expect([await waitsToPart('f'), await waitsToPart('g')]).toEqual([true, false]);
  await sameThing('f', 'g');
  expect(await waitsToPart('f')).toBe(false);
});
