/** What a resident gets back for a drawing: how it compares to those of the buurt, as the server tells. */
import type { FeatureCollection, MultiPolygon, Polygon } from 'geojson';
import { ask } from '../../ground/api/client';
import type { Direction } from '../../ground/map/where';
import type { At } from './drawShape';

/** `GET /api/buurten/{code}/mine` */
export interface Mine {
  drawing?: { geometry?: { coordinates: At[][] } } | null;
  drawn: number;
  rank?: number;
  counted_in?: number;
  /** 0 to 1 */
  overlap?: number;
  difference?: { metres: number; further: boolean; near?: string; side: Direction; at?: At };
}

/** The part of `GET /api/buurten/{code}/consensus` that the reward shows. */
export interface Shared {
  drawn: number;
  needed: number;
  state: 'counting' | 'provisional' | 'shared';
  bands?: FeatureCollection<Polygon | MultiPolygon, { share: 25 | 50 | 75 }>;
}

export interface Reward {
  mine: Mine | null;
  shared: Shared | null;
  /** Nobody answered. */
  offline: boolean;
}

export async function rewardOf(code: string): Promise<Reward> {
  const path = `/api/buurten/${encodeURIComponent(code)}`;
  const [mine, shared] = await Promise.all([ask<Mine>(`${path}/mine`), ask<Shared>(`${path}/consensus`)]);
  const offline = !mine.ok && mine.status === 0;
  return { mine: mine.ok ? mine.data : null, shared: shared.ok ? shared.data : null, offline };
}

/** How many more drawings are needed before a border is shown; 0 when there are enough, shown or not yet. */
export function lacking({ mine, shared }: Reward): number {
  if (shared?.state !== 'counting') return 0;
  return Math.max(0, shared.needed - Math.max(shared.drawn, mine?.drawn ?? 0));
}

/** A kind word for every share of likeness. */
export function likeness(overlap: number): 'high' | 'middle' | 'low' {
  if (overlap >= 0.85) return 'high';
  return overlap >= 0.6 ? 'middle' : 'low';
}
