/**
 * The map's colours, read from the tokens at run time, so that day, night, outdoor and forced colours change the map too.
 *
 * A probe element resolves every token to a plain `rgb(...)`: MapLibre knows neither `var()` nor system colour names.
 */
import { type Theme, themes } from '../ui/icons/markers';
import { type Rung, rungs } from '../ui/icons/rungs';

const tokens = {
  land: '--buurtschouw-map-land',
  block: '--buurtschouw-map-block',
  court: '--buurtschouw-map-court',
  street: '--buurtschouw-map-street',
  water: '--buurtschouw-map-water',
  green: '--buurtschouw-map-green',
  label: '--buurtschouw-map-label',
  halo: '--buurtschouw-map-halo',
  markerHalo: '--buurtschouw-marker-halo',
  official: '--buurtschouw-border-official',
  adopted: '--buurtschouw-border-adopted',
  hotspot: '--buurtschouw-hotspot',
  hotspotFill: '--buurtschouw-hotspot-fill',
  proposed: '--buurtschouw-hotspot-proposed',
  me: '--buurtschouw-me',
  good: '--buurtschouw-gps-good',
  fair: '--buurtschouw-gps-fair',
  poor: '--buurtschouw-gps-poor',
  onDark: '--buurtschouw-theme-on-dark',
  onLight: '--buurtschouw-theme-on-light',
  card: '--basis-color-default-bg-default',
  ink: '--basis-color-default-color-document',
  border: '--basis-color-default-border-default',
} as const;

export type MapColours = Record<keyof typeof tokens, string> & {
  themes: Record<Theme, string>;
  rungs: Record<Rung, string>;
};

/** Reads all colours as they are now, below `within` (a part of the page that wears the theme). */
export function readColours(within: HTMLElement): MapColours {
  const probe = document.createElement('span');
  probe.hidden = true;
  probe.style.setProperty('forced-color-adjust', 'none');
  within.append(probe);
  const read = (token: string): string => {
    probe.style.setProperty('color', `var(${token})`);
    return getComputedStyle(probe).color;
  };
  const plain = Object.fromEntries(Object.entries(tokens).map(([name, token]) => [name, read(token)]));
  const byTheme = Object.fromEntries(themes.map((theme) => [theme, read(`--buurtschouw-theme-${theme}`)]));
  const byRung = Object.fromEntries(rungs.map((rung) => [rung, read(`--buurtschouw-rung-${rung}`)]));
  probe.remove();
  return { ...plain, themes: byTheme, rungs: byRung } as MapColours;
}

/** Calls `changed` whenever the look may have changed: the theme button, the system's night, forced colours. Returns the stop. */
export function watchLook(changed: () => void): () => void {
  const queries = ['(prefers-color-scheme: dark)', '(forced-colors: active)'].map((text) => matchMedia(text));
  for (const query of queries) query.addEventListener('change', changed);
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  return () => {
    for (const query of queries) query.removeEventListener('change', changed);
    observer.disconnect();
  };
}
