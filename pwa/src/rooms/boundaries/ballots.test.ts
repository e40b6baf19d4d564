import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Call, json, serve } from '../../../tests/server';
import { setClock } from '../../ground/clock';
import { drain } from '../../ground/outbox/drain';
import { database } from '../../ground/store/database';
import { askedOf, isCounted, isOpen, isRunning, phaseOf } from './ballots';
import type { ProposalRow } from './borderDoors';
import { Vote } from './vote.svelte';

const row: ProposalRow = {
  id: 'P',
  title: 'x',
  reason: 'y',
  state: 'voting',
  revision: 1,
  version: 2,
  buurten: ['A', 'B', 'C'],
  opens: '2026-11-01T00:00:00Z',
  closes: '2026-12-01T00:00:00Z',
};
const ballot = (buurt: string, more: object = {}) => ({
  buurt,
  buurten: ['A', 'B'],
  voted: false,
  borders: ['A', 'B'].map((key) => ({ key, geometry: { type: 'Polygon', coordinates: [] } })),
  ...more,
});

/** A server with this proposal on which these buurten were answered. */
function server(told: (call: Call) => Response | null) {
  return serve((call) => {
    if (call.path.startsWith('/api/proposals?')) return json({ proposals: [row] });
    return told(call);
  });
}

beforeEach(async () => {
  setClock(() => Date.parse('2026-11-10T12:00:00Z'));
  const db = await database();
  for (const store of db.objectStoreNames) await db.clear(store);
});
afterEach(() => {
  vi.unstubAllGlobals();
  setClock();
});

describe('what a vote asks', () => {
  test('a list that tells it is asked nothing more, and only changed buurten are offered', async () => {
    const calls = server(() => null);
    expect(await askedOf({ ...row, ballot: { buurten: ['A', 'B'], voted_on: ['B'] } })).toEqual({
      buurten: ['A', 'B'],
      open: ['A'],
    });
    expect(calls).toEqual([]);
  });

  test('else the ballot tells, and a server that counts one answer counts it for its own buurt', async () => {
    server(() => json(ballot('A', { voted: true })));
    expect(await askedOf(row)).toEqual({ buurten: ['A', 'B'], open: ['B'] });
    server(() => json(ballot('A', { voted: true, voted_on: ['A', 'B'] })));
    expect(await askedOf(row)).toEqual({ buurten: ['A', 'B'], open: [] });
  });

  test('a server that tells one answer only is not believed about a buurt that this phone did not answer', async () => {
    server((call) => (call.method === 'GET' ? json(ballot('A')) : json({ id: call.path.split('/').at(-1) })));
    await answered('A');
    await until(async () => expect(await (await database()).count('deedReceipts')).toBe(1));
    server((call) => json(ballot(call.path.includes('buurt=B') ? 'B' : 'A', { voted: true })));
    const other = new Vote('B');
    await other.open();
    expect(other.asks).toBe(true);
    expect((await askedOf(row))?.open).toEqual(['B']);
  });

  test('an answer that waits on this phone is given, of its own buurt only', async () => {
    server((call) => (call.method === 'GET' ? json(ballot('A', { voted_on: [] })) : null));
    await answered('A');
    expect((await askedOf(row))?.open).toEqual(['B']);
  });
});

/** Drains until it is so: sending began by itself too, and only one pass runs at a time. */
const until = (so: () => unknown) =>
  vi.waitFor(async () => {
    void drain(true);
    await so();
  });

/** Answers for a buurt as the panel does. */
async function answered(buurt: string): Promise<Vote> {
  const vote = new Vote(buurt);
  await vote.open();
  vote.choose('A', 'yes');
  vote.choose('B', 'no');
  await vote.send();
  return vote;
}

describe('an answer', () => {
  test('that is given again takes the place of the one that was tried and waits', async () => {
    const cut = server((call) => (call.method === 'GET' ? json(ballot('A')) : null));
    const vote = await answered('A');
    await until(() => expect(cut.some(({ method }) => method === 'PUT')).toBe(true));
    await vote.again();
    vote.choose('A', 'no');
    await vote.send();
    const calls = server((call) => json({ id: call.path.split('/').at(-1) }));
    await until(async () => expect(await (await database()).count('deeds')).toBe(0));
    const votes = calls.filter(({ method }) => method === 'PUT');
    expect(votes).toHaveLength(1);
    expect(JSON.parse(String(votes[0]?.body)).answers[0]).toMatchObject({ key: 'A', answer: 'no' });
  });

  test('about another buurt leaves the first alone', async () => {
    server((call) => (call.method === 'GET' ? json(ballot(call.path.slice(-1), { voted_on: [] })) : null));
    await answered('A');
    await answered('B');
    const calls = server((call) => json({ id: call.path.split('/').at(-1) }));
    await until(() => expect(calls.filter(({ method }) => method === 'PUT')).toHaveLength(2));
  });

  test('that the server no longer counts is asked anew; one that it counts stands', async () => {
    server((call) => (call.method === 'GET' ? json(ballot('A')) : json({ id: call.path.split('/').at(-1) })));
    await answered('A');
    await until(async () => expect(await (await database()).count('deedReceipts')).toBe(1));
    const gone = new Vote('A');
    await gone.open();
    expect([gone.given, gone.asks]).toEqual([null, true]);
    server(() => json(ballot('A', { voted: true })));
    const stands = new Vote('A');
    await stands.open();
    expect([stands.given?.answers.length, stands.where, stands.asks]).toEqual([2, 'arrived', false]);
  });

  test('about other lines than those of now is no answer', async () => {
    server((call) => (call.method === 'GET' ? json(ballot('A')) : null));
    await answered('A');
    serve((call) => {
      if (call.path.startsWith('/api/proposals?')) return json({ proposals: [{ ...row, version: 3 }] });
      return json(ballot('A'));
    });
    const vote = new Vote('A');
    await vote.open();
    expect(vote.asks).toBe(true);
  });
});

describe('what a vote changes', () => {
  const own = (vote: Vote) => [vote.asks, vote.blind, vote.others];

  test('stays hidden from who skips, until the last buurt of that vote is answered', async () => {
    server((call) => (call.method === 'GET' ? json(ballot(call.path.slice(-1), { voted_on: [] })) : null));
    const first = new Vote('A');
    await first.open();
    expect(own(first)).toEqual([true, true, ['B']]);
    first.skip();
    expect(own(first)).toEqual([false, true, ['B']]);
    const after = await answered('A');
    expect(own(after)).toEqual([false, true, ['B']]);
    const last = await answered('B');
    expect(own(last)).toEqual([false, false, []]);
  });

  test('is told to who answered all, and stays told when a change of the answer is left', async () => {
    server((call) =>
      call.method === 'GET' ? json(ballot('A', { voted: true, voted_on: ['A', 'B'] })) : null,
    );
    const vote = await answered('A');
    expect(own(vote)).toEqual([false, false, []]);
    const given = vote.given;
    await vote.again();
    expect(own(vote)).toEqual([true, true, []]);
    vote.skip();
    expect([...own(vote), vote.given]).toEqual([false, false, [], given]);
  });

  test('is hidden again from who takes the answer back', async () => {
    server((call) => {
      if (call.method === 'DELETE') return new Response(null, { status: 204 });
      return call.method === 'GET' ? json(ballot('A', { buurten: ['A'], voted_on: [] })) : null;
    });
    const vote = await answered('A');
    expect(own(vote)).toEqual([false, false, []]);
    await vote.takeBack();
    expect(own(vote)).toEqual([false, true, []]);
  });
});

test('a question that is closed is not asked any more, and one that is to come not yet', () => {
  expect([isRunning(row), isCounted(row), phaseOf(row)]).toEqual([true, false, 'Herken je het?']);
  const over = { ...row, closes: '2026-11-10T12:00:00Z' };
  expect([isRunning(over), isCounted(over), phaseOf(over)]).toEqual([false, true, 'Antwoorden geteld']);
  const soon = { ...row, opens: '2026-11-11T00:00:00Z' };
  expect([isRunning(soon), isCounted(soon), phaseOf(soon)]).toEqual([false, false, 'Straks: herken je het?']);
  const open = { ...row, state: 'open' as const };
  expect([
    isOpen(open),
    isOpen({ ...open, closes: over.closes }),
    isOpen({ ...open, opens: soon.opens }),
  ]).toEqual([true, false, false]);
});
