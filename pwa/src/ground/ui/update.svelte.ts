/**
 * The service worker: keeps the app for a walk without signal and tells when a newer version is ready.
 * The new version takes over only when the reader says so and nothing is being written or sent.
 */

/** A tab that is busy looks this often whether it may load again, in ms. */
const LOOK_AGAIN = 1_000;

const state = $state<{ waiting: ServiceWorker | null }>({ waiting: null });

/** Whether a newer version stands ready. */
export function updateReady(): boolean {
  return state.waiting !== null;
}

export async function startServiceWorker(): Promise<void> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  followVersion();
  try {
    const registration = await navigator.serviceWorker.register('/sw.js');
    notice(registration);
    registration.addEventListener('updatefound', () => {
      registration.installing?.addEventListener('statechange', () => notice(registration));
    });
  } catch {
    // Without a service worker everything works as long as there is signal.
  }
}

/**
 * Lets the waiting version take over; every tab loads again under it. False, and nothing happens, while any tab captures or
 * sends: the old version's code must stay until that is done.
 */
export async function takeUpdate(): Promise<boolean> {
  if (await isBusy()) return false;
  state.waiting?.postMessage('activate');
  return true;
}

/** Whether any tab captures or sends. */
async function isBusy(): Promise<boolean> {
  const held = (await navigator.locks?.query?.())?.held ?? [];
  return held.some(({ name }) => name === 'draft' || name === 'drain');
}

/** A tab whose version was replaced, by whichever tab, loads again: old code over a newer queue would break. */
function followVersion(): void {
  let followed = navigator.serviceWorker.controller !== null;
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    // The first version ever replaces nothing.
    if (followed) void reloadOnceIdle();
    followed = true;
  });
}

async function reloadOnceIdle(): Promise<void> {
  const writes = document.activeElement?.matches('input, textarea, select') ?? false;
  if (writes || (await isBusy())) setTimeout(() => void reloadOnceIdle(), LOOK_AGAIN);
  else location.reload();
}

function notice(registration: ServiceWorkerRegistration): void {
  // Without a controller this is the first visit: nothing to replace.
  if (registration.waiting && navigator.serviceWorker.controller) state.waiting = registration.waiting;
}
