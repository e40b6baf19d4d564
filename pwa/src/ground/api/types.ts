/**
 * Shapes of the server's doors, as far as the phone uses them. They come from `schema.d.ts`, which is made from the
 * server's own description; here stand short names, words the server tells in prose only, and GeoJSON's own types.
 * Times are RFC 3339 texts, positions WGS84 degrees.
 */
import type { Feature, FeatureCollection, LineString, MultiPolygon, Point, Polygon } from 'geojson';
import type { components } from './schema';

type Schemas = components['schemas'];
/** A shape with some members told more exactly. */
type Exactly<Shape, Members> = Omit<Shape, keyof Members> & Members;

export type Fault = Schemas['Fault'];

/** A refusal or failure. `status` 0: no answer came, or it was not our server that answered. */
export interface Problem {
  status: number;
  code: string;
  faults: Fault[];
  /** seconds the server asks us to wait */
  retryAfter?: number;
}

/** The proof that our server answers. `example`: everything it holds is invented. */
export type Pong = Schemas['Pong'] & { example?: boolean };

export type Role = 'participant' | 'networker' | 'partner' | 'admin' | 'committee';
export type Me = Exactly<Schemas['Me'], { role: Role }>;
export type Walk = Schemas['WalkView'];
/** A walk with its roster; code and link for who leads it. */
export type WalkPage = Schemas['WalkPage'];
export type Member = Schemas['MemberView'];
export type WalkSummary = Schemas['WalkSummary'];
export type Joined = Schemas['Joined'];
/** Body of `POST /api/walks`. */
export type NewWalk = Schemas['NewWalk'];
/** A walk with the code and the link that open it. */
export type PlannedWalk = Schemas['PlannedWalk'];

/** Body of `PUT /api/findings/{id}`. */
export type FindingBody = Exactly<
  Schemas['NewFinding'],
  { position_source: 'gps' | 'pin' | 'snapped' | 'photo' | 'address' }
>;
export type FindingReceipt = Schemas['Receipt'];
export type PhotoReceipt = Schemas['PhotoReceipt'];
export type FindingProperties = Exactly<
  Schemas['FindingView'],
  { kind?: 'problem' | 'idea' | 'pearl' | null }
>;
export type FindingFeature = Feature<Point, FindingProperties>;
export type FindingPage = Exactly<Schemas['FindingCollection'], FeatureCollection<Point, FindingProperties>>;

export interface BuurtProperties {
  code: string;
  name: string;
  kind: 'official' | 'adopted';
  valid_from: string;
  area_m2: number;
}

/** Members of `GET /api/buurten` beside GeoJSON's own. */
export interface BordersToo {
  /** Everything is invented. */
  example?: boolean;
  /** Address of the street plan, when the server has one. */
  ground?: string;
  /** A base map in one PMTiles file, when the server has one: its address, size and version. */
  basemap?: { href: string; bytes: number; version: string };
}

export type HotspotProperties = Exactly<Schemas['HotspotView'], { class: 'clear' | 'possible' }>;
export type HotspotParameters = Schemas['Parameters'];
export type BeyondPlaces = Schemas['BeyondPlaces'];
export type Signal = Schemas['Signal'];
export type HotspotFeature = Feature<MultiPolygon, HotspotProperties>;

/** Figures behind a proposal, frozen when it was made. Those of a hotspot tell more than those around any other place. */
export interface Evidence {
  basis: 'hotspot' | 'near';
  findings: number;
  people: number;
  days: number;
  /** Which findings were counted; absent in figures of before this was kept. */
  counted?: Schemas['MeasureCounted'];
  walks?: number;
  first?: string;
  last?: string;
}
export type MeasurePlace = Point | LineString | Polygon;
/** A text in Dutch and English. */
interface Pair {
  nl: string;
  en?: string | null;
}
export type Measure = Exactly<
  Schemas['MeasureView'],
  { place: MeasurePlace; evidence: Evidence | null; label: Pair }
>;
export type MeasureFeature = Feature<MeasurePlace, Measure>;
/** Body of `PUT /api/measures/{id}`. */
export type MeasureBody = Exactly<Schemas['NewMeasure'], { place: MeasurePlace }>;
export type MeasureGate = Schemas['MeasureGate'];
export type MeasureKind = Exactly<Schemas['Measure'], { name: Pair }>;
export interface MeasureKinds {
  rungs: { rung: number; name: Pair }[];
  measures: MeasureKind[];
}
