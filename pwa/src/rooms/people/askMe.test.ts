import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Joined, Me, Walk } from '../../ground/api/types';
import { askMe, becomes, begun, changed, isNews, isSure, nowKnown } from './askMe';
import { me, remember } from './me.svelte';

const walk = (id: string, more: Partial<Walk> = {}): Walk => ({
  id,
  title: 'Schouw',
  starts_at: '2026-11-22T19:30:00Z',
  themes: [],
  state: 'walking',
  leader: true,
  left: false,
  roles: ['leader'],
  ...more,
});

function answers(status: number, body: unknown): void {
  const headers = { 'Content-Type': 'application/json' };
  vi.stubGlobal('fetch', async () => new Response(JSON.stringify(body), { status, headers }));
}

beforeEach(() => {
  const held = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, value: string) => held.set(key, value),
    removeItem: (key: string) => held.delete(key),
  });
  remember(null);
});
afterEach(() => vi.unstubAllGlobals());

test('a walk begun here stays, whatever the server says that has not heard of it', async () => {
  begun(walk('own'));
  answers(401, { code: 'unknown_asker' });
  expect(await askMe()).toBe(401);
  expect(me.walk?.id).toBe('own');
  const told: Me = { id: 'p', role: 'participant', walks: [walk('older', { state: 'ended' })] };
  answers(200, told);
  await askMe();
  expect(me.now?.walks.map(({ id }) => id)).toEqual(['older', 'own']);
});

test('once it is known it comes once, and what was done to it here since is not undone', () => {
  begun(walk('own'));
  changed(walk('own', { state: 'ended', ended_at: '2026-11-22T20:30:00Z' }));
  expect(me.walk).toBeNull();
  const told: Joined = {
    walk: walk('own', { title: 'Schouw Westkant' }),
    participant: { id: 'p', name: 'Noor' },
  };
  nowKnown(told);
  expect(isNews('own')).toBe(false);
  expect(me.now).toMatchObject({ id: 'p', walks: [{ id: 'own', title: 'Schouw Westkant', state: 'ended' }] });
});

test('who is nobody stays nobody, and a walk that ended is not the one that findings belong to', async () => {
  answers(401, { code: 'unknown_asker' });
  await askMe();
  expect(me.now).toBeNull();
  remember({
    id: 'p',
    role: 'participant',
    walks: [walk('a'), walk('b', { state: 'ended', starts_at: '2026-11-22T21:00:00Z' })],
  });
  expect(me.walk?.id).toBe('a');
});

test('who asks while another asks too hears of an answer only when it is remembered', async () => {
  const staff: Me = { id: 's', role: 'networker', walks: [] };
  const gates: ((answer: Response) => void)[] = [];
  vi.stubGlobal('fetch', () => new Promise<Response>((give) => gates.push(give)));
  const headers = { 'Content-Type': 'application/json' };
  const told = () => new Response(JSON.stringify(staff), { status: 200, headers });
  const first = askMe().then((status) => [status, me.now?.role]);
  const second = askMe();
  gates[0]?.(told());
  await new Promise((later) => setTimeout(later));
  expect(me.now, 'an older answer counts for nothing').toBeNull();
  gates[1]?.(told());
  expect(await second).toBe(200);
  expect(await first).toEqual([200, 'networker']);
});

test('who comes in as staff is nobody for sure until the server says so after that', async () => {
  const staff: Me = { id: 's', role: 'networker', walks: [] };
  answers(200, { id: 'p', role: 'participant', walks: [walk('a')] });
  await askMe();
  expect(isSure()).toBe(true);
  const headers = { 'Content-Type': 'application/json' };
  const gates = new Map<string, () => void>();
  vi.stubGlobal('fetch', (path: string) => {
    const told = path === '/api/me' ? staff : {};
    return new Promise<Response>((give) =>
      gates.set(path, () => give(new Response(JSON.stringify(told), { status: 200, headers }))),
    );
  });
  const entering = becomes(() => fetch('/api/enter'));
  expect(isSure(), 'on the way in').toBe(false);
  expect([...gates.keys()], 'nobody is asked while it may still change').toEqual(['/api/enter']);
  const early = askMe();
  gates.get('/api/enter')?.();
  await entering;
  gates.get('/api/me')?.();
  await early;
  gates.delete('/api/me');
  expect(isSure(), 'asked before it was in').toBe(false);
  await vi.waitFor(() => expect(gates.has('/api/me'), 'so it is asked again').toBe(true));
  expect(isSure(), 'not answered yet').toBe(false);
  gates.get('/api/me')?.();
  await vi.waitFor(() => expect(isSure()).toBe(true));
  expect(me.now?.role).toBe('networker');
});
