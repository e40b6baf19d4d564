/** The proposals of an area, for map and list: fresh or kept, sieved by the kinds in the address, with what still waits here. */
import type { FeatureCollection } from 'geojson';
import type { Measure, MeasureFeature, MeasurePlace } from '../../ground/api/types';
import { askOrKept } from '../../ground/map/kept';
import { boardPlace, type Proposal } from '../../ground/map/proposals';
import type { Box } from '../../ground/map/where';
import type { WaitingProposal } from '../../ground/outbox/proposals.svelte';
import { rungOf } from '../../ground/ui/icons/rungs';
import { way } from '../../ground/ui/way.svelte';
import { filtersFrom } from './filters';
import type { MeasureName } from './open';

type Answer = FeatureCollection<MeasurePlace, Measure>;

/** A proposal as a row of the list. */
export interface ProposalRow {
  id: string;
  kind: string;
  rung: number;
  place: MeasurePlace;
  waiting: boolean;
  /** The server refused it; "Te verzenden" tells why. */
  refused?: boolean;
  measure: Measure | null;
}

export class Proposals {
  names = $state.raw<Map<string, MeasureName & { rung?: number }>>(new Map());
  #features = $state.raw<MeasureFeature[]>([]);
  /** What still waits on this phone; its own part of the app, which the first map does not wait for. */
  #waiting = $state.raw<{ readonly rows: readonly WaitingProposal[] }>({ rows: [] });

  /** Every proposal here, before the sieve: what waits on this phone first, then the newest. */
  readonly all: ProposalRow[] = $derived([
    ...this.#waiting.rows.map(({ id, body, refused }) => ({
      id,
      kind: body.kind,
      rung: this.names.get(body.kind)?.rung ?? 0,
      place: body.place,
      waiting: true,
      refused: refused !== undefined,
      measure: null,
    })),
    ...this.#features.map(({ properties: of }) => ({
      id: of.id,
      kind: of.kind,
      rung: of.rung,
      place: of.place,
      waiting: false,
      measure: of,
    })),
  ]);
  /** The kinds that were proposed here, lightest first. */
  readonly kinds: string[] = $derived.by(() => {
    const known = new Map(this.all.map(({ kind, rung }) => [kind, rung]));
    return [...known.keys()].toSorted(
      (a, b) => (known.get(a) ?? 0) - (known.get(b) ?? 0) || (a < b ? -1 : 1),
    );
  });
  readonly rows: ProposalRow[] = $derived(sieved(this.all, filtersFrom(way.search).kinds));
  readonly plotted: Proposal[] = $derived(this.rows.flatMap((row) => plottedOf(row) ?? []));

  /** Asks for the proposals in a box and sends what waits. Without an answer the kept ones stay in sight. */
  async load(box: Box, area: string): Promise<void> {
    const [{ measureNames }, { sendWaitingProposals, waitingProposals }] = await Promise.all([
      import('./open'),
      import('../../ground/outbox/proposals.svelte'),
    ]);
    this.names = await measureNames();
    this.#waiting = waitingProposals;
    await sendWaitingProposals();
    const answer = await askOrKept<Answer>(
      `/api/measures?bbox=${box.join()}&limit=1000`,
      `proposals ${area}`,
    );
    if (!('problem' in answer)) this.#features = answer.data.features;
  }
}

/** Proposals of these kinds; none chosen is all. */
export function sieved(rows: readonly ProposalRow[], kinds: readonly string[]): ProposalRow[] {
  return rows.filter(({ kind }) => kinds.length === 0 || kinds.includes(kind));
}

/** A row as the map shows it; null for a place or rung that the app does not know. */
export function plottedOf(row: ProposalRow): Proposal | null {
  const place = boardPlace(row.place);
  const rung = rungOf(row.rung);
  if (!place || !rung) return null;
  const shape = row.place.type === 'Point' ? null : row.place;
  return { id: row.id, place, rung, shape, waiting: row.waiting };
}

export const proposals = new Proposals();
