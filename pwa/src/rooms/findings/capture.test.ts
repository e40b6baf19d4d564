import { expect, test } from 'vitest';
import { isUncertain, whereabouts } from './capture.svelte';

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

test('without pin or fix there is no place, and that is uncertain', () => {
  const nowhere = whereabouts(null, null, 0);
  expect(nowhere.position).toBeNull();
  expect(isUncertain(nowhere)).toBe(true);
  expect(isUncertain({ position: fix, accuracy_m: 30 })).toBe(false);
  expect(isUncertain({ position: fix, accuracy_m: 31 })).toBe(true);
});
