import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import { changeKept } from '../store/kept';
import {
  discardProposal,
  readWaitingProposals,
  sendProposal,
  sendWaitingProposals,
  type WaitingProposal,
  waitingProposals,
} from './proposals.svelte';

const proposal = (id: string): WaitingProposal => ({
  id,
  savedAt: 1,
  body: { kind: 'bank', why: 'Even zitten.', place: { type: 'Point', coordinates: [4.5, 51.9] } },
});
const ids = () => waitingProposals.rows.map(({ id }) => id);

/** Answers every request with this status; 0 is no answer at all. Gives the addresses that were asked. */
function serverSays(status: number): string[] {
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (path: string) => {
    asked.push(path);
    if (status === 0) throw new TypeError('no network');
    const type = status < 400 ? 'application/json' : 'application/problem+json';
    const body = JSON.stringify(
      status < 400 ? { id: path.split('/').at(-1) } : { status, code: 'x', faults: [] },
    );
    return new Response(body, { status, headers: { 'Content-Type': type } });
  });
  return asked;
}

afterEach(async () => {
  for (const id of ids()) await discardProposal(id);
  vi.unstubAllGlobals();
});

test('without signal a proposal stays on the phone and goes later under the same id, once', async () => {
  serverSays(0);
  expect(await sendProposal(proposal('a'))).toEqual({ now: 'kept' });
  expect(await sendProposal(proposal('a'))).toEqual({ now: 'kept' });
  expect(ids()).toEqual(['a']);
  const asked = serverSays(200);
  await sendWaitingProposals();
  expect([asked, ids()]).toEqual([['/api/measures/a'], []]);
});

test('it says in which form it was made, also one that was kept before forms had a number', async () => {
  const forms: (string | null)[] = [];
  let status = 503;
  vi.stubGlobal('fetch', async (_: string, { headers }: RequestInit) => {
    forms.push(new Headers(headers).get('Buurtschouw-Schema'));
    return new Response('{"code":"schema_too_new"}', { status });
  });
  await sendProposal(proposal('a'));
  expect(waitingProposals.rows.map(({ schema }) => schema)).toEqual([1]);
  await changeKept('waiting proposals', () => [proposal('b')]);
  // An app that is too old is renewed first: that is no refusal.
  status = 426;
  await sendWaitingProposals();
  expect([forms, waitingProposals.rows.map(({ refused }) => refused)]).toEqual([['1', '1'], [undefined]]);
});

test('what the server refuses at once is told and not kept', async () => {
  serverSays(422);
  expect((await sendProposal(proposal('a'))).now).toBe('refused');
  expect(ids()).toEqual([]);
});

test('a refused one stays with its reason, is not sent again and does not hold up the next', async () => {
  serverSays(503);
  await Promise.all([sendProposal(proposal('a')), sendProposal(proposal('b'))]);
  expect(ids()).toEqual(['a', 'b']);
  const asked = serverSays(403);
  await sendWaitingProposals();
  expect(asked).toHaveLength(2);
  expect(waitingProposals.rows.map(({ refused }) => refused)).toEqual([
    { status: 403, at: [] },
    { status: 403, at: [] },
  ]);
  await sendWaitingProposals();
  expect(asked).toHaveLength(2);
  await discardProposal('a');
  expect(ids()).toEqual(['b']);
});

test('two pages of the app that keep a proposal at the same moment lose none', async () => {
  serverSays(0);
  vi.resetModules();
  const other = await import('./proposals.svelte');
  const all = ['a', 'b', 'c', 'd'];
  await Promise.all(all.map((id, n) => (n % 2 ? other : { sendProposal }).sendProposal(proposal(id))));
  await readWaitingProposals();
  expect(ids().toSorted()).toEqual(all);
});
