/**
 * The layers of the map, from the bottom up, as plain style objects in the colours of the moment.
 *
 * Sizes are CSS pixels unless they say metres. Rings have the size of the real area, but never less than a fingertip.
 */
import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl';
import { themes } from '../ui/icons/markers';
import type { MapColours } from './colours';
import type { SourceName } from './plot';
import { proposalLayers } from './proposals';

/** Families that Android, iOS, Windows and Linux have; the word "Bold" in the first name sets the weight. */
export const bold = [
  'Roboto Bold',
  'Segoe UI',
  'Noto Sans',
  'Liberation Sans',
  'Helvetica Neue',
  'Arial',
  'sans-serif',
];
export const semiBold = ['Roboto SemiBold', ...bold.slice(1)];

/** Zoom from which single findings stand apart. */
export const clusterUntil = 15;

/** The style before anything is known: paper. No `glyphs`: letters come from the phone's own fonts. */
export function paper(colours: MapColours): StyleSpecification {
  return {
    version: 8,
    sources: {},
    layers: [{ id: 'land', type: 'background', paint: { 'background-color': colours.land } }],
  };
}

/** Pixels of the smallest ring and of the letters on its tag. */
const leastRing = 26;
const tagSize = 13.5;

/** Metres under one CSS pixel at a zoom, at the latitude `lat`; the Netherlands lie within 3 % of the default. */
export function metresPerPixel(zoom: number, lat = 51.9): number {
  return (40_075_016.7 * Math.cos((lat * Math.PI) / 180)) / (512 * 2 ** zoom);
}

/** Pixels for a number of metres at each zoom, never fewer than `least`. */
export function metresAsPixels(metres: ExpressionSpecification, least: number): ExpressionSpecification {
  const stops = [9, 11, 12, 13, 14, 15, 16, 17, 18, 20, 22].flatMap((zoom) => [
    zoom,
    ['max', least, ['/', metres, metresPerPixel(zoom)]] as ExpressionSpecification,
  ]);
  return ['interpolate', ['exponential', 2], ['zoom'], ...stops] as unknown as ExpressionSpecification;
}

/** Layers of the plain street plan, which a base map replaces. */
export const groundLayerIds = ['green', 'water', 'block', 'streets', 'paths', 'street-names'] as const;

function groundLayers(c: MapColours): LayerSpecification[] {
  const source: SourceName = 'ground';
  const area = (id: string, kind: string, colour: string): LayerSpecification => ({
    id,
    type: 'fill',
    source,
    filter: ['==', ['get', 'kind'], kind],
    paint: { 'fill-color': colour },
  });
  const streetWidth = (main: number, side: number): ExpressionSpecification => [
    'interpolate',
    ['exponential', 1.8],
    ['zoom'],
    12,
    ['match', ['get', 'kind'], 'main_street', main * 0.12, side * 0.08],
    18,
    ['match', ['get', 'kind'], 'main_street', main, side],
  ];
  return [
    area('green', 'green', c.green),
    area('water', 'water', c.water),
    area('block', 'block', c.block),
    {
      id: 'streets',
      type: 'line',
      source,
      filter: ['in', ['get', 'kind'], ['literal', ['street', 'main_street']]],
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': c.street, 'line-width': streetWidth(34, 20) },
    },
    {
      id: 'paths',
      type: 'line',
      source,
      minzoom: 14,
      filter: ['==', ['get', 'kind'], 'path'],
      layout: { 'line-cap': 'round' },
      paint: { 'line-color': c.street, 'line-width': 3, 'line-dasharray': [1, 2] },
    },
    {
      id: 'street-names',
      type: 'symbol',
      source,
      minzoom: 15,
      filter: ['in', ['get', 'kind'], ['literal', ['street', 'main_street', 'path']]],
      layout: {
        'symbol-placement': 'line',
        'text-field': ['coalesce', ['get', 'name'], ''],
        'text-font': semiBold,
        'text-size': 12,
      },
      paint: { 'text-color': c.label, 'text-halo-color': c.halo, 'text-halo-width': 1.5 },
    },
  ];
}

function buurtLayers(c: MapColours): LayerSpecification[] {
  const source: SourceName = 'buurten';
  const isOwn: ExpressionSpecification = ['boolean', ['get', 'own'], false];
  return [
    {
      id: 'buurt-veil',
      type: 'fill',
      source,
      paint: { 'fill-color': ['case', isOwn, c.street, c.court], 'fill-opacity': ['case', isOwn, 0.9, 0.55] },
    },
    ...groundLayers(c),
    {
      id: 'buurt-fade',
      type: 'fill',
      source: 'outside' satisfies SourceName,
      paint: { 'fill-color': c.halo, 'fill-opacity': 0.5 },
    },
    {
      id: 'unwalked',
      type: 'fill',
      source: 'unwalked' satisfies SourceName,
      paint: { 'fill-pattern': 'stripes', 'fill-opacity': 0.35 },
    },
    {
      id: 'buurt-border',
      type: 'line',
      source,
      layout: { 'line-join': 'round' },
      paint: { 'line-color': c.official, 'line-width': 1.5, 'line-dasharray': [6, 4] },
    },
    {
      id: 'own-halo',
      type: 'line',
      source,
      filter: isOwn,
      layout: { 'line-join': 'round' },
      paint: { 'line-color': c.halo, 'line-width': 8, 'line-opacity': 0.85 },
    },
    {
      id: 'own-border',
      type: 'line',
      source,
      filter: isOwn,
      layout: { 'line-join': 'round' },
      paint: { 'line-color': c.adopted, 'line-width': 4 },
    },
  ];
}

function nameLayer(c: MapColours): LayerSpecification {
  const isOwn: ExpressionSpecification = ['boolean', ['get', 'own'], false];
  return {
    id: 'buurt-names',
    type: 'symbol',
    source: 'names' satisfies SourceName,
    filter: ['any', ['!', isOwn], ['<', ['zoom'], 14]],
    layout: {
      'text-field': ['upcase', ['get', 'name']],
      'text-font': bold,
      'text-size': ['interpolate', ['linear'], ['zoom'], 10, 10, 15, 12.5],
      'text-letter-spacing': 0.04,
      'text-max-width': 8,
      'text-padding': 8,
    },
    paint: {
      'text-color': ['case', isOwn, c.adopted, c.label],
      'text-halo-color': c.halo,
      'text-halo-width': 2,
    },
  };
}

function ringLayers(c: MapColours): LayerSpecification[] {
  const source: SourceName = 'rings';
  const size = metresAsPixels(['get', 'radius'], leastRing);
  const ring = (id: string, radius: ExpressionSpecification, only?: boolean): LayerSpecification => ({
    id,
    type: 'circle',
    source,
    ...(only ? { filter: ['boolean', ['get', 'clear'], false] } : {}),
    paint: {
      'circle-radius': radius,
      'circle-opacity': 0,
      'circle-stroke-color': c.hotspot,
      'circle-stroke-width': 3,
    },
  });
  return [
    {
      id: 'ring-area',
      type: 'circle',
      source,
      paint: {
        'circle-radius': size,
        'circle-color': c.hotspotFill,
        'circle-stroke-color': c.halo,
        'circle-stroke-width': 5.5,
      },
    },
    ring('ring-outer', size),
    ring('ring-inner', metresAsPixels(['*', ['get', 'radius'], 0.8], 18), true),
  ];
}

/** Ems between the true edge of a place and the edge of its ring, which has a least size; zero once they agree. */
function tagGap(): ExpressionSpecification {
  const stops = [13, 14, 15, 16, 17].flatMap((zoom) => {
    const pixels = ['/', ['get', 'radius'], metresPerPixel(zoom)];
    return [zoom, ['/', ['max', 0, ['-', leastRing, pixels]], tagSize]];
  });
  return ['interpolate', ['linear'], ['zoom'], ...stops] as unknown as ExpressionSpecification;
}

function tagLayer(c: MapColours): LayerSpecification {
  return {
    id: 'ring-tags',
    type: 'symbol',
    source: 'tags' satisfies SourceName,
    minzoom: 13,
    layout: {
      'text-field': ['get', 'name'],
      'text-font': bold,
      'text-size': tagSize,
      'text-max-width': 30,
      // A ring that is drawn larger than its place pushes its tag down by the difference.
      'text-variable-anchor': ['top'],
      'text-radial-offset': tagGap(),
      'icon-image': 'tag',
      'icon-text-fit': 'both',
      'icon-text-fit-padding': [6, 11, 6, 11],
      'icon-allow-overlap': false,
      'text-allow-overlap': false,
      'icon-padding': 0,
    },
    paint: { 'text-color': c.card },
  };
}

/** Which theme a cluster has most of; ties go to the first in the order of the tiles. */
function mostlyTheme(): ExpressionSpecification {
  const cases = themes.flatMap((theme) => {
    const beats = themes.map((other) => ['>=', ['get', `n_${theme}`], ['get', `n_${other}`]]);
    return [['all', ...beats], `marker-${theme}`];
  });
  return ['case', ...cases, 'marker-unknown'] as unknown as ExpressionSpecification;
}

/** Sums per theme, kept by the clustering. */
export function clusterSums(): Record<string, ExpressionSpecification> {
  const sum = (theme: string): ExpressionSpecification => [
    '+',
    ['case', ['==', ['get', 'theme'], theme], 1, 0],
  ];
  return Object.fromEntries(themes.map((theme) => [`n_${theme}`, sum(theme)]));
}

function markLayers(c: MapColours): LayerSpecification[] {
  const source: SourceName = 'marks';
  const faint: ExpressionSpecification = ['case', ['boolean', ['get', 'faded'], false], 0.6, 1];
  return [
    {
      id: 'mark-groups',
      type: 'symbol',
      source,
      filter: ['has', 'point_count'],
      layout: { 'icon-image': mostlyTheme(), 'icon-size': 0.86, 'icon-allow-overlap': true },
    },
    {
      id: 'mark-counts',
      type: 'symbol',
      source,
      filter: ['has', 'point_count'],
      layout: {
        'text-field': ['get', 'point_count_abbreviated'],
        'text-font': bold,
        'text-size': 12,
        'text-offset': [1.15, -1],
        'text-allow-overlap': true,
        'icon-image': 'count',
        'icon-text-fit': 'both',
        'icon-text-fit-padding': [1, 5, 1, 5],
        'icon-allow-overlap': true,
      },
      paint: { 'text-color': c.ink },
    },
    {
      id: 'marks',
      type: 'symbol',
      source,
      filter: ['!', ['has', 'point_count']],
      layout: { 'icon-image': ['concat', 'marker-', ['get', 'theme']], 'icon-allow-overlap': true },
      paint: { 'icon-opacity': faint },
    },
    {
      id: 'waiting-marks',
      type: 'symbol',
      source: 'waiting' satisfies SourceName,
      layout: {
        'icon-image': [
          'concat',
          ['case', ['boolean', ['get', 'waiting'], true], 'waiting-', 'marker-'],
          ['get', 'theme'],
        ],
        'icon-allow-overlap': true,
      },
    },
  ];
}

function meLayers(c: MapColours): LayerSpecification[] {
  const source: SourceName = 'me';
  const byQuality: ExpressionSpecification = [
    'match',
    ['get', 'quality'],
    'good',
    c.good,
    'fair',
    c.fair,
    c.poor,
  ];
  const dash = [
    'match',
    ['get', 'quality'],
    'good',
    ['literal', [1]],
    'fair',
    ['literal', [4, 3]],
    ['literal', [1, 2]],
  ];
  return [
    {
      id: 'me-area',
      type: 'fill',
      source,
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': c.me, 'fill-opacity': 0.12 },
    },
    {
      id: 'me-ring',
      type: 'line',
      source,
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: {
        'line-color': byQuality,
        'line-width': 2,
        'line-dasharray': dash as unknown as ExpressionSpecification,
      },
    },
    {
      id: 'me-dot',
      type: 'circle',
      source,
      filter: ['==', ['geometry-type'], 'Point'],
      paint: {
        'circle-radius': 8,
        'circle-color': c.me,
        'circle-stroke-width': 3,
        'circle-stroke-color': c.markerHalo,
      },
    },
  ];
}

/** All layers above the paper. */
export function layersIn(colours: MapColours): LayerSpecification[] {
  return [
    ...buurtLayers(colours),
    nameLayer(colours),
    ...ringLayers(colours),
    ...markLayers(colours),
    tagLayer(colours),
    ...proposalLayers(colours),
    ...meLayers(colours),
  ];
}
