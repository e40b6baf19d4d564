/**
 * Findings from vector tiles: the address of the tiles, how they are drawn, and when they are not. Pure.
 *
 * From zoom 14 the server sends every finding as a point (`findings`); further away, and where a tile would be too heavy,
 * points with numbers per theme (`counts`). Whenever tiles do not come, the rows on the phone are drawn instead.
 */
import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import { type Theme, themes } from '../ui/icons/markers';
import type { MapColours } from './colours';

/** What the tiles should hold; the same filters as the list has. */
export interface TileQuestion {
  /** RFC 3339. */
  since: string;
  /** Empty: all. */
  themes: readonly Theme[];
  light: 'all' | 'day' | 'dark';
  /** Another number makes the phone ask again: the content changed, not the question. */
  version: number;
}

/** Zooms for which the server makes tiles; closer than the last one, its tiles are stretched. */
export const tileZooms = { minzoom: 0, maxzoom: 16 };
/** Zoom from which tiles hold single findings. */
export const singlesFrom = 14;
export const foundSource = 'found';
/** Layers over the rows on the phone; hidden while tiles are drawn. */
export const rowLayers = ['mark-groups', 'mark-counts', 'marks'] as const;
/** Layers over tiles that open one finding, and those that go closer. */
export const foundMarks = ['found-marks', 'found-far'] as const;
export const foundGroups = ['found-counts', 'found-groups'] as const;

/** The address of the tiles with `{z}/{x}/{y}` open. `origin`: of this page; a worker has no page to start from. */
export function tilesOf(question: TileQuestion, origin: string): string {
  const asked = new URLSearchParams({ since: question.since, daylight: question.light });
  if (question.themes.length > 0) asked.set('category', question.themes.join(','));
  asked.set('v', String(question.version));
  return `${origin}/tiles/findings/{z}/{x}/{y}.mvt?${asked}`;
}

/** Where the findings on the map come from. `asking`: tiles are on their way, rows are still drawn. */
export type Drawn = 'rows' | 'asking' | 'tiles';
export interface Use {
  url: string | null;
  drawn: Drawn;
}
export const useRows: Use = { url: null, drawn: 'rows' };
export type News = { wanted: string | null } | 'came' | 'failed';

/**
 * Rows or tiles, never both and never none: tiles are shown when the first ones stand, and given up at the first that
 * fails, until they are asked for anew.
 */
export function use(now: Use, news: News): Use {
  if (news === 'came') return now.drawn === 'asking' ? { ...now, drawn: 'tiles' } : now;
  if (news === 'failed') return { ...now, drawn: 'rows' };
  if (news.wanted === now.url) return now;
  if (news.wanted === null) return useRows;
  return { url: news.wanted, drawn: now.drawn === 'tiles' ? 'tiles' : 'asking' };
}

/** A buurt that just misses being seen finding by finding is shown a little closer, its edges out of sight. */
export function preferSingles(zoom: number): number {
  return zoom < singlesFrom && zoom > singlesFrom - 0.8 ? singlesFrom : zoom;
}

/** Whether a finding lies in the chosen buurt; without a choice all do. */
function isNear(own: string | null): ExpressionSpecification {
  return own === null ? ['literal', true] : ['==', ['coalesce', ['get', 'buurt'], ''], own];
}

const known: ExpressionSpecification = ['in', ['get', 'group'], ['literal', [...themes]]];
const image: ExpressionSpecification = [
  'case',
  known,
  ['concat', 'marker-', ['get', 'group']],
  'marker-unknown',
];

/** More findings than this and the marks are drawn smaller, until the reader comes close. */
export const manyMarks = 60;

/** Sizes as parts of the image: small where many stand together. `part`: of the usual size. */
function markSize(part: number, many: boolean): ExpressionSpecification {
  const stops = many
    ? [14, 0.5 * part, 15, 0.64 * part, 16, 0.8 * part, 17.5, part]
    : [14, 0.8 * part, 16, part];
  return ['interpolate', ['linear'], ['zoom'], ...stops] as unknown as ExpressionSpecification;
}

function number(theme: string): ExpressionSpecification {
  return ['coalesce', ['get', `n_${theme}`], 0];
}

/** The theme a group has most of; ties go to the first in the order of the tiles. */
function mostly(): ExpressionSpecification {
  const cases = themes.flatMap((theme) => {
    const beats = themes.map((other) => ['>=', number(theme), number(other)]);
    return [['all', ['>', number(theme), 0], ...beats], `marker-${theme}`];
  });
  return ['case', ...cases, 'marker-unknown'] as unknown as ExpressionSpecification;
}

const shortNumber: ExpressionSpecification = [
  'case',
  ['<', ['get', 'n'], 1000],
  ['to-string', ['get', 'n']],
  ['concat', ['to-string', ['/', ['round', ['/', ['get', 'n'], 100]], 10]], 'k'],
];

/** The layers over tiles, from the bottom up. Not `shown`: laid out, so that tiles are asked for, and seen by nobody. */
export function foundLayers(
  c: MapColours,
  font: string[],
  own: string | null,
  shown: boolean,
  many = false,
): LayerSpecification[] {
  const source = foundSource;
  // Layers of their own for near and far, so that showing them is a matter of paint and lays nothing out again.
  const marks = (
    id: string,
    filter: ExpressionSpecification,
    part: number,
    opacity: number,
  ): LayerSpecification => ({
    id,
    type: 'symbol',
    source,
    'source-layer': 'findings',
    filter,
    // Every finding is drawn, also under another one.
    layout: {
      'icon-image': image,
      'icon-size': markSize(part, many),
      'icon-allow-overlap': true,
      'icon-padding': 0,
    },
    paint: { 'icon-opacity': opacity },
  });
  return [
    {
      id: 'found-groups',
      type: 'symbol',
      source,
      'source-layer': 'counts',
      layout: { 'icon-image': mostly(), 'icon-size': 0.74, 'icon-allow-overlap': true },
      paint: { 'icon-opacity': shown ? 1 : 0 },
    },
    {
      id: 'found-counts',
      type: 'symbol',
      source,
      'source-layer': 'counts',
      filter: ['>', ['get', 'n'], 1],
      layout: {
        'text-field': shortNumber,
        'text-font': font,
        'text-size': 12,
        'text-offset': [1.15, -1],
        'text-allow-overlap': true,
        'icon-image': 'count',
        'icon-text-fit': 'both',
        'icon-text-fit-padding': [1, 5, 1, 5],
        'icon-allow-overlap': true,
      },
      paint: { 'text-color': c.ink, 'text-opacity': shown ? 1 : 0, 'icon-opacity': shown ? 1 : 0 },
    },
    marks('found-far', ['!', isNear(own)], 0.7, shown ? 0.55 : 0),
    marks('found-marks', isNear(own), 1, shown ? 1 : 0),
  ];
}
