/** Opens one hotspot by the cell in its address, with the findings that lie in it and the names of its measures. */
import type { HotspotFeature } from '../../ground/api/types';
import { askOrKept } from '../../ground/map/kept';
import type { Row } from '../findings/list';
import { slugOf } from './hotspot';
import type { Hotspots, Overview } from './overview.svelte';

export interface MeasureName {
  nl: string;
  en?: string | null;
}

/** The hotspot at a cell under the present filters; `null` when that place does not stand out now. */
export async function openHotspot(slug: string, overview: Overview): Promise<HotspotFeature | null> {
  const named = (features: readonly HotspotFeature[]): HotspotFeature | null =>
    features.find((feature) => slugOf(feature.properties.id) === slug) ?? null;
  const known = named(overview.hotspots);
  if (known && overview.settled) return known;
  await overview.load();
  const loaded = named(overview.hotspots);
  if (loaded) return loaded;
  // The address may come from somebody who looks at another buurt.
  const anywhere = await askOrKept<Hotspots>(`/api/hotspots?${overview.hotspotQuery(null)}`);
  return 'problem' in anywhere ? null : named(anywhere.data.features);
}

/** The findings of a hotspot, newest first: those the server names, as far as the phone has them. */
export function rowsIn(hotspot: HotspotFeature, rows: readonly Row[]): Row[] {
  const ids = new Set(hotspot.properties.finding_ids);
  return rows.filter((row) => ids.has(row.id)).toSorted((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1));
}

interface Kinds {
  measures?: { code: string; rung?: number; name: MeasureName; owner?: string | MeasureName | null }[];
}

/** Names of measures by code; empty when the server cannot be asked and nothing is kept. */
export async function measureNames(): Promise<Map<string, MeasureName & { rung?: number }>> {
  const answer = await askOrKept<Kinds>('/api/measures/kinds');
  const measures = 'problem' in answer ? [] : (answer.data.measures ?? []);
  return new Map(measures.map(({ code, name, rung }) => [code, { ...name, rung }]));
}

/** How many findings each of the last `months` calendar months has, oldest first. `month` = 0 for January. */
export function perMonth(
  rows: readonly Row[],
  months: number,
  at: number,
): { month: number; count: number }[] {
  const key = (date: Date): number => date.getFullYear() * 12 + date.getMonth();
  const last = key(new Date(at));
  return Array.from({ length: months }, (_, i) => last - months + 1 + i).map((wanted) => ({
    month: wanted % 12,
    count: rows.filter((row) => key(new Date(row.at)) === wanted).length,
  }));
}
