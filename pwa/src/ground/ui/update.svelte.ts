/**
 * The service worker: keeps the app for a walk without signal and tells when a newer version is ready.
 * The new version takes over only when the reader says so and nothing is being written or sent.
 */

const state = $state<{ waiting: ServiceWorker | null }>({ waiting: null });

/** Whether a newer version stands ready. */
export function updateReady(): boolean {
  return state.waiting !== null;
}

export async function startServiceWorker(): Promise<void> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
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
 * Lets the waiting version take over and loads the page again under it. False, and nothing happens, while any tab captures
 * or sends: the old version's code must stay until that is done.
 */
export async function takeUpdate(): Promise<boolean> {
  const held = (await navigator.locks?.query?.())?.held ?? [];
  if (held.some(({ name }) => name === 'draft' || name === 'drain')) return false;
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
  state.waiting?.postMessage('activate');
  return true;
}

function notice(registration: ServiceWorkerRegistration): void {
  // Without a controller this is the first visit: nothing to replace.
  if (registration.waiting && navigator.serviceWorker.controller) state.waiting = registration.waiting;
}
