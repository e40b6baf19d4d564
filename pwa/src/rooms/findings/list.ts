/**
 * Findings as rows: what the list and the map show of one finding, in which groups and in which order. Pure.
 *
 * Times are ms UTC, places WGS84 degrees. The same rows feed the canvas and the list, so neither can hold what the other lacks.
 */
import type { FindingFeature } from '../../ground/api/types';
import { instantOf } from '../../ground/clock';
import { isDark } from '../../ground/map/sun';
import { metresBetween, type Place } from '../../ground/map/where';
import type { WaitingFinding } from '../../ground/store/database';
import { type Theme, themeOf } from '../../ground/ui/icons/markers';

export interface Row {
  id: string;
  place: Place;
  /** Group, which is also the marker. */
  theme: Theme | null;
  /** Group or item code; `null` for a photo without a tile. */
  category: string | null;
  kind: 'problem' | 'idea' | 'pearl';
  /** When it was seen, ms UTC. */
  at: number;
  note: string | null;
  /** Photo ids that the server holds. */
  photos: string[];
  buurt: string | null;
  accuracy: number;
  confirmations: number;
  /** Still on this phone only. */
  waiting: boolean;
}

/** What the reader asked to see. An empty list of themes means all. */
export interface Sieve {
  themes: readonly Theme[];
  /** ms UTC; findings before it are left out. */
  since: number;
  light: 'all' | 'day' | 'dark';
}

const kinds: Partial<Record<Theme, Row['kind']>> = { parel: 'pearl', idee: 'idea' };

/** Photo ids of an answer; promised ones cannot be shown yet. */
function photosIn(photos: FindingFeature['properties']['photos']): string[] {
  return photos.flatMap((photo) => (photo.state === 'stored' ? [photo.id] : []));
}

/** A row from the server's Feature. */
export function rowOf(feature: FindingFeature): Row {
  const { properties: of, geometry } = feature;
  const theme = themeOf(of.group ?? of.category);
  return {
    id: of.id,
    place: { lon: geometry.coordinates[0] ?? 0, lat: geometry.coordinates[1] ?? 0 },
    theme,
    category: of.category ?? of.group ?? null,
    kind: of.kind ?? (theme && kinds[theme]) ?? 'problem',
    at: instantOf(of.observed_at),
    note: of.note || null,
    photos: photosIn(of.photos),
    buurt: of.buurt ?? null,
    accuracy: of.accuracy_m,
    confirmations: of.confirmations,
    waiting: false,
  };
}

/** A row of a finding that still waits on this phone; `null` without a place, or when it is being taken back. */
export function rowOfWaiting(finding: WaitingFinding): Row | null {
  const { body } = finding;
  if (!body.position || finding.withdraw || finding.state === 'withdrawn') return null;
  const theme = themeOf(finding.group ?? body.category);
  return {
    id: finding.id,
    place: body.position,
    theme,
    category: body.category ?? finding.group,
    kind: (theme && kinds[theme]) ?? 'problem',
    at: instantOf(body.observed_at),
    note: body.note || null,
    photos: [],
    buurt: null,
    accuracy: body.accuracy_m ?? 0,
    confirmations: 0,
    waiting: true,
  };
}

/**
 * Findings of a list with those of the walk that is followed, as they are now. `complete`: the walk of which `walked` are
 * all findings, so that what the list still has of it is gone.
 */
export function withWalked(
  listed: readonly FindingFeature[],
  walked: readonly FindingFeature[],
  complete: string | null,
): FindingFeature[] {
  if (walked.length === 0 && complete === null) return [...listed];
  const told = new Set(walked.map(({ properties }) => properties.id));
  const stays = ({ properties: { id, walk } }: FindingFeature) =>
    !told.has(id) && (complete === null || walk !== complete);
  return [...listed.filter(stays), ...walked];
}

/** Server rows and waiting rows together: a finding stands once, and one that is being taken back not at all. */
export function together(arrived: readonly Row[], onPhone: readonly WaitingFinding[]): Row[] {
  const leaving = new Set(onPhone.filter((finding) => finding.withdraw).map(({ id }) => id));
  const here = new Set(arrived.map(({ id }) => id));
  const waiting = onPhone.flatMap((finding) => (here.has(finding.id) ? [] : (rowOfWaiting(finding) ?? [])));
  return [...arrived.filter(({ id }) => !leaving.has(id)), ...waiting];
}

/** Whether a row passes the sieve. What waits on this phone always passes: the walker must see what was just saved. */
export function passes(row: Row, sieve: Sieve): boolean {
  if (row.waiting) return true;
  if (row.at < sieve.since) return false;
  if (sieve.themes.length > 0 && !(row.theme && sieve.themes.includes(row.theme))) return false;
  if (sieve.light === 'all') return true;
  return isDark(row.at, row.place) === (sieve.light === 'dark');
}

/** Rows by distance when the walker's place is known, else the newest first; ties by id, so that the order never jumps. */
export function inOrder(rows: readonly Row[], here: Place | null): Row[] {
  const byId = (a: Row, b: Row): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
  if (!here) return rows.toSorted((a, b) => b.at - a.at || byId(a, b));
  const far = new Map(rows.map((row) => [row.id, metresBetween(here, row.place)]));
  return rows.toSorted((a, b) => (far.get(a.id) ?? 0) - (far.get(b.id) ?? 0) || byId(a, b));
}

export type GroupName = 'waiting' | 'findings' | 'pearls' | 'ideas' | 'around';

export interface Group {
  name: GroupName;
  rows: Row[];
}

/** The list's groups in order; empty groups are left out. `chosen` = the buurt on screen, rows outside it come last. */
export function grouped(rows: readonly Row[], chosen: string | null, here: Place | null): Group[] {
  const nameOf = (row: Row): GroupName => {
    if (row.waiting) return 'waiting';
    if (chosen !== null && row.buurt !== chosen) return 'around';
    if (row.kind === 'pearl') return 'pearls';
    return row.kind === 'idea' ? 'ideas' : 'findings';
  };
  const order: GroupName[] = ['waiting', 'findings', 'pearls', 'ideas', 'around'];
  const ordered = inOrder(rows, here);
  return order
    .map((name) => ({ name, rows: ordered.filter((row) => nameOf(row) === name) }))
    .filter((group) => group.rows.length > 0);
}
