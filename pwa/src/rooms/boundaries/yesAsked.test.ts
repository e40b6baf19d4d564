import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fresh, keepDrawing } from '../../ground/store/drawings';
import { keep } from '../../ground/store/kept';

/** What a page has and Node has not. */
const page = { visibilityState: 'visible', heard: new Set<() => void>() };
const bar = { pathname: '/kaart', search: '', href: 'http://127.0.0.1/kaart' };

beforeEach(() => {
  page.visibilityState = 'visible';
  page.heard.clear();
  vi.resetModules();
  vi.stubGlobal('location', { ...bar });
  vi.stubGlobal('document', {
    get visibilityState() {
      return page.visibilityState;
    },
    addEventListener: (_: string, heard: () => void) => page.heard.add(heard),
    removeEventListener: (_: string, heard: () => void) => page.heard.delete(heard),
  });
});
afterEach(() => vi.unstubAllGlobals());

const told = { id: 'a', buurt: 'TB01', needs_confirmation: true };
const opened = () => Promise.all([import('./yesAsked'), import('../../ground/ui/toasts.svelte')]);

test.each([
  ['a', '/buurt/TB01/tekenen'],
  [null, '/ik'],
])('on another screen it is said, with the way to where it is asked: sent last was %s', async (sent, to) => {
  const [{ askForYes }, { toast, dropToast }] = await opened();
  await keepDrawing({ ...fresh('TB01'), sent });
  await askForYes(told);
  expect(toast()?.text).toBe('Je tekening van TB01 is binnen. Hij wacht op jouw ja.');
  expect(toast()?.deed?.label).toBe('Kijk of het klopt');
  const gone = vi.fn();
  vi.stubGlobal('history', { pushState: (_state: unknown, _title: string, url: URL) => gone(url.pathname) });
  toast()?.deed?.do();
  await vi.waitFor(() => expect(gone).toHaveBeenCalledWith(to));
  dropToast();
});

test('the drawing screen of that buurt asks by itself, that of another one does not', async () => {
  vi.stubGlobal('location', { ...bar, pathname: '/buurt/TB01/tekenen' });
  const [{ askForYes }, { toast, dropToast }] = await opened();
  await askForYes(told);
  expect(toast()).toBeNull();
  await askForYes({ ...told, buurt: 'TB02' });
  expect(toast()?.text).toContain('TB02');
  dropToast();
});

test('a page that nobody looks at says it when somebody does', async () => {
  page.visibilityState = 'hidden';
  const [{ askForYes }, { toast, dropToast }] = await opened();
  const asked = askForYes(told);
  await keep('some time', 'passes');
  expect(toast()).toBeNull();
  page.visibilityState = 'visible';
  for (const heard of page.heard) heard();
  await asked;
  expect(toast()).not.toBeNull();
  expect(page.heard.size).toBe(0);
  dropToast();
});
