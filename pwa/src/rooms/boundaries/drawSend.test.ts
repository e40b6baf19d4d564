import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { json, serve } from '../../../tests/server';
import { setClock } from '../../ground/clock';
import { drain } from '../../ground/outbox/drain';
import { database } from '../../ground/store/database';
import {
  askWhetherRight,
  awaitingOf,
  drawingOf,
  fresh,
  isToldCounted,
  keepDrawing,
  tellCounted,
  unsend,
} from '../../ground/store/drawings';
import { discardUnsent, journeyOf, sayRight, send } from './drawSend';
import type { At } from './drawShape';

const ring: At[] = [
  [4.48, 51.9],
  [4.49, 51.9],
  [4.49, 51.91],
  [4.48, 51.9],
];
const row = { ...fresh('TB01'), relation: 'lives' as const, years: 5 };

beforeEach(async () => {
  const db = await database();
  for (const store of db.objectStoreNames) await db.clear(store);
});
afterEach(() => {
  vi.unstubAllGlobals();
  setClock();
});

/** The answer of a server to a drawing that it mended. */
const mended = (id: string) =>
  json({ id, buurt: 'TB01', repaired: ['repaired_bowtie'], warnings: [], needs_confirmation: true }, 201);

/** Drains until it is so: sending began by itself too, and only one pass runs at a time. */
const until = (so: () => unknown) =>
  vi.waitFor(async () => {
    void drain(true);
    await so();
  });

describe('a draft', () => {
  test('is found again, one per buurt', async () => {
    await keepDrawing({ ...row, line: ring.slice(0, 3), closed: true });
    expect(await drawingOf('TB01')).toMatchObject({ closed: true, years: 5, line: ring.slice(0, 3) });
    expect(await drawingOf('TB02')).toMatchObject({ line: [], sent: null });
  });

  test('stays when the drawing is taken back, as one that was never sent', async () => {
    await keepDrawing({ ...row, line: ring.slice(0, 3), closed: true, sent: 'x', answer: {}, right: true });
    await unsend('TB01');
    const now = await drawingOf('TB01');
    expect(now).toMatchObject({ sent: null, right: false, closed: true });
    expect(now.answer).toBeUndefined();
  });
});

test('a withdrawal leaves no line in the proof that it arrived, and none of another buurt goes', async () => {
  const db = await database();
  const proof = { kind: 'drawing' as const, after: null, savedAt: 1, arrivedAt: 2 };
  await db.put('deedReceipts', { ...proof, id: 'a', answer: { buurt: 'TB01', geometry: {} } });
  await db.put('deedReceipts', { ...proof, id: 'b', answer: { buurt: 'TB02', geometry: {} } });
  await keepDrawing({ ...row, sent: 'a' });
  await unsend('TB01');
  expect(await db.get('deedReceipts', 'a')).toEqual({ ...proof, id: 'a' });
  expect(await db.get('deedReceipts', 'b')).toMatchObject({ answer: { buurt: 'TB02' } });
});

test('of two drawings of a buurt the one that was not taken back keeps what is known of it', async () => {
  const db = await database();
  const proof = { kind: 'drawing' as const, after: null, savedAt: 1, arrivedAt: 2 };
  const told = { buurt: 'TB01', needs_confirmation: true };
  await db.put('deedReceipts', {
    ...proof,
    id: 'a',
    answer: { ...told, id: 'a', needs_confirmation: false },
  });
  await db.put('deedReceipts', { ...proof, id: 'b', answer: { ...told, id: 'b' } });
  await keepDrawing({ ...row, sent: 'b' });
  await unsend('TB01', ['b']);
  expect(await db.get('deedReceipts', 'a')).toEqual({ ...proof, id: 'a' });
  expect(await awaitingOf('TB01')).toMatchObject({ id: 'b' });
  await unsend('TB01', ['a']);
  expect(await awaitingOf('TB01')).toBeNull();
});

test('a drawing waits for its word until that is said, also one that another phone sent; the draft stays', async () => {
  await keepDrawing({ ...row, line: ring.slice(0, 3), sent: 'a', answer: { needs_confirmation: false } });
  expect(await awaitingOf('TB01')).toBeNull();
  await askWhetherRight({ id: 'b', buurt: 'TB01', needs_confirmation: true });
  expect(await awaitingOf('TB01')).toMatchObject({ id: 'b' });
  const asked = await drawingOf('TB01');
  expect(asked).toMatchObject({ sent: 'b', right: false, line: ring.slice(0, 3) });
  await keepDrawing({ ...asked, right: true });
  expect(await awaitingOf('TB01')).toBeNull();
});

test('that a drawing counts is told once for each version', async () => {
  expect(await isToldCounted('TB01', 3)).toBe(false);
  await tellCounted('TB01', 3);
  expect([
    await isToldCounted('TB01', 3),
    await isToldCounted('TB01', 4),
    await isToldCounted('TB02', 3),
  ]).toEqual([true, false, false]);
});

describe('a drawing on its way', () => {
  test('waits without signal, arrives with what the server made of it, and is confirmed', async () => {
    serve(() => null);
    const id = await send(row, ring);
    await drain(true);
    expect(await journeyOf(id)).toEqual({ at: 'waiting' });

    const calls = serve((call) => mended(call.path.split('/')[3] ?? ''));
    await drain(true);
    expect(calls.map(({ method, path }) => `${method} ${path}`)).toEqual([`PUT /api/drawings/${id}`]);
    expect(JSON.parse(String(calls[0]?.body))).toEqual({
      buurt: 'TB01',
      geometry: { type: 'Polygon', coordinates: [ring] },
      relation: 'lives',
      years: 5,
    });
    expect(await journeyOf(id)).toMatchObject({ at: 'arrived', answer: { repaired: ['repaired_bowtie'] } });

    const more = serve(() => json({ id }));
    await sayRight(id);
    await drain(true);
    expect(more.map(({ path }) => path)).toContain(`/api/drawings/${id}/confirmation`);
  });

  test('that the server refuses comes back with every fault at its place', async () => {
    const faults = [{ pointer: '/geometry', code: 'self_intersection', at: [4.485, 51.9] }];
    serve(() => json({ code: 'invalid', faults }, 422));
    const id = await send(row, ring);
    await drain(true);
    expect(await journeyOf(id)).toEqual({ at: 'refused', code: 'self_intersection', faults });
    await discardUnsent(id);
    expect(await journeyOf(id)).toEqual({ at: 'gone' });
  });

  test('that another answers for never counts as arrived', async () => {
    serve(() => mended('another'));
    const id = await send(row, ring);
    await drain(true);
    expect((await journeyOf(id)).at).not.toBe('arrived');
  });

  test('makes room for a newer one of that buurt, also when it was tried and waits for its turn', async () => {
    const cut = serve(() => null);
    const first = await send(row, ring);
    await until(() => expect(cut.map(({ path }) => path)).toContain(`/api/drawings/${first}`));
    const elsewhere = await send({ ...row, buurt: 'TB02' }, ring);
    const second = await send({ ...row, sent: first }, ring);
    expect(await journeyOf(first)).toEqual({ at: 'gone' });
    const calls = serve((call) => mended(call.path.split('/')[3] ?? ''));
    await until(() => expect(calls).toHaveLength(2));
    expect(calls.map(({ path }) => path)).toEqual([`/api/drawings/${elsewhere}`, `/api/drawings/${second}`]);
  });

  test('that is on the line comes to its end before a newer one leaves', async () => {
    const heard: string[] = [];
    let answer: (response: Response) => void = () => {};
    const asked = new Promise<void>((onLine) => {
      serve((call) => {
        heard.push(call.path.split('/')[3] ?? '');
        if (heard.length > 1) return mended(heard[1] ?? '');
        onLine();
        return new Promise<Response>((done) => {
          answer = done;
        });
      });
    });
    const first = await send(row, ring);
    await until(() => asked);
    const second = await send({ ...row, sent: first }, ring);
    expect(heard).toEqual([first]);
    answer(mended(first));
    await until(async () => expect(await journeyOf(second)).toMatchObject({ at: 'arrived' }));
    expect(heard).toEqual([first, second]);
  });
});
