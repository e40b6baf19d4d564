/**
 * Which buurten somebody is asked about while a vote runs, and which of them were answered. A border is asked about blind, so what
 * changes is told only after the last answer.
 */
import { instantOf, now } from '../../ground/clock';
import { waitingDeeds } from '../../ground/outbox/deeds';
import type { Deed } from '../../ground/store/database';
import { keptUnder } from '../../ground/store/kept';
import { type Answer, type Ballot, type ProposalRow, proposalDoor } from './borderDoors';
import { told } from './borderFetch';
import { type BorderKey, word } from './borderWords';

/** What this phone answered. */
export interface Given {
  id: string;
  buurt: string;
  answers: Answer[];
  at: number;
}

export interface Asked {
  /** Codes of the buurten whose border changes. */
  buurten: readonly string[];
  /** Those that still lack an answer; one that waits on this phone counts as given. */
  open: readonly string[];
}

/** The key under which this phone keeps its answer: a newer version of the lines is another question. */
export const givenName = ({ id, version }: ProposalRow, buurt: string): string =>
  `vote ${id} ${version ?? 0} ${buurt}`;

/** Where an answer is kept on the server; its last part is the id of the answer. */
export const votesDoor = (proposal: string): string => proposalDoor(proposal, '/votes/');

/** What a running vote asks of this person; null when nobody knows, or when nobody can vote now. */
export async function askedOf(row: ProposalRow): Promise<Asked | null> {
  const ballot = row.ballot ? null : (await told<Ballot>(proposalDoor(row.id, '/ballot'))).data;
  const buurten = row.ballot?.buurten ?? row.changed ?? ballot?.buurten;
  if (!buurten) return null;
  const waiting = await waitingDeeds().catch(() => []);
  const given = new Set([...(await votedOn(row, ballot)), ...answeredHere(waiting, row.id)]);
  return { buurten, open: buurten.filter((code) => !given.has(code)) };
}

/** Buurten that were answered. A server that tells only that something was: those of which this phone knows, else the asked one. */
export async function votedOn(row: ProposalRow, ballot: Ballot | null): Promise<readonly string[]> {
  const told = row.ballot?.voted_on ?? ballot?.voted_on;
  if (told || !ballot?.voted) return told ?? [];
  const here = (await keptUnder<Given>(givenName(row, ''))).map(({ buurt }) => buurt);
  return here.length > 0 ? here : [ballot.buurt];
}

/** Buurten on which an answer waits on this phone. */
function answeredHere(deeds: readonly Deed[], proposal: string): string[] {
  const own = deeds.filter(
    ({ kind, path, state }) => kind === 'vote' && state === 'waiting' && path.startsWith(votesDoor(proposal)),
  );
  return own.flatMap(({ body }) => (body ? [(JSON.parse(body) as { buurt: string }).buurt] : []));
}

type Dated = Pick<ProposalRow, 'state' | 'opens' | 'closes'>;

function hasBegun({ opens }: Dated): boolean {
  return !opens || instantOf(opens) <= now();
}

function isOver({ closes }: Dated): boolean {
  return Boolean(closes) && instantOf(closes ?? '') <= now();
}

/** People can vote on it now. */
export function isRunning(row: Dated): boolean {
  return row.state === 'voting' && hasBegun(row) && !isOver(row);
}

/** People can react to it now. */
export function isOpen(row: Dated): boolean {
  return row.state === 'open' && hasBegun(row) && !isOver(row);
}

/** Its vote is closed, and what it gave is told. */
export function isCounted(row: Dated): boolean {
  return row.state === 'adopted' || (row.state === 'voting' && isOver(row));
}

/** The phase by state and day: a question that is closed is not asked any more. */
export function phaseOf(row: Dated): string {
  const { state } = row;
  if (state !== 'open' && state !== 'voting') return word(`phase.${state}`);
  if (!hasBegun(row)) return word(`phase.${state}-soon` as BorderKey);
  return word(isOver(row) ? (`phase.${state}-over` as BorderKey) : `phase.${state}`);
}
