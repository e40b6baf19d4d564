/**
 * The eight theme markers: shape, sign, then colour, so that each survives grey, forced colours and colour blindness.
 *
 * Own drawings. Coordinates: a square of 40 x 40 units around (0, 0), y downwards. One drawing serves the map
 * (as an image made from `markerSvg`), the lists and the capture tiles (`Marker.svelte`).
 */

/** The eight groups of `data/categories.toml`. */
export type Theme = 'schoon' | 'groen' | 'heel' | 'licht' | 'verkeer' | 'veilig' | 'parel' | 'idee';

/** Order of the tiles, the filter and the legend. */
export const themes: readonly Theme[] = [
  'schoon',
  'groen',
  'heel',
  'licht',
  'verkeer',
  'veilig',
  'parel',
  'idee',
];

export interface MarkerDrawing {
  /** Outline of the shape. */
  shape: string;
  /** The sign inside, drawn as a line. */
  sign: string;
  /** Which text colour the sign takes on this theme's fill. */
  on: 'dark' | 'light';
}

export const drawings: Record<Theme, MarkerDrawing> = {
  // circle, a bin with its lid
  schoon: {
    shape: 'M13.5 0a13.5 13.5 0 1 1-27 0 13.5 13.5 0 1 1 27 0z',
    sign: 'M-5.5-3.6H5.5M-1.8-6.2H1.8M-4-3.4L-3.1 6.3H3.1L4-3.4',
    on: 'dark',
  },
  // leaf, its vein
  groen: {
    shape: 'M0-16C9.5-10.5 13.2-4 12.6 2.5A12.7 12.7 0 0 1-12.6 2.5C-13.2-4-9.5-10.5 0-16z',
    sign: 'M0 9.5V-5.5M0 1.5L4.8-3M0 5.5L-4.8 1',
    on: 'dark',
  },
  // square, a crack
  heel: {
    shape:
      'M-9.5-13h19a3.5 3.5 0 0 1 3.5 3.5v19a3.5 3.5 0 0 1-3.5 3.5h-19a3.5 3.5 0 0 1-3.5-3.5v-19a3.5 3.5 0 0 1 3.5-3.5z',
    sign: 'M2.5-8L-2.8-1.8 2.4 1.4-1.8 8',
    on: 'dark',
  },
  // diamond, a bulb
  licht: {
    shape: 'M0-16.5L16.5 0 0 16.5-16.5 0z',
    sign: 'M-2 4.3C-2 2-4.4 1.2-4.4-2A4.4 4.4 0 0 1 4.4-2C4.4 1.2 2 2 2 4.3zM-1.3 7.5H1.3',
    on: 'light',
  },
  // triangle, an exclamation mark
  verkeer: {
    shape: 'M0-15.5L15.8 12H-15.8z',
    sign: 'M0-6V2.8M0 7.1V7.2',
    on: 'dark',
  },
  // hexagon, a shield
  veilig: {
    shape: 'M-7.6-13.2H7.6L15.2 0 7.6 13.2H-7.6L-15.2 0z',
    sign: 'M0-7L5.6-5V-.8C5.6 2.9 3.4 5.3 0 6.7-3.4 5.3-5.6 2.9-5.6-.8V-5z',
    on: 'dark',
  },
  // star, a tick
  parel: {
    shape: 'M0-16.5L4.7-6.1 16-5.1 7.5 2.5 10 13.6 0 7.8-10 13.6-7.5 2.5-16-5.1-4.7-6.1z',
    sign: 'M-3.6-.6L-.8 2.3 3.8-2.8',
    on: 'light',
  },
  // balloon, three dots
  idee: {
    shape: 'M-11-12.5H11a3 3 0 0 1 3 3V5a3 3 0 0 1-3 3H1.5L-6 15V8h-5a3 3 0 0 1-3-3V-9.5a3 3 0 0 1 3-3z',
    sign: 'M-6-2.2V-2.1M0-2.2V-2.1M6-2.2V-2.1',
    on: 'light',
  },
};

/** The group a category belongs to, or `null` when the app does not know it (shown as a plain dot). */
export function themeOf(group: string | null | undefined): Theme | null {
  return themes.find((theme) => theme === group) ?? null;
}

/** Colours of one marker as CSS colour texts. */
export interface MarkerColours {
  fill: string;
  sign: string;
  ink: string;
  halo: string;
}

/**
 * A marker as a whole SVG text, `side` px square, for the map's image list. `waiting` draws the ink line dashed:
 * a finding that is still only on this phone.
 */
export function markerSvg(
  theme: Theme | null,
  colours: MarkerColours,
  side: number,
  waiting = false,
): string {
  const drawing = theme ? drawings[theme] : null;
  const shape = drawing?.shape ?? 'M9 0a9 9 0 1 1-18 0 9 9 0 1 1 18 0z';
  const dash = waiting ? ' stroke-dasharray="4 3"' : '';
  const sign = drawing
    ? `<path d="${drawing.sign}" fill="none" stroke="${colours.sign}" stroke-width="2.2"/>`
    : '';
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}" viewBox="-20 -20 40 40" ` +
    `stroke-linejoin="round" stroke-linecap="round">` +
    `<path d="${shape}" fill="${colours.halo}" stroke="${colours.halo}" stroke-width="6"/>` +
    `<path d="${shape}" fill="${colours.fill}" stroke="${colours.ink}" stroke-width="2"${dash}/>${sign}</svg>`
  );
}
