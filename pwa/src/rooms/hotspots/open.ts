/** Opens one hotspot by the cell in its address, with the findings that lie in it and the names of its measures. */
import type { HotspotFeature } from '../../ground/api/types';
import { now } from '../../ground/clock';
import { askOrKept } from '../../ground/map/kept';
import { forgetOlder } from '../../ground/store/kept';
import type { Row } from '../findings/list';
import { slugOf } from './hotspot';
import type { Hotspots, Overview } from './overview.svelte';

/** Degrees around a peak in which its own place is found: some metres. */
const near = 0.0001;
const week = 7 * 86_400_000;

export interface MeasureName {
  nl: string;
  en?: string | null;
}

/** The hotspot at a cell under the present filters; `null` when that place does not stand out now. */
export async function openHotspot(slug: string, overview: Overview): Promise<HotspotFeature | null> {
  const known = (): HotspotFeature | null => named(slug, overview.hotspots);
  if (!known() || !overview.settled) await overview.load();
  // The address may come from somebody who looks at another buurt.
  const found = known() ?? (await ask(slug, overview.hotspotQuery(null)));
  if (!found || found.properties.finding_ids) return found;
  const [lon, lat] = found.properties.peak as [number, number];
  const asked = overview.hotspotQuery(null);
  asked.set('include', 'findings');
  asked.set('bbox', [lon - near, lat - near, lon + near, lat + near].map((one) => one.toFixed(6)).join());
  return (await ask(slug, asked)) ?? found;
}

function named(slug: string, features: readonly HotspotFeature[]): HotspotFeature | null {
  return features.find((feature) => slugOf(feature.properties.id) === slug) ?? null;
}

async function ask(slug: string, asked: URLSearchParams): Promise<HotspotFeature | null> {
  const door = '/api/hotspots?';
  const answer = await askOrKept<Hotspots>(door + asked);
  // Each day and place has an address of its own.
  void forgetOlder(door, now() - week);
  return 'problem' in answer ? null : named(slug, answer.data.features);
}

/** The findings of a hotspot, newest first: those the server names, as far as the phone has them. */
export function rowsIn(hotspot: HotspotFeature, rows: readonly Row[]): Row[] {
  const ids = new Set(hotspot.properties.finding_ids ?? []);
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
