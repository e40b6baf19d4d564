/** All findings of a walk, from the server or as they were kept on this phone. */
import { ask } from '../api/client';
import type { FindingFeature, FindingPage } from '../api/types';
import { keep, kept } from '../store/kept';
import type { Findings } from './patch';

/** A walk of more than this many pages of 1,000 is none. */
const MOST_PAGES = 5;

const keyOf = (walk: string) => `findings of walk ${walk}`;

/** Page after page; null when the server does not answer, or no longer knows this phone. */
export async function fetchFindings(walk: string): Promise<Findings | null> {
  const found = new Map<string, FindingFeature>();
  let next: string | null = `/api/findings?walk=${encodeURIComponent(walk)}&limit=1000`;
  for (let page = 0; next && page < MOST_PAGES; page++) {
    const answer: Awaited<ReturnType<typeof ask<FindingPage>>> = await ask<FindingPage>(next);
    if (!answer.ok) return null;
    for (const one of answer.data.features) found.set(one.properties.id, one);
    next = answer.data.links.find(({ rel }) => rel === 'next')?.href ?? null;
  }
  return found;
}

export async function keptFindings(walk: string): Promise<Findings> {
  const rows = (await kept<FindingFeature[]>(keyOf(walk)))?.value ?? [];
  return new Map(rows.map((one) => [one.properties.id, one]));
}

export function keepFindings(walk: string, findings: Findings): Promise<void> {
  return keep(keyOf(walk), [...findings.values()]);
}
