/**
 * The recognition vote on this phone: two borders without names, an answer to each, kept until the server has it.
 * The last answer counts until the vote closes; each sending has an id of its own, because sent bytes never change.
 */
import type { Position } from 'geojson';
import { v7 } from 'uuid';
import { ask } from '../../ground/api/client';
import { now } from '../../ground/clock';
import { enqueueLast } from '../../ground/outbox/lastCounts';
import { sendNow } from '../../ground/outbox/outbox.svelte';
import { forget, keep, kept } from '../../ground/store/kept';
import { me } from '../people/me.svelte';
import { askedOf, type Given, givenName, isCounted, isRunning, votedOn, votesDoor } from './ballots';
import {
  type Answer,
  type Ballot,
  type BuurtResult,
  ballotDoor,
  listIn,
  type ProposalRow,
  proposalDoor,
  proposalsDoor,
  type Recognised,
} from './borderDoors';
import { told } from './borderFetch';
import { looksAfterBorders } from './proposalSteps';
import { type Whereabouts, whereIs } from './whereabouts';

export class Vote {
  proposal = $state.raw<ProposalRow | null>(null);
  ballot = $state.raw<Ballot | null>(null);
  /** What is chosen so far, by the key of the border. */
  chosen = $state<Record<string, { answer: Recognised; at?: Position; side?: string }>>({});
  given = $state.raw<Given | null>(null);
  where = $state<Whereabouts | null>(null);
  skipped = $state(false);
  notKept = $state(false);
  notTakenBack = $state(false);
  /** The answer was taken back a moment ago. */
  tookBack = $state(false);
  result = $state.raw<BuurtResult | null>(null);
  /** Other buurten of the same vote that still lack an answer. */
  others = $state.raw<readonly string[]>([]);

  /** What was answered before it is asked anew, until another answer takes its place. */
  #before: { given: Given | null; voted: boolean } | null = null;

  constructor(readonly buurt: string) {}

  /** Nobody answered about this buurt here yet. */
  get #open(): boolean {
    return this.ballot !== null && this.given === null && !this.ballot.voted;
  }

  /** A question is open and not answered: the map shows one border at a time, and no band that would give it away. */
  get asks(): boolean {
    return this.#open && !this.skipped;
  }

  /** Something of this vote is still to be answered: nothing is shown of what it changes, nor of the border as it is. */
  get blind(): boolean {
    return this.#open || (this.ballot !== null && this.others.length > 0);
  }

  /** Looks whether a proposal of this buurt is in voting, what this phone answered, and what the last vote gave. */
  async open(): Promise<void> {
    const { data } = await told<unknown>(proposalsDoor(this.buurt));
    const rows = listIn<ProposalRow>(data, 'proposals').filter(({ buurten }) => buurten.includes(this.buurt));
    // Residents answer; who makes the proposals does not.
    const voting = looksAfterBorders(me.now)
      ? undefined
      : rows.find((row) => isRunning(row) && asks(row, this.buurt));
    if (!voting) return this.#openResult(rows);
    const before = (await kept<Given>(givenName(voting, this.buurt)))?.value ?? null;
    const where = before && (await whereIs(before.id));
    const ballot = await told<Ballot>(ballotDoor(voting.id, this.buurt));
    if (!ballot.data) return this.#openResult(rows);
    // The ballot was asked just now, a list may be older.
    const voted = (await votedOn({ ...voting, ballot: null }, ballot.data)).includes(this.buurt);
    // What had left this phone and is not counted by the server does not stand.
    const gone = !ballot.old && !voted && where !== 'waiting' && where !== 'refused';
    this.given = gone ? null : before;
    await this.look();
    this.proposal = voting;
    this.ballot = { ...ballot.data, voted };
    await this.#lookAround();
  }

  async #lookAround(): Promise<void> {
    const asked = this.proposal && (await askedOf(this.proposal));
    // When nobody knows, what was open before still is.
    if (asked) this.others = asked.open.filter((code) => code !== this.buurt);
  }

  async #openResult(rows: readonly ProposalRow[]): Promise<void> {
    const last = rows.filter(isCounted).toSorted((a, b) => (b.closes ?? '').localeCompare(a.closes ?? ''))[0];
    if (!last) return;
    this.result = (await resultsOf(last.id)).find(({ buurt }) => buurt === this.buurt) ?? null;
    this.proposal = last;
  }

  choose(key: string, answer: Recognised): void {
    const { at, side } = this.chosen[key] ?? {};
    this.chosen[key] = answer === 'almost' ? { answer, at, side } : { answer };
  }

  /** Where a border is wrong: a tap, or the side that was chosen from the list. */
  point(key: string, at: Position, side?: string): void {
    const before = this.chosen[key];
    if (before?.answer === 'almost') this.chosen[key] = { ...before, at, side };
  }

  /** The first border that still lacks something, or null when all is answered. */
  get lacks(): { key: string; what: 'answer' | 'where' } | null {
    for (const { key } of this.ballot?.borders ?? []) {
      const one = this.chosen[key];
      if (!one) return { key, what: 'answer' };
      if (one.answer === 'almost' && !one.at) return { key, what: 'where' };
    }
    return null;
  }

  /** Keeps the answers and sends them when there is signal. Resolves when they are safe on this phone. */
  async send(): Promise<void> {
    if (!this.ballot || !this.proposal || this.lacks) return;
    const answers = this.ballot.borders.map(({ key }): Answer => {
      const { answer, at } = $state.snapshot(this.chosen[key]) as { answer: Recognised; at?: Position };
      return at ? { key, answer, at } : { key, answer };
    });
    const id = v7();
    const path = `${votesDoor(this.proposal.id)}${id}`;
    try {
      await enqueueLast({ id, kind: 'vote', method: 'PUT', path, body: { buurt: this.buurt, answers } });
    } catch {
      this.notKept = true;
      return;
    }
    this.notKept = false;
    this.#before = null;
    this.tookBack = false;
    this.given = { id, buurt: this.buurt, answers, at: now() };
    this.where = 'waiting';
    await keep(givenName(this.proposal, this.buurt), this.given);
    void sendNow();
    void this.#lookAround();
  }

  /** Asks anew, beginning with what was answered. */
  async again(): Promise<void> {
    for (const { key, answer, at } of this.given?.answers ?? []) this.chosen[key] = { answer, at };
    const voted = this.ballot?.voted ?? false;
    if ((this.given && this.where !== 'refused') || voted) this.#before = { given: this.given, voted };
    this.given = null;
    if (this.ballot) this.ballot = { ...this.ballot, voted: false };
    this.skipped = false;
    // What was sent stands until another answer takes its place.
    if (this.where === 'refused' && this.proposal) await forget(givenName(this.proposal, this.buurt));
  }

  /** Not now: what was answered before stands, and else the question stays open. */
  skip(): void {
    const before = this.#before;
    this.#before = null;
    this.skipped = before === null;
    if (!before || !this.ballot) return;
    [this.given, this.chosen] = [before.given, {}];
    this.ballot = { ...this.ballot, voted: before.voted };
  }

  /** Takes back the answer that the server has; the question is open again. Needs signal. */
  async takeBack(): Promise<void> {
    if (!this.given || !this.proposal || !this.ballot) return;
    const answer = await ask(`${votesDoor(this.proposal.id)}${this.given.id}`, { method: 'DELETE' });
    this.notTakenBack = !answer.ok;
    if (!answer.ok) return;
    await forget(givenName(this.proposal, this.buurt));
    [this.given, this.where, this.chosen] = [null, null, {}];
    this.ballot = { ...this.ballot, voted: false };
    [this.skipped, this.tookBack] = [true, true];
  }

  /** Reads where the answer is now; call it whenever the queue changed. */
  async look(): Promise<void> {
    if (this.given) this.where = (await whereIs(this.given.id)) ?? this.where ?? 'arrived';
  }
}

/** Whether a vote may be about this buurt; a list that tells it names those whose border changes. */
function asks({ ballot, buurten }: ProposalRow, buurt: string): boolean {
  return (ballot?.buurten ?? buurten).includes(buurt);
}

/** What a vote gave, buurt by buurt; nothing while it is open. */
export async function resultsOf(proposal: string): Promise<BuurtResult[]> {
  const { data } = await told<unknown>(proposalDoor(proposal, '/result'));
  return listIn<BuurtResult>(data, 'buurten');
}
