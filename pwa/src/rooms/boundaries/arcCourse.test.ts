import type { Position } from 'geojson';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { json, serve } from '../../../tests/server';
import type { Plan } from '../../ground/map/readPlan';
import { canLieOn, courseFor } from './arcCourse';
import type { BorderGround } from './borderFetch';

let plan: Plan | null = null;
vi.mock('../../ground/map/readPlan', () => ({ readPlan: async () => plan }));

const base = { href: '/basemap.pmtiles', bytes: 1, version: '1' };
const bare: BorderGround = { buurten: [], ground: null, base: null };
const none: Plan = { streets: [], edges: [], walls: [], things: [] };
/** From south to north, a few metres beside a street that makes a bend. */
const border: Position[] = [
  [4.48, 51.9],
  [4.48005, 51.902],
  [4.48, 51.904],
];
const street: Position[] = [
  [4.48002, 51.899],
  [4.48012, 51.902],
  [4.48002, 51.905],
];
let asked: string[] = [];
let answer = { status: 422, body: {} as unknown };

beforeEach(() => {
  plan = none;
  asked = [];
  answer = { status: 422, body: { code: 'invalid', faults: [{ pointer: '/to', code: 'nothing_near' }] } };
  serve(({ path }) => {
    asked.push(path);
    return json(answer.body, answer.status);
  });
});
afterEach(() => void vi.unstubAllGlobals());

test('a street is offered where one is known: by the base map, or by the server with its street plan', () => {
  expect(canLieOn(bare, 'street')).toBe(false);
  expect(canLieOn({ ...bare, base }, 'street')).toBe(true);
  expect(canLieOn({ ...bare, ground: { type: 'FeatureCollection', features: [] } }, 'street')).toBe(true);
  expect(canLieOn(bare, 'official')).toBe(true);
});

test('with a base map the line goes along its street, and the server is not asked for what it cannot know', async () => {
  plan = { ...none, streets: [street] };
  const course = await courseFor('p', 0, border, 'street', { ...bare, base });
  expect([course?.[0], course?.at(-1)]).toEqual([border[0], border.at(-1)]);
  expect(course).toContainEqual([expect.closeTo(4.48012, 6), expect.closeTo(51.902, 6)]);
  expect(asked).toEqual([]);
});

test('where no street runs the bank of a canal will do; where nothing runs there is no course', async () => {
  const far: Position[] = street.map(([lon = 0, lat = 0]) => [lon + 0.01, lat]);
  plan = { ...none, streets: [far], edges: [street] };
  expect(await courseFor('p', 0, border, 'street', { ...bare, base })).not.toBeNull();
  plan = { ...none, streets: [far] };
  expect(await courseFor('p', 0, border, 'street', { ...bare, base })).toBeNull();
  plan = null;
  expect(await courseFor('p', 0, border, 'street', { ...bare, base })).toBeNull();
});

test('an official line that the server does not find between the same corners is found where it runs', async () => {
  const ring = [...street, [4.49, 51.905], [4.49, 51.899], ...street.slice(0, 1)];
  const buurt = (kind: 'official' | 'adopted') => ({
    type: 'Feature' as const,
    properties: { code: 'TB01', name: 'Westkant', kind },
    geometry: { type: 'Polygon' as const, coordinates: [ring] },
  });
  const onto = (kind: 'official' | 'adopted') =>
    courseFor('p', 0, border, 'official', { ...bare, buurten: [buurt(kind)] });
  expect(await onto('official')).toContainEqual([expect.closeTo(4.48012, 6), expect.closeTo(51.902, 6)]);
  expect(await onto('adopted')).toBeNull();
  expect(asked).toEqual(Array(2).fill('/api/proposals/p/snap'));
  answer = { status: 200, body: { arc: 0, line: border } };
  expect(await onto('official')).toEqual(border);
});
