import { expect, test } from 'vitest';
import type { Walk } from '../../ground/api/types';
import { currentWalk } from './currentWalk';

const NOW = Date.parse('2026-11-22T19:00:00Z');
const hours = (n: number) => new Date(NOW + n * 3_600_000).toISOString();
const walk = (id: string, more: Partial<Walk> = {}): Walk => ({
  id,
  title: id,
  starts_at: hours(-1),
  themes: [],
  state: 'walking',
  leader: false,
  left: false,
  roles: [],
  ...more,
});
const chosen = (walks: Walk[], doing = {}) => currentWalk(walks, doing, NOW)?.id;

test('a walk that goes on is chosen before a later one that is only planned', () => {
  expect(chosen([walk('walking'), walk('planned', { state: 'planned', starts_at: hours(2) })])).toBe(
    'walking',
  );
  expect(chosen([walk('paused', { state: 'paused' }), walk('planned', { state: 'planned' })])).toBe('paused');
});

test('the walk whose screen was opened last comes first, unless it was left or has ended', () => {
  const other = walk('other', { starts_at: hours(-2) });
  expect(chosen([walk('one'), other], { opened: 'other' })).toBe('other');
  expect(chosen([walk('one'), { ...other, left: true }], { opened: 'other' })).toBe('one');
  expect(chosen([walk('one'), { ...other, state: 'ended' }], { opened: 'other' })).toBe('one');
});

test('a walk that nobody ended is over twelve hours after it began, or after this phone joined it', () => {
  const old = walk('old', { starts_at: hours(-30), started_at: hours(-13) });
  expect(chosen([old], { opened: 'old' })).toBeUndefined();
  expect(chosen([old], { joined: 'old', at: NOW - 3_600_000 })).toBe('old');
  expect(chosen([walk('today', { started_at: hours(-11) })])).toBe('today');
});

test('a walk of tomorrow does not take the findings of today', () => {
  expect(chosen([walk('tomorrow', { state: 'planned', starts_at: hours(20) })])).toBeUndefined();
});
