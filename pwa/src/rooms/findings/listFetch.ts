/** All findings in a box, page after page, kept for the next visit without signal. */
import { type Answer, ask } from '../../ground/api/client';
import type { FindingFeature, FindingPage, Problem } from '../../ground/api/types';
import { now } from '../../ground/clock';
import { type Known, keptAnswer } from '../../ground/map/kept';
import { type Box, boxText } from '../../ground/map/where';
import { keep } from '../../ground/store/kept';

/** More than this many pages of 1,000 no phone should draw; the reader narrows the map or the filter instead. */
const mostPages = 5;
/** The findings last seen anywhere, for a buurt that was never opened before. */
const lastSeen = 'findings of the last visit';

export interface Found {
  features: FindingFeature[];
  /** More exist than were fetched. */
  cut: boolean;
}

/** The address of the next page inside our own server, or `null`. */
export function nextOf(page: Pick<FindingPage, 'links'>, origin: string): string | null {
  const link = page.links.find(({ rel }) => rel === 'next')?.href;
  if (!link) return null;
  const url = new URL(link, origin);
  return url.pathname + url.search;
}

/** The kept findings of an area, else those of the last visit. `area` = code of a buurt, or "all". */
export async function keptFindings(area: string): Promise<Known<Found> | null> {
  return (await keptAnswer<Found>(`findings in ${area}`)) ?? keptAnswer<Found>(lastSeen);
}

/**
 * Findings in `box` since an RFC 3339 time; a problem when the first page fails. Kept under `area`, unless that is `null`
 * (a look beside the chosen buurt).
 */
export async function findingsIn(
  box: Box,
  since: string,
  area: string | null,
): Promise<Known<Found> | { problem: Problem }> {
  const found: Found = { features: [], cut: false };
  const asked = new URLSearchParams({ bbox: boxText(box), since, limit: '1000' });
  let next: string | null = `/api/findings?${asked}`;
  for (let page = 0; next && page < mostPages; page++) {
    const answer: Answer<FindingPage> = await ask<FindingPage>(next);
    if (!answer.ok && page === 0) return { problem: answer.problem };
    if (!answer.ok) break;
    found.features.push(...answer.data.features);
    next = nextOf(answer.data, location.origin);
  }
  found.cut = next !== null;
  if (area !== null) await Promise.all([keep(`findings in ${area}`, found), keep(lastSeen, found)]);
  return { data: found, at: now(), old: false };
}
