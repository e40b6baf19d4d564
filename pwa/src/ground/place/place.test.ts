import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { setClock } from '../clock';
import { place, watchPlace, watchWhenAllowed } from './place.svelte';

type Arrived = (position: GeolocationPosition) => void;

let at = 1_770_000_000_000;
let watches = new Map<number, Arrived>();
let page: EventTarget & { visibilityState: string };
let began = 0;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  at += 3_600_000;
  setClock(() => at);
  watches = new Map();
  began = 0;
  page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  const geolocation = {
    watchPosition: (arrived: Arrived) => {
      watches.set(++began, arrived);
      return began;
    },
    clearWatch: (id: number) => void watches.delete(id),
    getCurrentPosition: vi.fn(),
  };
  vi.stubGlobal('document', page);
  vi.stubGlobal('navigator', { geolocation });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  setClock();
});

function report(east: number, accuracy = 5, timestamp = at) {
  const coords = { longitude: 4.48 + east / 68_600, latitude: 51.92, accuracy, speed: null };
  for (const arrived of watches.values()) arrived({ coords, timestamp } as unknown as GeolocationPosition);
}

function see(state: 'visible' | 'hidden') {
  page.visibilityState = state;
  page.dispatchEvent(new Event('visibilitychange'));
}

function pass(seconds: number) {
  for (let gone = 0; gone < seconds; gone += 5) {
    at += 5_000;
    vi.advanceTimersByTime(5_000);
  }
}

test('two screens that want the place share one watch, and it stops with the last of them', () => {
  const [one, two] = [watchPlace(), watchPlace()];
  expect(watches.size).toBe(1);
  one();
  one();
  expect(watches.size).toBe(1);
  two();
  expect(watches.size).toBe(0);
});

test('a hidden page lets go of the place, and a page that comes back watches anew', () => {
  const stop = watchPlace();
  see('hidden');
  expect(watches.size).toBe(0);
  see('visible');
  expect([...watches.keys()]).toEqual([2]);
  stop();
  see('visible');
  expect(watches.size).toBe(0);
});

test('a watch that says nothing for half a minute is begun anew', () => {
  const stop = watchPlace();
  pass(30);
  expect(began).toBe(1);
  pass(5);
  expect(began).toBe(2);
  stop();
});

test('a watch that speaks is left alone', () => {
  const stop = watchPlace();
  for (let n = 0; n < 10; n++) {
    pass(5);
    report(0);
  }
  expect(began).toBe(1);
  stop();
});

test('a report turns from good to old after fifteen seconds without another', () => {
  const stop = watchPlace();
  report(0, 8);
  expect(place.trust).toBe('good');
  pass(20);
  expect(place.trust).toBe('old');
  stop();
});

test('a phone with a clock of its own is not older than what we asked for', () => {
  const stop = watchPlace();
  report(0, 8, at - 86_400_000);
  expect(place.trust).toBe('good');
  stop();
});

test('during a walk nobody is asked for the place: it is watched once it was allowed', async () => {
  const permission = Object.assign(new EventTarget(), { state: 'prompt' });
  Object.assign(navigator, { permissions: { query: async () => permission } });
  const stop = watchWhenAllowed();
  await Promise.resolve();
  await Promise.resolve();
  expect(watches.size).toBe(0);
  permission.state = 'granted';
  permission.dispatchEvent(new Event('change'));
  expect(watches.size).toBe(1);
  stop();
  expect(watches.size).toBe(0);
});
