import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Call, json, serve, stored } from '../../../tests/server';
import { setClock } from '../../ground/clock';
import { voiceOf, waitingDeeds } from '../../ground/outbox/deeds';
import { drain } from '../../ground/outbox/drain';
import { tidy } from '../../ground/outbox/queue';
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

/** A server that knows voices by their id, as ours does: what it never heard is not found. */
function voices(): { calls: Call[]; standing: Set<string> } {
  const standing = new Set<string>();
  const calls = serve(async (call) => {
    const id = call.path.split('/').at(-1) ?? '';
    if (call.method === 'PUT') standing.add(id);
    else if (!standing.delete(id)) return json({ code: 'not_found' }, 404);
    return stored(call);
  });
  return { calls, standing };
}

test('taken back before it left, the server hears nothing', async () => {
  await seeToo(FINDING);
  await notSeen(FINDING, false);
  expect(await waitingDeeds()).toEqual([]);
});

test('what arrived is taken back under the id it was said under, also months later, and then no proof of it is left', async () => {
  const { calls, standing } = voices();
  await seeToo(FINDING);
  await seeToo(OTHER);
  await drain();
  expect(standing.size).toBe(2);
  at += 100 * 86_400_000;
  await tidy();
  await notSeen(FINDING, true);
  expect(await waitingWord(FINDING)).toBe('taken-back');
  await drain();
  expect([...standing], 'the voice for the other stands').toEqual([calls[1]?.path.split('/').at(-1)]);
  expect((await (await database()).getAll('deedReceipts')).map((row) => row.after)).toEqual([OTHER]);

  await seeToo(FINDING);
  await drain();
  expect(standing.size, 'said anew').toBe(2);
});

test('what may have left is taken back for certain, under its own id', async () => {
  await seeToo(FINDING);
  const said = (await waitingDeeds())[0]?.id;
  serve(() => null);
  await drain();
  await notSeen(FINDING, false);
  expect(await waitingWord(FINDING)).toBe('taken-back');
  expect((await waitingDeeds()).map(voiceOf)).toEqual([said]);
});

test('a voice that counts but of which this phone knows no id is not said to be taken back', async () => {
  await expect(notSeen(FINDING, true)).rejects.toThrow();
  expect(await waitingDeeds()).toEqual([]);
});

test('the same thing is said of a finding of ones own, and can be unsaid', async () => {
  await sameThing(FINDING, OTHER);
  at += 1;
  await notTheSame(FINDING);
  const calls = serve((call) => (call.method === 'PUT' ? json({ case: 'c', findings: 2 }) : stored(call)));
  await drain();
  expect(sent(calls)).toEqual([`PUT /api/findings/${FINDING}/same`, `DELETE /api/findings/${FINDING}/same`]);
  expect(await waitingDeeds()).toEqual([]);
});
