/**
 * Where the reader is: the path on screen, and how to go elsewhere. Ordinary links work by themselves
 * (`<a href="/kaart">`), `go` is for after a deed.
 */

const state = $state({ path: location.pathname, search: location.search, moves: 0, from: '' });

export const way = {
  get path() {
    return state.path;
  },
  get search() {
    return state.search;
  },
  /** The screen before this one; empty on the first. */
  get from() {
    return state.from;
  },
  /** How many times the reader moved since the app opened; 0 on the first screen. */
  get moves() {
    return state.moves;
  },
};

/** Opens another screen. `replace` forgets the present one, so that "back" skips it. */
export function go(to: string, how: { replace?: boolean } = {}): void {
  const url = new URL(to, location.href);
  if (how.replace) history.replaceState(null, '', url);
  else history.pushState(null, '', url);
  arrive();
}

/** The previous screen of this app, or `fallback` when the reader came in here. */
export function back(fallback: string): void {
  if (state.moves > 0 && history.length > 1) history.back();
  else go(fallback, { replace: true });
}

/** Follows links inside the app without loading the page again. Called once at start. */
export function watchWay(): void {
  state.path = location.pathname;
  addEventListener('popstate', arrive);
  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey)
      return;
    const link = (event.target as Element | null)?.closest?.('a[href]');
    if (!(link instanceof HTMLAnchorElement) || link.target || link.hasAttribute('download')) return;
    if (link.origin !== location.origin || link.pathname.startsWith('/api/')) return;
    if (link.hash && link.pathname === location.pathname) return;
    event.preventDefault();
    go(link.href);
  });
}

function arrive(): void {
  if (state.path !== location.pathname) state.from = state.path;
  state.path = location.pathname;
  state.search = location.search;
  state.moves += 1;
}
