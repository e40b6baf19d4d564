import { expect, test } from 'vitest';
import type { FindingFeature } from '../../ground/api/types';
import { moved } from '../../ground/map/where';
import type { WaitingFinding } from '../../ground/store/database';
import { answeredBefore, FRESH, ownOf, questionOf, rememberAnswer } from './sameQuestion';

const now = Date.parse('2026-11-22T20:30:00Z');
const here = { lon: 4.48, lat: 51.92 };
const nobody: ReadonlySet<string> = new Set();
const instant = (minutesAgo: number) => new Date(now - minutesAgo * 60_000).toISOString();

function theirs(id: string, category: string, away = 5, more: object = {}): FindingFeature {
  const { lon, lat } = moved(here, away, 0);
  return {
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [lon, lat] },
    properties: { id, category, observed_at: instant(2), photos: [], mine: false, ...more },
  } as unknown as FindingFeature;
}

function waiting(id: string, category: string, minutesAgo = 0, more: object = {}): WaitingFinding {
  const body = { category, position: here, observed_at: instant(minutesAgo), walk: 'w' };
  return { id, body, state: 'held', withdraw: false, ...more } as unknown as WaitingFinding;
}

const asked = (rows: WaitingFinding[], findings: FindingFeature[], answered = nobody) => {
  const question = questionOf(ownOf('w', rows, findings), findings, answered, now);
  return question && [question.own, question.seen.finding.properties.id];
};

test('the newest own finding that looks like a neighbour’s is asked about, waiting or arrived', () => {
  expect(asked([waiting('a', 'licht', 3), waiting('b', 'licht')], [theirs('x', 'licht')])).toEqual([
    'b',
    'x',
  ]);
  const arrived = theirs('a', 'licht', 0, { mine: true });
  expect(asked([], [arrived, theirs('x', 'licht')])).toEqual(['a', 'x']);
  expect(asked([waiting('a', 'licht')], [theirs('x', 'groen')])).toBeNull();
  expect(asked([waiting('a', 'licht')], [theirs('x', 'licht', 400)])).toBeNull();
});

test('nobody is asked twice, nor about what is long ago, taken back, of another walk or one case already', () => {
  const near = [theirs('x', 'licht')];
  expect(asked([waiting('a', 'licht')], near, new Set(['a']))).toBeNull();
  expect(asked([waiting('a', 'licht', FRESH / 60_000 + 1)], near)).toBeNull();
  expect(asked([waiting('a', 'licht', 0, { withdraw: true })], near)).toBeNull();
  const elsewhere = waiting('a', 'licht');
  elsewhere.body.walk = 'other';
  expect(asked([elsewhere], near)).toBeNull();
  expect(asked([], [theirs('a', 'licht', 0, { mine: true, case: 'c' }), ...near])).toBeNull();
});

test('what is personal is asked of nobody', () => {
  expect(asked([waiting('a', 'veilig')], [theirs('x', 'veilig')])).toBeNull();
});

test('an answer is remembered on the phone', async () => {
  await rememberAnswer('a');
  await rememberAnswer('b');
  expect(await answeredBefore()).toEqual(new Set(['a', 'b']));
});
