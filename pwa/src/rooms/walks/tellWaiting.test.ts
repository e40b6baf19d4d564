import { afterEach, expect, test, vi } from 'vitest';
import type { Walk } from '../../ground/api/types';
import type { WaitingFinding } from '../../ground/store/database';
import { me } from '../people/me.svelte';
import { tellWaiting, waitsOf } from './tellWaiting';

afterEach(() => vi.unstubAllGlobals());

const row = (more: Partial<WaitingFinding>) =>
  ({ id: 'f', body: { walk: 'w' }, photos: [], state: 'waiting', ...more }) as WaitingFinding;
const walk = (state: Walk['state'], hoursAgo = 1) =>
  ({ id: 'w', state, starts_at: new Date(Date.now() - hoursAgo * 3_600_000).toISOString() }) as Walk;

test('texts and photos of this walk count, what stays here or is taken back does not', () => {
  const rows = [
    row({ photos: ['1', '2'] }),
    row({ textIn: true, photos: ['3'] }),
    row({ photos: ['4'], photoStays: true }),
    row({ photos: ['5'], withdraw: true }),
    row({ photos: ['6'], body: { walk: 'other' } as WaitingFinding['body'] }),
  ];
  expect(waitsOf('w', rows)).toEqual({ findings: 2, photos: 3 });
});

test('it is said when it is another number, once more after the end, and again when nobody heard', async () => {
  const heard: unknown[] = [];
  let status = 200;
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    heard.push([path, JSON.parse(String(init.body)).waiting.findings]);
    return new Response('{}', { status, headers: { 'Content-Type': 'application/json' } });
  });
  const door = '/api/walks/w/me';
  await tellWaiting([walk('walking')], [row({})]);
  await tellWaiting([walk('walking')], [row({})]);
  await tellWaiting([walk('walking')], []);
  status = 503;
  await tellWaiting([walk('ended')], []);
  status = 200;
  await tellWaiting([walk('ended')], []);
  await tellWaiting([walk('ended')], []);
  expect(heard).toEqual([
    [door, 1],
    [door, 0],
    [door, 0],
    [door, 0],
  ]);
  await tellWaiting([{ ...walk('ended', 48), id: 'old' }], []);
  expect(heard).toHaveLength(4);
});

test('who is not on the walk, because another tab came in as staff, is told off once and asks who they are', async () => {
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (path: string) => {
    asked.push(path);
    const headers = { 'Content-Type': 'application/json' };
    const staff = { id: 's', role: 'networker', walks: [] };
    return path === '/api/me'
      ? new Response(JSON.stringify(staff), { status: 200, headers })
      : new Response('{"code":"not_for_you"}', { status: 403, headers });
  });
  const one = { ...walk('walking'), id: 'a' };
  const another = { ...walk('walking'), id: 'b' };
  await tellWaiting([one, another], []);
  await vi.waitFor(() => expect(me.now?.role).toBe('networker'));
  await tellWaiting([one], []);
  expect(asked).toEqual(['/api/walks/a/me', '/api/me']);
});
