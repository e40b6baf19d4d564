import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Call, serve, stored } from '../../../tests/server';
import { setClock } from '../../ground/clock';
import { waitingDeeds } from '../../ground/outbox/deeds';
import { drain } from '../../ground/outbox/drain';
import { closeDatabase, database } from '../../ground/store/database';
import { notSeen, notTheSame, sameThing, seeToo, waitingWord } from './seenToo';

vi.mock('../../ground/outbox/outbox.svelte', () => ({ sendNow: () => Promise.resolve() }));

const FINDING = '01940000-0000-7000-8000-0000000000f1';
const OTHER = '01940000-0000-7000-8000-0000000000f2';
let at = 1_770_000_000_000;

beforeEach(async () => {
  setClock(() => at);
  const db = await database();
  for (const store of db.objectStoreNames) await db.clear(store);
});

afterEach(async () => {
  vi.unstubAllGlobals();
  setClock();
  await closeDatabase();
});

const sent = (calls: Call[]) =>
  calls.map(({ method, path }) => `${method} ${path.split('/').slice(0, 5).join('/')}`);

test('said without signal it waits, and goes once with the moment at which it was said', async () => {
  await seeToo(FINDING);
  await seeToo(FINDING);
  expect(await waitingWord(FINDING)).toBe('said');
  expect((await waitingDeeds()).length, 'the last word counts').toBe(1);
  at += 3_600_000;
  const calls = serve(stored);
  await drain();
  expect(sent(calls)).toEqual([`PUT /api/findings/${FINDING}/confirmations`]);
  expect(JSON.parse(calls[0]?.body as string)).toEqual({
    observed_at: new Date(at - 3_600_000).toISOString(),
  });
  expect(await waitingWord(FINDING)).toBeNull();
});

test('taken back before it left, the server hears nothing; later it hears that it is taken back', async () => {
  await seeToo(FINDING);
  await notSeen(FINDING, false);
  expect(await waitingDeeds()).toEqual([]);
  await notSeen(FINDING, true);
  expect(await waitingWord(FINDING)).toBe('taken-back');
  const calls = serve(stored);
  await drain();
  expect(sent(calls)).toEqual([`DELETE /api/findings/${FINDING}/confirmations`]);
});

test('what may have left is taken back for certain', async () => {
  await seeToo(FINDING);
  serve(() => null);
  await drain();
  await notSeen(FINDING, false);
  expect(await waitingWord(FINDING)).toBe('taken-back');
});

test('the same thing is said of a finding of ones own, and can be unsaid', async () => {
  await sameThing(FINDING, OTHER);
  at += 1;
  await notTheSame(FINDING);
  const calls = serve((call) =>
    call.method === 'PUT' ? Response.json({ case: 'c', findings: 2 }) : stored(call),
  );
  await drain();
  expect(sent(calls)).toEqual([`PUT /api/findings/${FINDING}/same`, `DELETE /api/findings/${FINDING}/same`]);
  expect(await waitingDeeds()).toEqual([]);
});
