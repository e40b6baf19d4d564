/**
 * Lines moved at the desk that the server does not have yet, kept on this machine until it has them: no signal, a closed page or
 * a step back loses nothing. One draft per proposal; each line with what it was, so that somebody else's change is noticed.
 */
import type { Position } from 'geojson';
import { v7 } from 'uuid';
import { changeKept, forget, kept } from '../../ground/store/kept';
import type { Coverage, Proposal } from './borderDoors';
import { changedArcs, withLines } from './proposalArcs';

export interface Draft {
  /** The desk that kept it: an older one that is still saving leaves a newer draft alone. */
  desk: string;
  lines: { index: number; was: Position[]; now: Position[] }[];
}

const draftName = (proposal: string): string => `desk ${proposal}`;

/** What was not saved of a proposal, or null. */
export async function draftOf(proposal: string): Promise<Draft | null> {
  return (await kept<Draft>(draftName(proposal)))?.value ?? null;
}

/** The editor and what was not saved before it opened. */
export function openEditor(proposal: string) {
  return Promise.all([import('./ProposalEditor.svelte'), draftOf(proposal)]);
}

/** How a draft lies over what the server has now; null when the server has all of it. */
export function laidOver({ coverage }: Proposal, { lines }: Draft) {
  const fits = lines.filter(({ index }) => coverage.arcs[index]);
  const now = withLines(coverage, new Map(fits.map(({ index, now }) => [index, now])));
  if (changedArcs(coverage, now).length === 0) return null;
  const was = withLines(coverage, new Map(fits.map(({ index, was }) => [index, was])));
  return { now, was, met: changedArcs(coverage, was).length > 0 };
}

/** The keeper of one desk's draft. What is asked goes in turn, so that the last word stands. */
export class Keeper {
  readonly #desk = v7();
  #turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly proposal: string) {}

  /** Keeps what differs, or forgets when nothing does. Resolves to whether it is safe on this machine. */
  keep(there: Coverage, now: Coverage): Promise<boolean> {
    const lines = changedArcs(there, now).map(({ index, line }) => ({
      index,
      was: there.arcs[index]?.line ?? [],
      now: line,
    }));
    const draft: Draft = { desk: this.#desk, lines };
    const kept = this.#turn.then(() => (lines.length > 0 ? this.#write(draft) : this.#drop()));
    this.#turn = kept;
    return kept;
  }

  async #write(draft: Draft): Promise<boolean> {
    return (await changeKept<Draft>(draftName(this.proposal), () => draft)) !== null;
  }

  async #drop(): Promise<boolean> {
    if ((await draftOf(this.proposal))?.desk === this.#desk) await forget(draftName(this.proposal));
    return true;
  }
}
