import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { json, serve } from '../../../tests/server';
import { database } from '../../ground/store/database';
import type { Coverage, Proposal } from './borderDoors';
import { type Draft, draftOf } from './deskDraft';
import { Desk } from './proposalDesk.svelte';

const line = (lon: number, n = 3): number[][] =>
  Array.from({ length: n }, (_, i) => [lon, 51.895 + (i * 0.01) / (n - 1)]);

/** Two lines between three buurten in a row; what lies round them is fixed. */
function coverage(west: number[][], east: number[][]): Coverage {
  return {
    arcs: [
      { line: west, left: 0, right: 1 },
      { line: east, left: 1, right: 2 },
    ],
    faces: ['A', 'B', 'C'].map((code) => ({ code, name: code, rings: [] })),
  };
}
const start = coverage(line(4.48), line(4.5));

function proposal(over: Partial<Proposal> = {}): Proposal {
  return {
    id: 'p',
    title: 't',
    reason: 'r',
    state: 'in_progress',
    revision: 1,
    buurten: ['A', 'B', 'C'],
    locked: [],
    coverage: start,
    base: start,
    checks: [],
    history: [],
    ...over,
  };
}

interface Sent {
  path: string;
  body: { revision: number; arcs: { index: number; line: number[][] }[]; locked?: string[] } | null;
}
let sent: Sent[] = [];
let answers: { status: number; body: unknown }[] = [];

beforeEach(async () => {
  await (await database()).clear('kept');
  // The disk of the machine goes on as always.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  sent = [];
  answers = [];
  serve(({ path, body }) => {
    sent.push({ path, body: typeof body === 'string' ? JSON.parse(body) : null });
    const next = answers.shift() ?? { status: 500, body: {} };
    return json(next.body, next.status);
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** A desk at which the middle of the west line went 100 m to the east. */
function edited(): Desk {
  const desk = new Desk(proposal());
  desk.choose(0, 1);
  desk.nudge(100, 0);
  return desk;
}

/** The draft on this machine, as soon as it is so. */
const draftWhere = (so: (draft: Draft | null) => boolean): Promise<Draft | null> =>
  vi.waitFor(async () => {
    const draft = await draftOf('p');
    expect(so(draft)).toBe(true);
    return draft;
  });

test('an edit goes to the server when the hand rests, once for several nudges', async () => {
  const desk = edited();
  desk.nudge(100, 0);
  expect(desk.saving).toBe('unsaved');
  answers = [{ status: 200, body: proposal({ revision: 2, coverage: desk.coverage }) }];
  await vi.advanceTimersByTimeAsync(1_000);
  expect(sent.map(({ path, body }) => [path, body?.revision, body?.arcs.map(({ index }) => index)])).toEqual([
    ['/api/proposals/p/arcs', 1, [0]],
  ]);
  expect(desk.saving).toBe('saved');
  desk.undo();
  expect(desk.saving).toBe('unsaved');
});

test('after a step the next edit goes under the new revision', async () => {
  const desk = new Desk(proposal({ state: 'scratch' }));
  desk.renew(proposal({ revision: 2 }));
  desk.choose(0, 1);
  desk.nudge(100, 0);
  answers = [{ status: 200, body: proposal({ revision: 3, coverage: desk.coverage }) }];
  await desk.save();
  expect(sent[0]?.body?.revision).toBe(2);
});

test('what is wrong is kept on the screen and not on the server', async () => {
  const desk = edited();
  const faults = [{ pointer: '/arcs/0/line', code: 'crosses', at: [4.48, 51.9] }];
  answers = [{ status: 422, body: { code: 'invalid', faults } }];
  await desk.save();
  expect(desk.saving).toBe('flawed');
  expect(desk.flaws).toEqual(faults);
  desk.undo();
  await desk.save();
  expect(desk.flaws).toEqual([]);
  expect(sent).toHaveLength(1);
});

test('no signal loses nothing: the same lines are sent again', async () => {
  const desk = edited();
  answers = [{ status: 503, body: {} }];
  await desk.save();
  expect(desk.saving).toBe('offline');
  answers = [{ status: 200, body: proposal({ revision: 2, coverage: desk.coverage }) }];
  await desk.save();
  expect(sent[1]?.body).toEqual(sent[0]?.body);
  expect(desk.saving).toBe('saved');
});

test('without signal it is tried again by itself, and at once when there is signal', async () => {
  // The longest waits.
  vi.spyOn(Math, 'random').mockReturnValue(0.999);
  const desk = edited();
  answers = [{ status: 503, body: {} }];
  await desk.save();
  answers = [{ status: 503, body: {} }];
  await vi.advanceTimersByTimeAsync(2_000);
  expect(sent).toHaveLength(2);
  answers = [{ status: 200, body: proposal({ revision: 2, coverage: desk.coverage }) }];
  desk.retry();
  await vi.waitFor(() => expect(desk.saving).toBe('saved'));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(sent).toHaveLength(3);
});

test('what was not saved is kept on this machine and stands there again, until the server has it', async () => {
  const desk = edited();
  const moved = desk.coverage.arcs[0]?.line;
  answers = [{ status: 503, body: {} }];
  await desk.save();
  desk.end();
  const draft = await draftWhere((one) => one !== null);
  const again = new Desk(proposal(), undefined, draft);
  expect([again.restored, again.saving, again.theirs]).toEqual([true, 'unsaved', null]);
  expect(again.coverage.arcs[0]?.line).toEqual(moved);
  answers = [{ status: 200, body: proposal({ revision: 2, coverage: again.coverage }) }];
  await again.save();
  expect(again.restored).toBe(false);
  expect(await draftWhere((one) => one === null)).toBeNull();
});

test('a draft over a line that somebody else moved meanwhile is asked about, over another line it is not', async () => {
  const desk = edited();
  const draft = await draftWhere((one) => one !== null);
  desk.end();
  const other = new Desk(
    proposal({ revision: 4, coverage: coverage(line(4.48), line(4.501)) }),
    undefined,
    draft,
  );
  expect([other.theirs, other.coverage.arcs[1]?.line]).toEqual([null, line(4.501)]);
  other.end();
  const theirs = proposal({ revision: 4, coverage: coverage(line(4.479), line(4.5)) });
  const met = new Desk(theirs, undefined, draft);
  expect(met.between).toEqual([0]);
  met.takeTheirs();
  expect(met.coverage).toEqual(theirs.coverage);
  const saved = new Desk(proposal({ revision: 4, coverage: desk.coverage }), undefined, draft);
  expect([saved.restored, saved.saving], 'the server has it already').toEqual([false, 'saved']);
});

test('an answer that was lost is not somebody else', async () => {
  const desk = edited();
  answers = [{ status: 503, body: {} }];
  await desk.save();
  answers = [
    { status: 409, body: { code: 'changed_meanwhile' } },
    { status: 200, body: proposal({ revision: 2, coverage: desk.coverage }) },
  ];
  await desk.save();
  expect([desk.theirs, desk.saving, desk.proposal.revision]).toEqual([null, 'saved', 2]);
});

test('a buurt that somebody else fixed meanwhile is no other version of a line', async () => {
  const desk = edited();
  answers = [
    { status: 409, body: { code: 'changed_meanwhile' } },
    { status: 200, body: proposal({ revision: 2, locked: ['C'] }) },
    { status: 200, body: proposal({ revision: 3, locked: ['C'], coverage: desk.coverage }) },
  ];
  await desk.save();
  await vi.advanceTimersByTimeAsync(1_000);
  expect([desk.theirs, desk.saving, desk.proposal.revision]).toEqual([null, 'saved', 3]);
  expect(sent.map(({ body }) => body?.revision)).toEqual([1, undefined, 2]);
});

test('on a slow line one sending follows the other, each under the revision that the one before gave', async () => {
  let [revision, held, locked] = [1, start, [] as string[]];
  let [busy, most] = [0, 0];
  serve(async ({ path, body }) => {
    busy += 1;
    most = Math.max(most, busy);
    await new Promise((after) => setTimeout(after, 3_000));
    busy -= 1;
    const told = JSON.parse(String(body));
    sent.push({ path, body: told });
    if (told.revision !== revision) return json({ code: 'changed_meanwhile' }, 409);
    const arcs = held.arcs.map((arc, i) => ({
      ...arc,
      ...told.arcs?.find(({ index }: { index: number }) => index === i),
    }));
    [revision, held, locked] = [revision + 1, { ...held, arcs }, told.locked ?? locked];
    return json(proposal({ revision, coverage: held, locked }));
  });
  const desk = edited();
  void desk.lock(['C']);
  expect([desk.fixed, desk.locked, desk.saving]).toEqual([['C'], ['C'], 'unsaved']);
  await vi.advanceTimersByTimeAsync(1_000);
  desk.nudge(100, 0);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(most).toBe(1);
  expect(sent.map(({ path, body }) => [path.split('/').at(-1), body?.revision])).toEqual([
    ['arcs', 1],
    ['locked', 2],
    ['arcs', 3],
  ]);
  expect([desk.theirs, desk.saving, desk.proposal.revision, desk.fixed]).toEqual([null, 'saved', 4, ['C']]);
});

test('a buurt that could not be fixed for want of signal is fixed when there is; one that is refused is let go', async () => {
  const desk = new Desk(proposal());
  answers = [{ status: 503, body: {} }];
  await desk.lock(['C']);
  expect([desk.saving, desk.fixed]).toEqual(['offline', ['C']]);
  answers = [{ status: 200, body: proposal({ revision: 2, locked: ['C'] }) }];
  await desk.save();
  expect([desk.saving, desk.proposal.locked]).toEqual(['saved', ['C']]);
  answers = [{ status: 422, body: { code: 'invalid', faults: [] } }];
  await desk.lock([]);
  expect([desk.saving, desk.fixed]).toEqual(['flawed', ['C']]);
});

test('my version over theirs keeps the line that only they moved', async () => {
  const desk = edited();
  const theirs = proposal({ revision: 5, coverage: coverage(line(4.479), line(4.501, 4)) });
  answers = [
    { status: 409, body: { code: 'changed_meanwhile' } },
    { status: 200, body: theirs },
  ];
  await desk.save();
  expect(desk.theirs?.revision).toBe(5);
  expect(desk.between).toEqual([0, 1]);
  await desk.save();
  expect(sent, 'nothing is sent before somebody chose').toHaveLength(2);
  answers = [{ status: 200, body: theirs }];
  await desk.keepMine();
  expect(sent[2]?.body?.revision).toBe(5);
  expect(sent[2]?.body?.arcs.map(({ index }) => index)).toEqual([0]);
  expect(desk.theirs).toBeNull();
});

test('theirs takes the place of mine, and mine is one step back', async () => {
  const desk = edited();
  const mine = desk.coverage.arcs[0]?.line;
  const theirs = proposal({ revision: 5, coverage: coverage(line(4.479), line(4.5)) });
  answers = [
    { status: 409, body: { code: 'changed_meanwhile' } },
    { status: 200, body: theirs },
  ];
  await desk.save();
  desk.takeTheirs();
  expect(desk.coverage.arcs[0]?.line).toEqual(line(4.479));
  expect(desk.saving).toBe('saved');
  desk.undo();
  expect(desk.coverage.arcs[0]?.line).toEqual(mine);
});

test('a proposed course is only taken when somebody says so', async () => {
  const ground = { type: 'FeatureCollection' as const, features: [] };
  const desk = new Desk(proposal(), { buurten: [], ground, base: null });
  desk.choose(0, 1);
  const course = [
    [4.48, 51.895],
    [4.4812, 51.899],
    [4.4811, 51.902],
    [4.48, 51.905],
  ];
  answers = [{ status: 200, body: { arc: 0, line: course } }];
  await desk.suggest('street');
  expect(desk.coverage.arcs[0]?.line).toEqual(line(4.48));
  desk.accept();
  expect(desk.coverage.arcs[0]?.line).toEqual(course);
  answers = [{ status: 422, body: { code: 'invalid', faults: [{ pointer: '/to', code: 'nothing_near' }] } }];
  await desk.suggest('official');
  expect(desk.offer).toEqual([]);
});

test('a drag is one step, and a fixed buurt cannot be dragged', () => {
  const desk = new Desk(proposal({ locked: ['C'] }));
  desk.choose(0);
  desk.grip.onhalf(0);
  desk.grip.onmove([4.4805, 51.8971]);
  desk.grip.onmove([4.481, 51.8972]);
  desk.grip.ondrop();
  expect(desk.line[1]).toEqual([4.481, 51.8972]);
  desk.undo();
  expect(desk.line).toEqual(line(4.48));
  desk.choose(1);
  expect(desk.grip.points()).toEqual([]);
  desk.nudge(10, 0);
  expect(desk.refused).toBe(true);
  expect(desk.line).toEqual(line(4.5));
});
