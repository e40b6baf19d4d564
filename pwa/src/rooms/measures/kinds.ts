/** The ladder of measures as the phone shows it. Pure but for the one question to the server. */
import type { Me, MeasureKind, MeasureKinds } from '../../ground/api/types';
import type { Named } from '../../ground/catalogue/catalogue.svelte';
import { askOrKept } from '../../ground/map/kept';

export interface Ladder {
  rungs: { rung: number; name: Named }[];
  kinds: MeasureKind[];
}

/** Rungs and kinds; empty when the server cannot be asked and nothing is kept. */
export async function ladder(): Promise<Ladder> {
  const answer = await askOrKept<MeasureKinds>('/api/measures/kinds');
  if ('problem' in answer) return { rungs: [], kinds: [] };
  return { rungs: answer.data.rungs, kinds: answer.data.measures };
}

/** Must everything be filled in before it can be proposed? */
export function isLastResort(kind: MeasureKind | undefined): boolean {
  return (kind?.gate?.length ?? 0) > 0;
}

/** May this person propose a last resort? The server asks the same. */
export function mayProposeLastResort(me: Me | null): boolean {
  return me?.role === 'committee' || me?.role === 'networker' || me?.role === 'admin';
}

/** Kinds that anybody may propose: those that fit here, the best first, and all by rung, the lightest first. */
export function choices(
  known: Ladder,
  fitting: readonly string[],
): {
  fits: MeasureKind[];
  byRung: { rung: number; name: Named; kinds: MeasureKind[] }[];
} {
  const open = known.kinds.filter((kind) => kind.proposable !== false && !isLastResort(kind));
  const fits = fitting.flatMap((code) => open.find((kind) => kind.code === code) ?? []).slice(0, 4);
  const byRung = known.rungs
    .map(({ rung, name }) => ({ rung, name, kinds: open.filter((kind) => kind.rung === rung) }))
    .filter(({ kinds }) => kinds.length > 0);
  return { fits, byRung };
}
