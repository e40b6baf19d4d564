import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { json, serve } from '../../../tests/server';
import type { FindingFeature } from '../api/types';
import { setClock } from '../clock';
import { database } from '../store/database';
import { FIRST_LOOK, followWalk, GREETING, live, SLEPT } from './live.svelte';

/** A stream of the test's own making. */
class Stream extends EventTarget {
  static readonly CLOSED = 2;
  static all: Stream[] = [];
  readyState = 0;
  onerror: (() => void) | null = null;
  constructor(readonly url: string) {
    super();
    Stream.all.push(this);
  }
  close() {
    this.readyState = 2;
  }
  says(name: string, data: unknown, lastEventId: string) {
    this.readyState = 1;
    this.dispatchEvent(new MessageEvent(name, { data: JSON.stringify(data), lastEventId }));
  }
  breaks(readyState: number) {
    this.readyState = readyState;
    this.onerror?.();
  }
}

const WALK = '01940000-0000-7000-8000-00000000000a';
const finding = (id: string, minute = 1): FindingFeature =>
  ({
    type: 'Feature',
    id,
    geometry: { type: 'Point', coordinates: [4.48, 51.92] },
    properties: {
      id,
      category: 'lamp-uit',
      observed_at: `2026-11-20T20:0${minute}:00Z`,
      photos: [],
      confirmations: 0,
    },
  }) as unknown as FindingFeature;
const ids = () => live.findings.map(({ id }) => id);
const latest = () => Stream.all.at(-1) as Stream;

let stop: () => void;
let listed: FindingFeature[] | null;
let at = 1_770_000_000_000;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  vi.stubGlobal('EventSource', Stream);
  Stream.all = [];
  listed = [finding('a')];
  setClock(() => at);
  await (await database()).clear('kept');
});

afterEach(() => {
  stop();
  setClock();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function server() {
  return serve(() => (listed ? json({ features: listed, links: [] }) : null));
}

test('others’ findings come by themselves, and what was told while the list was on its way is not lost', async () => {
  const calls = server();
  stop = followWalk(WALK);
  expect(live.how).toBe('opening');
  latest().says('hello', {}, '7');
  latest().says('finding', finding('b', 2), '8');
  await vi.waitFor(() => expect(ids()).toEqual(['b', 'a']));
  expect(live.how).toBe('live');
  latest().says('photo', { finding: 'b', photo: 'p' }, '9');
  latest().says('confirmation', { finding: 'a', confirmations: 2 }, '10');
  expect(live.findings[0]?.properties.photos).toEqual([{ id: 'p', state: 'stored' }]);
  expect(live.findings[1]?.properties.confirmations).toBe(2);
  latest().says('finding', { id: 'a', withdrawn: true }, '11');
  expect(ids()).toEqual(['b']);
  latest().says('walk', { id: WALK, state: 'paused' }, '12');
  expect(live.walk?.state).toBe('paused');
  expect(calls.length).toBe(1);
});

test('a stream that is refused is asked for instead, and tried again where it broke off', async () => {
  server();
  stop = followWalk(WALK);
  latest().says('hello', {}, '7');
  await vi.waitFor(() => expect(ids()).toEqual(['a']));
  latest().breaks(Stream.CLOSED);
  expect(live.how).toBe('asking');
  listed = [finding('a'), finding('c', 3)];
  await vi.advanceTimersByTimeAsync(FIRST_LOOK);
  expect(Stream.all.length).toBe(2);
  expect(latest().url).toContain('last=7');
  latest().breaks(Stream.CLOSED);
  await vi.waitFor(() => expect(ids()).toEqual(['c', 'a']));
  await vi.advanceTimersByTimeAsync(FIRST_LOOK);
  expect(Stream.all.length, 'the second wait is longer').toBe(2);
  await vi.advanceTimersByTimeAsync(FIRST_LOOK);
  latest().says('hello', {}, '7');
  expect(live.how).toBe('live');
});

test('a stream that never greets is held up on its way: the list is asked', async () => {
  const calls = server();
  stop = followWalk(WALK);
  await vi.advanceTimersByTimeAsync(GREETING);
  expect(live.how).toBe('asking');
  await vi.waitFor(() => expect(ids()).toEqual(['a']));
  expect(calls[0]?.path).toContain(`walk=${WALK}`);
});

test('too much was missed: all is read anew', async () => {
  server();
  stop = followWalk(WALK);
  latest().says('hello', {}, '7');
  await vi.waitFor(() => expect(ids()).toEqual(['a']));
  listed = [finding('d', 4)];
  latest().says('reload', {}, '90000');
  await vi.waitFor(() => expect(ids()).toEqual(['d']));
});

test('a list that does not come leaves no hole unseen: these are only some until it came', async () => {
  server();
  stop = followWalk(WALK);
  latest().says('hello', {}, '7');
  await vi.waitFor(() => expect(live.complete).toBe(WALK));
  listed = null;
  latest().says('reload', {}, '90000');
  await vi.waitFor(() => expect(live.complete).toBeNull());
  expect([live.how, ids()], 'what is here stays').toEqual(['live', ['a']]);
  await vi.advanceTimersByTimeAsync(FIRST_LOOK);
  listed = [finding('a'), finding('d', 4)];
  await vi.advanceTimersByTimeAsync(FIRST_LOOK);
  expect(live.complete, 'the second wait is longer').toBeNull();
  await vi.advanceTimersByTimeAsync(FIRST_LOOK);
  await vi.waitFor(() => expect(live.complete).toBe(WALK));
  expect(ids()).toEqual(['d', 'a']);
});

test('after sleep the stream opens anew after what was heard last', async () => {
  const page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  vi.stubGlobal('document', page);
  server();
  stop = followWalk(WALK);
  latest().says('hello', {}, '7');
  latest().says('finding', finding('b', 2), '8');
  const turn = (to: string) => {
    page.visibilityState = to;
    page.dispatchEvent(new Event('visibilitychange'));
  };
  turn('hidden');
  at += SLEPT - 1;
  turn('visible');
  expect(Stream.all.length, 'a glance away is no sleep').toBe(1);
  turn('hidden');
  at += SLEPT;
  turn('visible');
  expect(Stream.all.length).toBe(2);
  expect(Stream.all[0]?.readyState).toBe(2);
  expect(latest().url).toContain('last=8');
});

test('without signal the findings of the last time are there, and nobody listens after the last one left', async () => {
  server();
  stop = followWalk(WALK);
  const second = followWalk(WALK);
  latest().says('hello', {}, '7');
  await vi.waitFor(() => expect(ids()).toEqual(['a']));
  expect(Stream.all.length, 'one stream for all screens').toBe(1);
  second();
  second();
  expect(live.how).toBe('live');
  stop();
  expect([live.how, ids(), latest().readyState]).toEqual(['off', [], 2]);
  listed = null;
  await vi.waitFor(async () => expect(await (await database()).count('kept')).toBe(1));
  stop = followWalk(WALK);
  latest().breaks(Stream.CLOSED);
  await vi.waitFor(() => expect(ids()).toEqual(['a']));
  expect(live.how).toBe('asking');
});
