/**
 * The gate before a last resort: what is filled in, what is still open, and the body that goes to the server. Pure.
 * The server judges the same rules again; its word counts.
 */
import type { HotspotProperties, MeasureGate, MeasureKind } from '../../ground/api/types';
import { moved, type Place } from '../../ground/map/where';

export interface Lighter {
  kind: string;
  outcome: '' | 'done_and_evaluated' | 'reason';
  reason: string;
  by: string;
}

export interface GateDraft {
  lighter: Lighter[];
  /** Metres of a side of the square around the pin; 0 until chosen. */
  side: number;
  /** Front doors or windows of homes in the square, and why they must be in it. */
  homes: '' | 'no' | 'yes';
  homesWhy: string;
  begins: string;
  ends: string;
  advice: { asked_on: string; reference: string };
  owner: { by: string; on: string; bylaw: boolean; consultation: boolean; signs: boolean };
}

export type CheckName = 'need' | 'lighter' | 'area' | 'dates' | 'advice' | 'owner';
/** done: as the rule wants it · busy: begun · open: nothing yet. */
export type CheckState = 'done' | 'busy' | 'open';
export interface Check {
  name: CheckName;
  state: CheckState;
}

/** Sides of the square, in metres; 100 would be a hectare to the centimetre. */
export const sides: readonly number[] = [20, 40, 60, 80, 95];
const DAY = 86_400_000;

export const emptyLighter = (): Lighter => ({ kind: '', outcome: '', reason: '', by: '' });

export function emptyGate(): GateDraft {
  return {
    lighter: [emptyLighter(), emptyLighter(), emptyLighter()],
    side: 0,
    homes: '',
    homesWhy: '',
    begins: '',
    ends: '',
    advice: { asked_on: '', reference: '' },
    owner: { by: '', on: '', bylaw: false, consultation: false, signs: false },
  };
}

/** The six checks in their order. `today` is `YYYY-MM-DD`. */
export function checks(
  draft: GateDraft,
  hotspot: HotspotProperties | null,
  kinds: readonly MeasureKind[],
  today: string,
): Check[] {
  const { advice, owner } = draft;
  const before = (day: string): boolean => day !== '' && day <= today;
  const signed = [owner.by.trim() !== '', before(owner.on), owner.bylaw, owner.consultation, owner.signs];
  return [
    { name: 'need', state: hotspot && isNeeded(hotspot) ? 'done' : 'open' },
    { name: 'lighter', state: lighterState(draft.lighter, kinds) },
    { name: 'area', state: stateOf([draft.side > 0, homesAnswered(draft)], draft.homes !== '') },
    {
      name: 'dates',
      state: stateOf([draft.begins !== '', fitsHalfYear(draft.begins, draft.ends)], draft.ends !== ''),
    },
    { name: 'advice', state: stateOf([before(advice.asked_on), advice.reference.trim() !== '']) },
    { name: 'owner', state: stateOf(signed) },
  ];
}

/** Homes in sight need a reason. */
function homesAnswered({ homes, homesWhy }: GateDraft): boolean {
  return homes === 'no' || (homes === 'yes' && homesWhy.trim() !== '');
}

function stateOf(parts: readonly boolean[], begun = false): CheckState {
  if (parts.every(Boolean)) return 'done';
  return begun || parts.some(Boolean) ? 'busy' : 'open';
}

/** Enough people, walks and months, and what feels unsafe or two sorts of things. */
export function isNeeded(of: HotspotProperties): boolean {
  const apart = (Date.parse(of.last) - Date.parse(of.first)) / DAY;
  const sorts = of.categories.length >= 2 || of.categories.some(({ group }) => group === 'veilig');
  return sorts && of.people >= 5 && of.walks >= 3 && apart >= 92;
}

/** Rows that say all they must: a lighter kind, what came of it, who says so. */
function answered(rows: readonly Lighter[], kinds: readonly MeasureKind[]): Lighter[] {
  const light = (code: string): boolean => kinds.some((kind) => kind.code === code && kind.rung <= 5);
  return rows.filter(
    ({ kind, outcome, reason, by }, i) =>
      light(kind) &&
      rows.findIndex((row) => row.kind === kind) === i &&
      outcome !== '' &&
      (outcome !== 'reason' || reason.trim() !== '') &&
      by.trim() !== '',
  );
}

function lighterState(rows: readonly Lighter[], kinds: readonly MeasureKind[]): CheckState {
  const good = answered(rows, kinds);
  const rungs = new Set(good.map(({ kind }) => kinds.find(({ code }) => code === kind)?.rung));
  const begun = rows.some(({ kind }) => kind !== '');
  return stateOf(
    [
      good.length >= 3,
      rungs.size >= 2,
      good.length === rows.filter(({ kind }) => kind !== '').length && begun,
    ],
    begun,
  );
}

/** After the first day, and at most six calendar months later. */
function fitsHalfYear(begins: string, ends: string): boolean {
  const first = new Date(`${begins}T00:00:00Z`);
  if (!begins || !ends || ends <= begins) return false;
  const last = new Date(first);
  last.setUTCMonth(first.getUTCMonth() + 6);
  // 31 August and six months is the last day of February, not the first of March.
  if (last.getUTCDate() !== first.getUTCDate()) last.setUTCDate(0);
  return ends <= last.toISOString().slice(0, 10);
}

/** The square around a place. */
export function squareAround(place: Place, side: number): { type: 'Polygon'; coordinates: number[][][] } {
  const half = side / 2;
  const corner = (east: number, north: number): number[] => {
    const { lon, lat } = moved(place, east * half, north * half);
    return [lon, lat];
  };
  const first = corner(-1, -1);
  return { type: 'Polygon', coordinates: [[first, corner(1, -1), corner(1, 1), corner(-1, 1), first]] };
}

/** What goes to the server. */
export function gateBody(draft: GateDraft): MeasureGate {
  const { by, on, bylaw, consultation, signs } = draft.owner;
  return {
    lighter: draft.lighter
      .filter(({ kind }) => kind !== '')
      .map(({ kind, outcome, reason, by: who }) => ({
        kind,
        outcome,
        by: who.trim(),
        ...(outcome === 'reason' ? { reason: reason.trim() } : {}),
      })),
    area: draft.homes === 'yes' ? { homes: true, reason: draft.homesWhy.trim() } : { homes: false },
    begins: draft.begins,
    ends: draft.ends,
    advice: { asked_on: draft.advice.asked_on, reference: draft.advice.reference.trim() },
    owner_check: { by: by.trim(), on, bylaw, consultation, signs },
  };
}
