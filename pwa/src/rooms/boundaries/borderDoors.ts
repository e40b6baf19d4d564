/**
 * Doors of the borders as the screens use them: what residents share, what a committee proposes, what is in force.
 * Positions WGS84 degrees, areas square metres, times RFC 3339 texts, days `YYYY-MM-DD`.
 */
import type {
  Feature,
  FeatureCollection,
  LineString,
  MultiLineString,
  MultiPolygon,
  Polygon,
  Position,
} from 'geojson';
import type { Direction } from '../../ground/map/where';

export type Area = Polygon | MultiPolygon;
export type Course = LineString | MultiLineString;

/**
 * One stretch of the shared line: how far neighbours differ there (metres), and which share of them puts the border within
 * 25 m of it (0 to 1). `vague`: they differ more than 100 m.
 */
export interface Stretch {
  width_m?: number | null;
  margin?: number | null;
  confidence?: 'clear' | 'fair' | 'vague' | null;
}

/** `GET /api/buurten/{code}/consensus`: below ten drawings nothing but the counter, below twenty no line. */
export interface Consensus {
  buurt: string;
  /** drawings by now, also those of after the last publication */
  drawn: number;
  needed: number;
  state: 'counting' | 'provisional' | 'shared';
  version?: number;
  published_at?: string | null;
  next_at?: string | null;
  people?: number;
  agreement?: number;
  agreed?: 'eens' | 'deels' | 'betwist';
  bands?: FeatureCollection<Area, { share: 25 | 50 | 75 }> | null;
  line?: FeatureCollection<Course, Stretch> | null;
  contested?: FeatureCollection<Area, { number: number }> | null;
  official?: Feature<Area, { code?: string; name?: string }> | null;
  adoptable?: Adoptable;
  /** for who looks after the buurt: some drawings seem not to belong */
  alarm?: { likeness: number; raised: boolean } | null;
  /** for who looks after the buurt: how sure the agreement is, and how wide residents differ; 0 to 1, the fringe may be more */
  spread?: { error: number; low: number; core: number; fringe: number } | null;
  /** for who looks after the buurt: what ten or more of those who drew said of themselves */
  groups?: {
    relations: { relation: 'lives' | 'works' | 'visits'; people: number }[];
    years: { from: 0 | 1 | 5 | 15; people: number }[];
  } | null;
}

export interface Adoptable {
  ok: boolean;
  /** codes of what is still missing */
  reasons: string[];
  /** drawings that each changed buurt must have, and how each stands */
  needed?: number;
  buurten?: { buurt: string; drawings: number; voters?: number | null; lower?: number | null }[];
}

/** `GET /api/buurten/{code}/mine`: the own drawing against what the buurt shares. */
export interface Mine {
  drawing: { geometry: Area } | null;
  drawn?: number;
  rank?: number;
  counted_in?: number | null;
  /** 0 to 1 */
  overlap?: number | null;
  /** where it differs most; `near` is a street where one is known, `side` a side of the buurt */
  difference?: {
    metres: number;
    further: boolean;
    near?: string | null;
    side?: Direction;
    at: Position;
  } | null;
}

export type ProposalState =
  | 'scratch'
  | 'in_progress'
  | 'ready'
  | 'open'
  | 'voting'
  | 'adopted'
  | 'rejected'
  | 'superseded';

/** A proposal in a list. */
export interface ProposalRow {
  id: string;
  /** what it is called and why; not told to who has yet to answer its vote */
  title?: string | null;
  reason?: string | null;
  state: ProposalState;
  revision: number;
  buurten: string[];
  /** those whose border changes */
  changed?: string[];
  /** what a running vote asks of this person: buurten whose border changes, and those of them that were answered */
  ballot?: { buurten: string[]; voted_on: string[] } | null;
  /** first moment of reactions or of the vote */
  opens?: string | null;
  /** first moment after it */
  closes?: string | null;
  start?: 'official' | 'adopted' | 'shared';
  /** goes up with every change of its lines; votes are about one */
  version?: number;
  minutes?: string | null;
  valid_from?: string | null;
  made_at?: string;
  yours_to_change?: boolean;
}

/** A line that at most two buurten share. `left`, `right`: place in `faces`, or its code; null outside. */
export interface Arc {
  line: Position[];
  left?: number | string | null;
  right?: number | string | null;
  locked?: boolean;
}

/** A buurt as rings of arcs: `k` is arc k-1 forwards, `-k` the same backwards. */
export interface Face {
  code: string;
  name?: string | null;
  rings: number[][];
}

export interface Coverage {
  arcs: Arc[];
  faces: Face[];
}

/** One thing that was looked at: `valid`, `one_part`, `least_area`, `findings_moved` or `loose_part`; where it is not well. */
export interface Check {
  code: string;
  ok: boolean;
  face?: string | null;
  /** the buurt that has a loose part, and its number */
  with?: string | null;
  part?: number | null;
  at?: Position | null;
  /** findings that change buurt; 0 when fewer than 3 people are behind them */
  count?: number | null;
  area_m2?: number | null;
}

/** What is wrong with lines that were sent. */
export interface Flaw {
  code: string;
  at?: Position | null;
}

export interface Proposal extends ProposalRow {
  locked: string[];
  coverage: Coverage;
  base: Coverage;
  checks: Check[];
  history: { state: ProposalState; at: string; reason?: string | null }[];
  adoptable?: Adoptable;
}

/** A place that changes buurt. */
export interface Moved {
  /** code of a buurt; null is outside all */
  from: string | null;
  to: string | null;
  from_name?: string | null;
  to_name?: string | null;
  area_m2: number;
  findings?: number | null;
}
export type Differences = FeatureCollection<Area, Moved>;

export type Recognised = 'yes' | 'almost' | 'no';

/** `GET /api/proposals/{id}/ballot`: two borders without names, in an order of this person's own. */
export interface Ballot {
  buurt: string;
  /** all buurten that are voted on; a vote is about one */
  buurten?: string[];
  /** those of them that the asker answered */
  voted_on?: string[];
  borders: { key: string; geometry: Area }[];
  voted: boolean;
}

export interface Answer {
  key: string;
  answer: Recognised;
  at?: Position;
}

/** What a vote gave for one border. `recognition` and `lower` 0 to 1. */
export interface Tally {
  yes: number;
  almost: number;
  no: number;
  recognition: number;
  lower: number;
}
/** With fewer than ten voters nothing but their number. */
export interface BuurtResult extends Partial<Tally> {
  buurt: string;
  n: number;
  official?: Tally | null;
  /** recognition of the proposal less that of the official border */
  lift?: number | null;
}

export interface Comment {
  id: string;
  face: string;
  at?: Position | null;
  text: string;
  mine?: boolean;
  reviewed?: boolean;
  made_at?: string;
}

/** The borders that came on one day; what a version does not name stayed as it was. */
export interface Version {
  valid_from: string;
  /** the day has come */
  begun: boolean;
  buurten: { code: string; name: string; kind: 'official' | 'adopted'; area_m2: number }[];
  /** adopted with it */
  proposals: { id: string; title: string; minutes?: string | null }[];
}

/** Findings within one dated border of a buurt, and those of the days on which it held. */
export interface CountedVersion {
  code: string;
  name: string;
  valid_from: string;
  findings: number;
  on_its_days: number;
}

export const consensusDoor = (buurt: string): string => `/api/buurten/${encodeURIComponent(buurt)}/consensus`;
export const mineDoor = (buurt: string): string => `/api/buurten/${encodeURIComponent(buurt)}/mine`;
export const proposalsDoor = (buurt?: string): string =>
  buurt ? `/api/proposals?buurt=${encodeURIComponent(buurt)}` : '/api/proposals';
export const proposalDoor = (id: string, rest = ''): string =>
  `/api/proposals/${encodeURIComponent(id)}${rest}`;
export const ballotDoor = (id: string, buurt: string): string =>
  proposalDoor(id, `/ballot?buurt=${encodeURIComponent(buurt)}`);
export const frameDoor = '/api/frame';
export const versionsDoor = '/api/buurten/versions';
export const countedVersionsDoor = '/api/findings/versions';
export const exportDoor = (on: string, crs: 'wgs84' | 'rd'): string =>
  `/api/buurten/export?on=${on}&crs=${crs}`;
export const versionDifferencesDoor = (from: string, to: string): string =>
  `/api/buurten/differences?from=${from}&to=${to}`;

/** A list, whichever member it stands in: a bare list, or the one list of an object. */
export function listIn<T>(told: unknown, member: string): T[] {
  if (Array.isArray(told)) return told as T[];
  const list = (told as Record<string, unknown> | null)?.[member];
  return Array.isArray(list) ? (list as T[]) : [];
}
