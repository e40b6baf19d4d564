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

/** Lets the waiting version take over and loads the page again under it. */
export function takeUpdate(): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
  state.waiting?.postMessage('activate');
}

function notice(registration: ServiceWorkerRegistration): void {
  // Without a controller this is the first visit: nothing to replace.
  if (registration.waiting && navigator.serviceWorker.controller) state.waiting = registration.waiting;
}
