import { expect, test } from 'vitest';
import type { Proposal, ProposalState } from './borderDoors';
import { word } from './borderWords';
import { whyNot } from './proposalSteps';

const at = (state: ProposalState, stands: boolean): Proposal => ({
  id: 'p',
  title: 't',
  reason: 'r',
  state,
  revision: 1,
  buurten: ['A'],
  locked: [],
  coverage: { arcs: [], faces: [] },
  base: { arcs: [], faces: [] },
  checks: [
    { code: 'valid', ok: true },
    { code: 'base_stands', ok: stands },
  ],
  history: [],
});

test('where the ground below a proposal has gone every way on says so, before it is pressed', () => {
  const on: [ProposalState, ProposalState][] = [
    ['in_progress', 'ready'],
    ['ready', 'open'],
    ['open', 'voting'],
    ['voting', 'adopted'],
  ];
  for (const [from, to] of on) {
    expect(whyNot(at(from, true), to)).toEqual([]);
    expect(whyNot(at(from, false), to)).toEqual([word('why.base_gone')]);
  }
  expect(whyNot(at('open', false), 'in_progress')).toEqual([]);
  expect(whyNot(at('open', false), 'rejected')).toEqual([]);
});

test('what runs may be given more time, and what is over or not asked yet may not', () => {
  const until = (state: ProposalState, closes: string) => ({ ...at(state, false), closes });
  for (const state of ['open', 'voting'] as const) {
    expect(whyNot(until(state, '2099-01-01T00:00:00Z'), state)).toEqual([]);
    expect(whyNot(until(state, '2020-01-01T00:00:00Z'), state)).not.toEqual([]);
  }
  expect(whyNot(until('ready', '2099-01-01T00:00:00Z'), 'ready')).not.toEqual([]);
});
