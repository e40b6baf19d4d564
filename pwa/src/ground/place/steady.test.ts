import { expect, test } from 'vitest';
import { type Fix, moved } from './fix';
import { nowhere, type Track, withReport } from './steady';

const home = { lon: 4.48, lat: 51.92 };
const report = (east: number, at: number, accuracy = 5, more: Partial<Fix> = {}): Fix => ({
  ...moved(home, east, 0),
  accuracy,
  at,
  ...more,
});
const after = (...fixes: Fix[]): Track => fixes.reduce(withReport, nowhere);
const east = (fix: Fix | null) =>
  ((fix?.lon ?? 0) - home.lon) * 111_320 * Math.cos((home.lat * Math.PI) / 180);

test('the first report is believed as it is', () => {
  const track = after(report(3, 0));
  expect(track.steady).toEqual(track.raw);
});

test('a report worse than 100 m changes nothing', () => {
  const track = after(report(0, 0));
  expect(withReport(track, report(1, 1_000, 101))).toBe(track);
});

test('a jump of 100 m in two seconds is the phone and not the walker', () => {
  const track = after(report(0, 0), report(100, 2_000));
  expect(track.raw?.at).toBe(0);
});

test('somebody on a bicycle for a moment is believed: 7 m/s is possible', () => {
  expect(after(report(0, 0), report(14, 2_000)).raw?.at).toBe(2_000);
});

test('a vague report does not shut out the exact one after it', () => {
  expect(after(report(60, 0, 80), report(0, 1_000, 5)).raw?.at).toBe(1_000);
});

test('after a wrong report the walker is believed again as soon as the distance can have been walked', () => {
  const lost = after(report(200, 0));
  expect(withReport(lost, report(0, 5_000)).raw?.at).toBe(0);
  expect(withReport(lost, report(0, 30_000)).raw?.at).toBe(30_000);
});

test('who comes by car with the app open is believed at the first report after a pause', () => {
  const home = after(report(0, 0));
  expect(withReport(home, report(6_000, 50_000)).raw?.at).toBe(0);
  expect(withReport(home, report(6_000, 480_000)).raw?.at).toBe(480_000);
});

test('reports that agree with one another for some seconds outweigh the one that was believed', () => {
  const wrong = report(5_000, 0, 20);
  const walked = [1_000, 3_000, 4_900].map((at) => report(at / 1_000, at));
  expect(after(wrong, ...walked).raw?.at).toBe(0);
  const right = withReport(after(wrong, ...walked), report(5, 5_100));
  expect(right.raw?.at).toBe(5_100);
  expect(east(right.steady)).toBeLessThan(6);
  const wild = [report(0, 1_000), report(900, 3_000), report(-900, 5_000), report(400, 7_000)];
  expect(after(wrong, ...wild).raw?.at).toBe(0);
});

test('standing still, the exact reports weigh most and the place is as exact as the best of them', () => {
  const track = after(report(0, 0, 4), report(8, 2_000, 20), report(0, 8_000, 4), report(2, 9_900, 8));
  expect(east(track.steady)).toBeGreaterThan(0);
  expect(east(track.steady)).toBeLessThan(1);
  expect(track.steady).toMatchObject({ accuracy: 4, at: 9_900 });
  expect(east(track.raw)).toBeCloseTo(2, 3);
});

test('reports of more than ten seconds ago no longer count', () => {
  const track = after(report(0, 0, 1), report(2, 9_000, 10), report(2, 10_000, 10));
  expect(east(track.steady)).toBeCloseTo(2, 3);
});

test('somebody who walks is where the last report says', () => {
  const track = after(report(0, 0), report(1.4, 1_000), report(2.8, 2_000), report(4.2, 3_000));
  expect(track.steady).toEqual(track.raw);
});

test('the speed that the phone tells counts more than our own guess', () => {
  const slow = after(report(0, 0, 5, { speed: 0.1 }), report(3, 1_000, 5, { speed: 0.1 }));
  expect(east(slow.steady)).toBeCloseTo(1.5, 3);
  const fast = after(report(0, 0, 5, { speed: 1.2 }), report(0.1, 4_000, 5, { speed: 1.2 }));
  expect(fast.steady).toEqual(fast.raw);
});
