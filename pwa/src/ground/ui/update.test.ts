// A newer version of the app: nobody loses what they are writing to it, and no tab stays behind.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startServiceWorker, takeUpdate, updateReady } from './update.svelte';

let held: string[] = [];
let told: string[] = [];
let reloads = 0;
let worker: EventTarget;
const page = { activeElement: null as { matches(): boolean } | null };

beforeEach(async () => {
  [held, told, reloads] = [[], [], 0];
  page.activeElement = null;
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  vi.stubEnv('PROD', true);
  const waiting = { postMessage: (word: string) => told.push(word) };
  const registration = Object.assign(new EventTarget(), { waiting });
  worker = Object.assign(new EventTarget(), { controller: {}, register: async () => registration });
  vi.stubGlobal('navigator', {
    serviceWorker: worker,
    locks: { query: async () => ({ held: held.map((name) => ({ name })) }) },
  });
  vi.stubGlobal('document', page);
  vi.stubGlobal('location', { reload: () => reloads++ });
  await startServiceWorker();
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});

test.each(['draft', 'drain'])(
  'while any tab holds the lock `%s` the newer version does not take over',
  async (name) => {
    expect(updateReady()).toBe(true);
    held = [name];
    expect(await takeUpdate()).toBe(false);
    expect(told).toEqual([]);
    held = ['something else'];
    expect(await takeUpdate()).toBe(true);
    expect(told).toEqual(['activate']);
  },
);

test('a tab whose version was replaced loads again, but not while something is written or sent', async () => {
  held = ['draft'];
  worker.dispatchEvent(new Event('controllerchange'));
  await vi.advanceTimersByTimeAsync(5_000);
  expect(reloads).toBe(0);
  held = [];
  page.activeElement = { matches: () => true };
  await vi.advanceTimersByTimeAsync(5_000);
  expect(reloads, 'somebody types').toBe(0);
  page.activeElement = null;
  await vi.advanceTimersByTimeAsync(1_000);
  expect(reloads).toBe(1);
});

test('the first version ever loads nothing again', async () => {
  const first = new EventTarget();
  vi.stubGlobal('navigator', {
    serviceWorker: Object.assign(first, { controller: null, register: () => new Promise(() => {}) }),
  });
  void startServiceWorker();
  first.dispatchEvent(new Event('controllerchange'));
  await vi.advanceTimersByTimeAsync(2_000);
  expect(reloads).toBe(0);
});
