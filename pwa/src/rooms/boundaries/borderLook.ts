/**
 * How borders look on a map: layers, patterns and colours over the base that `ground/map/` draws. Pattern and line style
 * carry the meaning, colour only helps. Colours are tokens, read when the map is dressed. Sizes are CSS pixels.
 */
import type { Feature, FeatureCollection } from 'geojson';
import type { LayerSpecification } from 'maplibre-gl';

/** What may lie on a map of borders, from the bottom up. */
export const sceneNames = [
  'bands',
  'changed',
  'official',
  'old',
  'line',
  'fresh',
  'theirs',
  'mine',
  'contested',
  'arcs',
  'chosen',
  'halfway',
  'points',
  'offer',
  'numbers',
  'labels',
  'spot',
] as const;
export type SceneName = (typeof sceneNames)[number];
export type Scene = Partial<Record<SceneName, Feature[]>>;

const tokens = {
  band25: '--buurtschouw-band-25',
  band50: '--buurtschouw-band-50',
  band75: '--buurtschouw-band-75',
  edge: '--buurtschouw-band-edge',
  contested: '--buurtschouw-contested',
  official: '--buurtschouw-border-official',
  adopted: '--buurtschouw-border-adopted',
  proposed: '--buurtschouw-border-proposed',
  mine: '--buurtschouw-border-mine',
  mineCore: '--buurtschouw-border-mine-core',
  fault: '--buurtschouw-border-fault',
  halo: '--buurtschouw-map-halo',
  card: '--basis-color-default-bg-default',
  ink: '--basis-color-default-color-document',
} as const;
export type BorderColours = Record<keyof typeof tokens, string>;

/** Reads the tokens as they are now below `within`. */
export function readBorderColours(within: HTMLElement): BorderColours {
  const probe = document.createElement('span');
  probe.hidden = true;
  probe.style.setProperty('forced-color-adjust', 'none');
  within.append(probe);
  const read = (token: string): string => {
    probe.style.setProperty('color', `var(${token})`);
    return getComputedStyle(probe).color;
  };
  const colours = Object.fromEntries(Object.entries(tokens).map(([name, token]) => [name, read(token)]));
  probe.remove();
  return colours as BorderColours;
}

export const sourceOf = (name: SceneName): string => `border-${name}`;
export const collected = (features: Feature[] = []): FeatureCollection => ({
  type: 'FeatureCollection',
  features,
});

export type Pattern = 'dots' | 'lines' | 'cross' | 'hatch';
/** The side of each pattern's tile. */
const sides: Record<Pattern, number> = { dots: 9, lines: 8, cross: 9, hatch: 10 };

/** One tile of a pattern that repeats without a seam, `sharpness` pixels to each CSS pixel. */
export function patternImage(pattern: Pattern, colours: BorderColours, sharpness: number): ImageData | null {
  const side = sides[pattern] * sharpness;
  const canvas = document.createElement('canvas');
  canvas.width = side;
  canvas.height = side;
  const pen = canvas.getContext('2d');
  if (!pen) return null;
  const colour = pattern === 'cross' || pattern === 'hatch' ? colours.contested : colours.edge;
  pen.strokeStyle = colour;
  pen.fillStyle = colour;
  if (pattern === 'dots') {
    pen.arc(side / 2, side / 2, 1.5 * sharpness, 0, 2 * Math.PI);
    pen.fill();
  } else {
    pen.lineWidth = (pattern === 'lines' ? 1.6 : 1.8) * sharpness;
    // Drawn three times, so that the corners of the tile are whole.
    const stroke = (rising: boolean): void => {
      for (const shift of [-side, 0, side]) {
        pen.moveTo(shift, rising ? side : 0);
        pen.lineTo(shift + side, rising ? 0 : side);
      }
    };
    stroke(true);
    if (pattern === 'cross') stroke(false);
    pen.stroke();
  }
  return pen.getImageData(0, 0, side, side);
}

export const patterns: readonly Pattern[] = ['dots', 'lines', 'cross', 'hatch'];
export const patternName = (pattern: Pattern): string => `border-${pattern}`;

const round = { 'line-join': 'round', 'line-cap': 'round' } as const;

function line(
  name: SceneName,
  paint: Extract<LayerSpecification, { type: 'line' }>['paint'],
  more: { id?: string; filter?: unknown[]; layout?: typeof round | { 'line-join': 'round' } } = {},
): LayerSpecification {
  const { id = 'line', filter, layout = round } = more;
  return {
    id: `${sourceOf(name)}-${id}`,
    type: 'line',
    source: sourceOf(name),
    ...(filter ? { filter: filter as never } : {}),
    layout,
    paint,
  };
}

function fill(
  name: SceneName,
  id: string,
  paint: Extract<LayerSpecification, { type: 'fill' }>['paint'],
  filter?: unknown[],
): LayerSpecification {
  const chosen = filter ? { filter: filter as never } : {};
  return { id: `${sourceOf(name)}-${id}`, type: 'fill', source: sourceOf(name), ...chosen, paint };
}

const dashed = { 'line-join': 'round' } as const;
const share = (n: number): unknown[] => ['==', ['get', 'share'], n];

function bandLayers(c: BorderColours): LayerSpecification[] {
  // A band lies within the wider one, whose pattern it covers.
  return [
    fill('bands', 'fill-25', { 'fill-color': c.band25, 'fill-opacity': 0.8 }, share(25)),
    fill('bands', 'dots', { 'fill-pattern': patternName('dots') }, share(25)),
    fill('bands', 'fill-50', { 'fill-color': c.band50, 'fill-opacity': 0.95 }, share(50)),
    fill('bands', 'lines', { 'fill-pattern': patternName('lines'), 'fill-opacity': 0.6 }, share(50)),
    fill('bands', 'fill-75', { 'fill-color': c.band75, 'fill-opacity': 0.95 }, share(75)),
    line('bands', { 'line-color': c.edge, 'line-width': ['match', ['get', 'share'], 25, 2, 1] }),
  ];
}

const vague: unknown[] = ['boolean', ['get', 'vague'], false];

function lineLayers(c: BorderColours): LayerSpecification[] {
  return [
    line('line', { 'line-color': c.halo, 'line-width': 9, 'line-opacity': 0.9 }, { id: 'halo' }),
    line('line', { 'line-color': c.adopted, 'line-width': 4.5 }, { filter: ['!', vague] }),
    // Butt ends, or the gaps between the dashes close.
    line(
      'line',
      { 'line-color': c.adopted, 'line-width': 8, 'line-dasharray': [1.1, 0.9] },
      { id: 'vague', filter: vague, layout: dashed },
    ),
  ];
}

function borderLines(c: BorderColours): LayerSpecification[] {
  return [
    fill('changed', 'fill', { 'fill-pattern': patternName('hatch') }),
    line('changed', {
      'line-color': c.contested,
      'line-width': ['case', ['boolean', ['get', 'chosen'], false], 5, 2],
    }),
    line('official', { 'line-color': c.halo, 'line-width': 5, 'line-opacity': 0.7 }, { id: 'halo' }),
    line(
      'official',
      { 'line-color': c.official, 'line-width': 2, 'line-dasharray': [3.5, 2.5] },
      { layout: dashed },
    ),
    line('old', { 'line-color': c.halo, 'line-width': 5, 'line-opacity': 0.7 }, { id: 'halo' }),
    line(
      'old',
      { 'line-color': c.official, 'line-width': 2.5, 'line-dasharray': [3.5, 2.5] },
      { layout: dashed },
    ),
    ...lineLayers(c),
    line('fresh', { 'line-color': c.halo, 'line-width': 8, 'line-opacity': 0.85 }, { id: 'halo' }),
    line('fresh', { 'line-color': c.adopted, 'line-width': 4 }),
    line('theirs', { 'line-color': c.halo, 'line-width': 8, 'line-opacity': 0.85 }, { id: 'halo' }),
    line(
      'theirs',
      { 'line-color': c.contested, 'line-width': 4, 'line-dasharray': [2, 1.4] },
      { layout: dashed },
    ),
    line('mine', { 'line-color': c.mine, 'line-width': 6 }, { id: 'ink' }),
    line('mine', { 'line-color': c.mineCore, 'line-width': 3 }),
    fill('contested', 'fill', { 'fill-pattern': patternName('cross') }),
    line('contested', { 'line-color': c.contested, 'line-width': 2.5 }),
  ];
}

function editLayers(c: BorderColours): LayerSpecification[] {
  const locked = ['boolean', ['get', 'locked'], false];
  const chosen = ['boolean', ['get', 'chosen'], false];
  return [
    line('arcs', { 'line-color': c.halo, 'line-width': 7, 'line-opacity': 0.8 }, { id: 'halo' }),
    line('arcs', { 'line-color': c.proposed, 'line-width': 3 }, { filter: ['!', locked] }),
    line(
      'arcs',
      { 'line-color': c.official, 'line-width': 2.5, 'line-dasharray': [1, 1.6] },
      { id: 'locked', filter: locked, layout: dashed },
    ),
    line('chosen', { 'line-color': c.adopted, 'line-width': 8 }, { id: 'ink' }),
    line('chosen', { 'line-color': c.card, 'line-width': 2.5 }),
    line(
      'offer',
      { 'line-color': c.contested, 'line-width': 4, 'line-dasharray': [2, 1.4] },
      { layout: dashed },
    ),
    circle('halfway', {
      'circle-radius': 5,
      'circle-color': c.card,
      'circle-stroke-color': c.adopted,
      'circle-stroke-width': 1.5,
    }),
    circle('points', {
      'circle-radius': ['case', chosen as never, 11, 7.5],
      'circle-color': ['case', chosen as never, c.contested, c.proposed],
      'circle-stroke-color': c.card,
      'circle-stroke-width': 3,
    }),
  ];
}

function circle(
  name: SceneName,
  paint: Extract<LayerSpecification, { type: 'circle' }>['paint'],
): LayerSpecification {
  return { id: `${sourceOf(name)}-circle`, type: 'circle', source: sourceOf(name), paint };
}

/** All layers, in the colours of the moment. `font` is what the letters of the map are set in. */
export function borderLayers(c: BorderColours, font: string[]): LayerSpecification[] {
  return [
    ...bandLayers(c),
    ...borderLines(c),
    ...editLayers(c),
    circle('numbers', {
      'circle-radius': 13,
      'circle-color': c.contested,
      'circle-stroke-color': c.card,
      'circle-stroke-width': 3,
    }),
    {
      id: 'border-numbers-text',
      type: 'symbol',
      source: sourceOf('numbers'),
      layout: {
        'text-field': ['to-string', ['get', 'number']],
        'text-font': font,
        'text-size': 15,
        'text-allow-overlap': true,
        'text-ignore-placement': true,
      },
      paint: { 'text-color': c.card },
    },
    {
      id: 'border-labels-text',
      type: 'symbol',
      source: sourceOf('labels'),
      layout: {
        'text-field': ['get', 'text'],
        'text-font': font,
        'text-size': 13.5,
        'text-max-width': 9,
        'text-padding': 6,
      },
      paint: { 'text-color': c.ink, 'text-halo-color': c.halo, 'text-halo-width': 2.5 },
    },
    circle('spot', {
      'circle-radius': 12,
      'circle-opacity': 0,
      'circle-stroke-color': c.fault,
      'circle-stroke-width': 4,
    }),
  ];
}
