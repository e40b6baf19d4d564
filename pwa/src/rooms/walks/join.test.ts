import { expect, test } from 'vitest';
import { isWholeCode, secretOf, spacedCode, tidyCode } from './join';

test('a code may be typed with spaces, dashes, small letters and look-alikes', () => {
  expect(tidyCode(' 7k2m-9qxd ')).toBe('7K2M9QXD');
  expect(tidyCode('oil0 1234')).toBe('01101234');
  expect(isWholeCode(tidyCode('7k2m 9qxd'))).toBe(true);
});

test('a short code or a letter outside the alphabet is not a whole code', () => {
  expect(isWholeCode('7K2M9QX')).toBe(false);
  expect(isWholeCode('7K2M9QXU')).toBe(false);
});

test('a code is shown in two halves', () => {
  expect(spacedCode('7K2M9QXD')).toBe('7K2M 9QXD');
});

test('the secret of a link is what stands behind the #', () => {
  expect(secretOf('https://buurt.example/w#01J9ZK3M5N7P9R2T4V6X8Y0A1B')).toBe('01J9ZK3M5N7P9R2T4V6X8Y0A1B');
  expect(secretOf('https://buurt.example/w')).toBeNull();
  expect(secretOf('https://buurt.example/#<script>')).toBeNull();
  expect(secretOf('#main')).toBeNull();
});
