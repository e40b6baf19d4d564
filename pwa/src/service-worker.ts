/// <reference lib="webworker" />
// Keeps the shell, the lazy chunks and the map's worker for a walk without signal.
// It answers GET only and never touches /api or /tiles: what residents wrote lives in IndexedDB.
// A new version waits until the page says so, because swapping code under a walker loses work.
import { createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';

declare const self: ServiceWorkerGlobalScope;
declare const __PRECACHE__: { url: string; revision: string | null }[];

precacheAndRoute(__PRECACHE__, { cleanURLs: false });
registerRoute(
  new NavigationRoute(createHandlerBoundToURL('/'), {
    denylist: [/^\/api(\/|$)/, /^\/tiles(\/|$)/, /^\/(healthz|readyz|metrics)$/],
  }),
);

self.addEventListener('activate', (event) => {
  event.waitUntil(self.clients.claim());
});

self.addEventListener('message', (event) => {
  if (event.data === 'activate') void self.skipWaiting();
});
