/** Which of this walker's own findings may be about something that somebody else of the walk recorded too. */
import type { FindingFeature } from '../../ground/api/types';
import { groupOf } from '../../ground/catalogue/catalogue.svelte';
import { instantOf } from '../../ground/clock';
import type { WaitingFinding } from '../../ground/store/database';
import { changeKept, kept } from '../../ground/store/kept';
import { type Draft, type SeenAlready, seenAlready } from './seenAlready';

/** One's own findings are asked about this long, in ms. */
export const FRESH = 15 * 60_000;
/** What somebody saw this short ago they saw "just now", in ms. */
export const JUST_NOW = 15 * 60_000;
const key = 'same answered';
const MOST = 200;

export interface Question {
  /** one's own finding */
  own: string;
  seen: SeenAlready;
}

type Own = Draft & { id: string; at: number };

/** One's own findings of a walk, those that wait here and those that arrived, newest first. Taken back ones are none. */
export function ownOf(
  walk: string,
  rows: readonly WaitingFinding[],
  findings: readonly FindingFeature[],
): Own[] {
  const left = new Set(rows.filter((row) => row.withdraw || row.state === 'withdrawn').map(({ id }) => id));
  const own = new Map<string, Own>();
  for (const { geometry, properties: of } of findings) {
    if (!of.mine || of.case || left.has(of.id)) continue;
    const [lon = 0, lat = 0] = geometry.coordinates;
    own.set(of.id, { id: of.id, category: of.category, place: { lon, lat }, at: instantOf(of.observed_at) });
  }
  for (const { id, body } of rows) {
    if (left.has(id) || body.walk !== walk) continue;
    own.set(id, { id, category: body.category, place: body.position, at: instantOf(body.observed_at) });
  }
  return [...own.values()].sort((a, b) => b.at - a.at);
}

/**
 * The question to ask now, or null: about the newest own finding of the last quarter of an hour that looks like another one
 * and was not asked about. Nobody is asked about what is personal: that is shown to nobody but staff.
 */
export function questionOf(
  own: readonly Own[],
  findings: readonly FindingFeature[],
  answered: ReadonlySet<string>,
  now: number,
): Question | null {
  for (const one of own) {
    if (answered.has(one.id) || Math.abs(now - one.at) > FRESH) continue;
    if (isPersonal(one.category)) continue;
    const seen = seenAlready(one, findings, now);
    if (seen && !isPersonal(seen.finding.properties.category)) return { own: one.id, seen };
  }
  return null;
}

function isPersonal(category: string | null | undefined): boolean {
  const group = groupOf(category);
  const item = group?.items.find(({ code }) => code === category);
  return group?.sensitivity === 'personal' || item?.sensitivity === 'personal';
}

/** Own findings that this walker answered about. */
export async function answeredBefore(): Promise<Set<string>> {
  return new Set((await kept<string[]>(key))?.value ?? []);
}

/** Nobody is asked twice. */
export async function rememberAnswer(own: string): Promise<void> {
  await changeKept<string[]>(key, (before) => [...(before ?? []), own].slice(-MOST));
}
