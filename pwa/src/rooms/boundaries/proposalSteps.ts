/** The steps of a proposal, as the server's own table has them: what may follow what, and why something may not now. */
import type { Me } from '../../ground/api/types';
import { instantOf, now } from '../../ground/clock';
import type { Proposal, ProposalState } from './borderDoors';
import { type BorderKey, word, wordOr } from './borderWords';

const leads: Partial<Record<ProposalState, readonly ProposalState[]>> = {
  scratch: ['in_progress', 'rejected'],
  in_progress: ['ready', 'rejected'],
  ready: ['in_progress', 'open', 'rejected'],
  open: ['in_progress', 'voting', 'rejected'],
  voting: ['rejected', 'adopted'],
};

/** The buttons, in the order in which they stand. */
export const steps: readonly { to: ProposalState; key: BorderKey }[] = [
  { to: 'in_progress', key: 'step.in_progress' },
  { to: 'ready', key: 'step.ready' },
  { to: 'open', key: 'step.open' },
  { to: 'voting', key: 'step.voting' },
  { to: 'adopted', key: 'step.adopt' },
  { to: 'rejected', key: 'step.reject' },
];

/** Whether somebody makes proposals; the server decides for which buurten. */
export function looksAfterBorders(one: Me | null): boolean {
  return one !== null && ['committee', 'networker', 'admin'].includes(one.role);
}

/** Whether lines may be moved in this state. */
export function mayBeDrawn({ state }: Pick<Proposal, 'state'>): boolean {
  return state === 'scratch' || state === 'in_progress';
}

/** Reactions or a vote that runs, or will: its end may move later. */
export function isGoingOn({ state, closes }: Pick<Proposal, 'state' | 'closes'>): boolean {
  return (state === 'open' || state === 'voting') && Boolean(closes) && instantOf(closes ?? '') > now();
}

const goesOn: readonly ProposalState[] = ['ready', 'open', 'voting', 'adopted'];

/** Whether the border that it began from is still in force beside it, as far as the server told. */
export function standsStill({ checks }: Pick<Proposal, 'checks'>): boolean {
  return checks.every(({ code, ok }) => code !== 'base_stands' || ok);
}

/** Why a step cannot be taken now; empty when it can. */
export function whyNot(proposal: Proposal, to: ProposalState): string[] {
  if (to === proposal.state && isGoingOn(proposal)) return [];
  if (!leads[proposal.state]?.includes(to))
    return [word('step.not-from', { phase: word(`phase.${proposal.state}`) })];
  // Who goes on with a border that is gone asks residents for nothing: it cannot be adopted.
  if (goesOn.includes(to) && !standsStill(proposal)) return [word('why.base_gone')];
  if (to === 'ready' && proposal.checks.some(({ ok }) => !ok)) return [word('step.not-valid')];
  if (to === 'adopted' && proposal.adoptable && !proposal.adoptable.ok)
    return proposal.adoptable.reasons.map(whyText);
  return [];
}

/** The words of a reason that the server told. */
export function whyText(code: string): string {
  return wordOr(`why.${code}`, 'why.other', { code });
}
