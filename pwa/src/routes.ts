/** Every screen of the app and where it stands. Screens load when first opened. */
import type { Component } from 'svelte';

/** A screen; those with an id in their path get it as the property `id`. */
export type Screen = Component<never>;

export interface Route {
  path: RegExp;
  load: () => Promise<{ default: Screen }>;
  /** Joining, capturing and sending are one task with one way out: no tab bar. */
  tabs: boolean;
  /** The first screen makes do with the few texts that come along at once. */
  first?: true;
}

export const routes: readonly Route[] = [
  { path: /^\/(?:w)?$/, load: () => import('./rooms/walks/StartScreen.svelte'), tabs: false, first: true },
  { path: /^\/kaart$/, load: () => import('./rooms/hotspots/MapScreen.svelte'), tabs: true },
  { path: /^\/lijst$/, load: () => import('./rooms/hotspots/ListScreen.svelte'), tabs: true },
  {
    path: /^\/bevinding\/([\w-]+)$/,
    load: () => import('./rooms/findings/FindingScreen.svelte'),
    tabs: true,
  },
  {
    path: /^\/hotspot\/([\w:.-]+)$/,
    load: () => import('./rooms/hotspots/HotspotScreen.svelte'),
    tabs: true,
  },
  {
    path: /^\/maatregel\/nieuw$/,
    load: () => import('./rooms/measures/ProposeScreen.svelte'),
    tabs: false,
  },
  {
    path: /^\/maatregel\/([\w-]+)$/,
    load: () => import('./rooms/measures/MeasureScreen.svelte'),
    tabs: true,
  },
  { path: /^\/vastleggen$/, load: () => import('./rooms/findings/CaptureScreen.svelte'), tabs: false },
  { path: /^\/verzenden$/, load: () => import('./rooms/findings/CaptureOutboxScreen.svelte'), tabs: false },
  { path: /^\/schouw\/nieuw$/, load: () => import('./rooms/walks/BeginScreen.svelte'), tabs: false },
  { path: /^\/schouw\/([\w-]+)$/, load: () => import('./WalkWithQuestion.svelte'), tabs: false },
  {
    path: /^\/buurt\/([\w-]+)\/tekenen$/,
    load: () => import('./rooms/boundaries/DrawScreen.svelte'),
    tabs: false,
  },
  { path: /^\/netwerker$/, load: () => import('./rooms/walks/PlanScreen.svelte'), tabs: true },
  {
    path: /^\/(?:grenzen|buurt)(?:\/([\w-]+))?(?:\/grens)?$/,
    load: () => import('./rooms/boundaries/Borders.svelte'),
    tabs: false,
  },
  { path: /^\/ik$/, load: () => import('./rooms/people/MeScreen.svelte'), tabs: true },
];

/** The route of a path with the id in it, or null for a path we do not have. */
export function routeOf(path: string): { route: Route; id?: string } | null {
  const clean = path.length > 1 ? path.replace(/\/$/, '') : path;
  for (const route of routes) {
    const match = route.path.exec(clean);
    if (match) return { route, id: match[1] };
  }
  return null;
}

/** At start: who walks along already opens the map at once; a link with a code always opens the start screen. */
export function openAt(known: boolean): void {
  if (known && location.pathname === '/' && location.hash === '') history.replaceState(null, '', '/kaart');
}
