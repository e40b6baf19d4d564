import { expect, test } from 'vitest';
import { isUncertain, pinOf, rawOf, whereabouts } from './capture.svelte';

const fix = { lon: 4.481234567891, lat: 51.92, accuracy: 6.2, at: 1_000_000 };

test('a fresh fix gives its own accuracy, rounded up', () => {
  expect(whereabouts(null, fix, 1_005_000)).toEqual({
    position: { lon: 4.4812346, lat: 51.92 },
    accuracy_m: 7,
    position_source: 'gps',
  });
});

test('a fix of a minute ago is as uncertain as somebody can have walked', () => {
  const { accuracy_m } = whereabouts(null, fix, 1_060_000);
  expect(accuracy_m).toBe(Math.ceil(6.2 + 84));
});

test('a pin set by hand wins from the phone', () => {
  expect(whereabouts({ lon: 4.5, lat: 51.9 }, fix, 1_000_000).position_source).toBe('pin');
});

test('a pin that went to a front keeps where it was let go, and a later place of its own forgets it', () => {
  const dropped = { lon: 4.50004, lat: 51.9 };
  const front = whereabouts({ lon: 4.5, lat: 51.9, dropped }, fix, 1_000_000);
  expect(front).toMatchObject({
    position: { lon: 4.5, lat: 51.9 },
    position_source: 'snapped',
    pin: dropped,
  });
  expect(whereabouts(pinOf(front), fix, 1_000_000)).toEqual(front);
  for (const later of [
    whereabouts({ lon: 4.5, lat: 51.9 }, fix, 0),
    whereabouts(null, fix, 0),
    whereabouts(null, null, 0),
  ])
    expect(JSON.parse(JSON.stringify({ ...front, ...later }))).not.toHaveProperty('pin');
});

test('without pin or fix there is no place, and that is uncertain', () => {
  const nowhere = whereabouts(null, null, 0);
  expect(nowhere.position).toBeNull();
  expect(isUncertain({ body: nowhere })).toBe(true);
});

test('worse than 30 m asks for the pin', () => {
  const body = whereabouts(null, { ...fix, accuracy: 30 }, fix.at);
  expect(isUncertain({ body })).toBe(false);
  expect(isUncertain({ body: { ...body, accuracy_m: 31 } })).toBe(true);
});

test('older than 15 s asks for the pin, however exact it was, and a pin by hand does not', () => {
  const body = whereabouts(null, fix, fix.at);
  const row = (seenAt: number) => ({ body, fix: rawOf(fix), seenAt });
  expect(isUncertain(row(fix.at + 15_000))).toBe(false);
  expect(isUncertain(row(fix.at + 15_001))).toBe(true);
  expect(isUncertain({ ...row(fix.at + 60_000), body: { ...body, position_source: 'pin' } })).toBe(false);
});

test('the report of the phone is kept as it came, beside the place that was chosen', () => {
  expect(rawOf(fix)).toEqual({ lon: 4.4812346, lat: 51.92, accuracy_m: 6.2, at: 1_000_000 });
  expect(rawOf(null)).toBeNull();
});
