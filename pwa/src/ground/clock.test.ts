import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const DAY = 86_400_000;
const TODAY = Date.UTC(2026, 10, 22, 19);
const kept = new Map<string, string>();

beforeEach(() => {
  vi.resetModules();
  kept.clear();
  vi.stubGlobal('localStorage', {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => kept.set(name, value),
    removeItem: (name: string) => kept.delete(name),
  });
});
afterEach(() => vi.unstubAllGlobals());

async function clockAt(ms: number) {
  const clock = await import('./clock');
  clock.setClock(() => ms);
  return clock;
}
const told = (ms: number) => new Date(ms).toUTCString();

test('a phone a day slow knows what time it is to the server, also after it was opened anew', async () => {
  const slow = await clockAt(TODAY - DAY);
  slow.hearServer(told(TODAY));
  expect(slow.serverNow()).toBe(TODAY);
  expect(slow.now()).toBe(TODAY - DAY);
  vi.resetModules();
  expect((await clockAt(TODAY - DAY + 5_000)).serverNow()).toBe(TODAY + 5_000);
});

test('a phone whose clock was put right forgets the difference', async () => {
  const clock = await clockAt(TODAY + DAY);
  clock.hearServer(told(TODAY));
  expect(clock.serverNow()).toBe(TODAY);
  clock.setClock(() => TODAY);
  clock.hearServer(told(TODAY + 2_000));
  expect(clock.serverNow()).toBe(TODAY);
  expect(kept.size).toBe(0);
});

test('minutes are no difference, and an answer without a date says nothing', async () => {
  const clock = await clockAt(TODAY);
  clock.hearServer(told(TODAY + 200_000));
  clock.hearServer(null);
  clock.hearServer('yesterday');
  expect(clock.serverNow()).toBe(TODAY);
});
