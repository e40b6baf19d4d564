import { beforeEach, expect, test, vi } from 'vitest';
import type { Walk } from '../../ground/api/types';
import { now } from '../../ground/clock';

let path = '/vastleggen';

beforeEach(() => {
  vi.resetModules();
  vi.stubGlobal('location', {
    get pathname() {
      return path;
    },
    search: '',
    href: 'http://127.0.0.1/vastleggen',
  });
  vi.stubGlobal('history', {
    pushState: (_: null, __: string, url: URL) => (path = url.pathname),
    replaceState: (_: null, __: string, url: URL) => (path = url.pathname),
  });
});

async function opened(at: string, state?: Walk['state']) {
  path = at;
  const { go } = await import('../../ground/ui/way.svelte');
  const { remember } = await import('../people/me.svelte');
  const { wayBack } = await import('./wayBack');
  const starts_at = new Date(now() - 60_000).toISOString();
  vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => {}, removeItem: () => {} });
  remember(state ? { id: 'p', role: 'participant', walks: [{ id: 'w', state, starts_at } as Walk] } : null);
  return { go, wayBack };
}

test('who came from the walk goes back to it, who came from the map to the map', async () => {
  const { go, wayBack } = await opened('/schouw/w', 'walking');
  go('/vastleggen');
  expect(wayBack()).toBe('/schouw/w');
  go('/kaart', { replace: true });
  go('/vastleggen');
  expect(wayBack()).toBe('/kaart');
});

test('after the page was thrown away it is the walk that goes on, or the map', async () => {
  expect((await opened('/vastleggen', 'walking')).wayBack()).toBe('/schouw/w');
  vi.resetModules();
  expect((await opened('/vastleggen', 'planned')).wayBack()).toBe('/kaart');
  vi.resetModules();
  expect((await opened('/vastleggen')).wayBack()).toBe('/kaart');
});
