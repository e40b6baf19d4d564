import { beforeEach, expect, test } from 'vitest';
import { json, serve } from '../../../tests/server';
import { database } from '../../ground/store/database';
import type { Check, Proposal } from './borderDoors';
import { isAsked, letStay, stayed } from './deskLoose';
import { Desk } from './proposalDesk.svelte';

const loose = (part: number, over: Partial<Check> = {}): Check => ({
  code: 'loose_part',
  ok: false,
  face: 'A',
  with: 'B',
  part,
  at: [4.49, 51.9],
  area_m2: 12_000,
  ...over,
});

function proposal(checks: Check[], revision = 3): Proposal {
  const coverage = {
    arcs: [
      {
        line: [
          [4.48, 51.895],
          [4.48, 51.905],
        ],
        left: 0,
        right: 1,
      },
    ],
    faces: [],
  };
  return {
    id: 'p',
    title: 't',
    reason: 'r',
    state: 'in_progress',
    revision,
    buurten: ['A', 'B'],
    locked: [],
    coverage,
    base: coverage,
    checks,
    history: [],
  };
}

beforeEach(async () => {
  await (await database()).clear('kept');
});

test('only a part that somebody else has and nobody answered for is asked about', () => {
  expect(isAsked(loose(0))).toBe(true);
  expect(isAsked(loose(0, { ok: true }))).toBe(false);
  expect(isAsked({ code: 'one_part', ok: false })).toBe(false);
});

test('an answer goes along with those before it; parts that came home are no answer', () => {
  const checks = [loose(0), loose(1, { ok: true }), loose(2, { ok: true, with: null }), loose(3)];
  expect(stayed(checks, 0)).toEqual([0, 1]);
});

test('the answer is sent with the revision, and the desk goes on with what came back', async () => {
  const sent: unknown[] = [];
  serve(({ path, body }) => {
    sent.push([path, typeof body === 'string' ? JSON.parse(body) : null]);
    return json(proposal([loose(0, { ok: true })], 4));
  });
  const desk = new Desk(proposal([loose(0)]));
  expect(await letStay(desk, 0)).toBe(true);
  expect(sent).toEqual([['/api/proposals/p/loose', { revision: 3, stay: [0] }]]);
  expect([desk.proposal.revision, desk.proposal.checks[0]?.ok]).toEqual([4, true]);
});

test('who was met by somebody else says it once more, and sees other lines beside the own ones', async () => {
  const met = { code: 'changed_meanwhile' };
  let theirs = proposal([loose(0), loose(1, { ok: true })], 7);
  const sent: unknown[] = [];
  serve(({ method, body }) => {
    if (method === 'GET') return json(theirs);
    const told = typeof body === 'string' ? JSON.parse(body) : null;
    sent.push(told);
    return told.revision === 7 ? json(proposal([loose(0, { ok: true })], 8)) : json(met, 409);
  });
  const desk = new Desk(proposal([loose(0)]));
  expect(await letStay(desk, 0)).toBe(true);
  expect(sent).toEqual([
    { revision: 3, stay: [0] },
    { revision: 7, stay: [0, 1] },
  ]);
  const [arc] = theirs.coverage.arcs;
  theirs = {
    ...theirs,
    coverage: {
      arcs: [
        {
          ...arc,
          line: [
            [4.481, 51.895],
            [4.48, 51.905],
          ],
        },
      ],
      faces: [],
    },
  };
  const other = new Desk(proposal([loose(0)]));
  expect(await letStay(other, 0)).toBe(false);
  expect(other.theirs?.revision).toBe(7);
});

test('without signal nothing is answered, and it says so', async () => {
  serve(() => json({ code: 'busy' }, 503));
  const desk = new Desk(proposal([loose(0)]));
  expect(await letStay(desk, 0)).toBe(false);
  expect(desk.proposal.checks[0]?.ok).toBe(false);
});
