/**
 * The committee's desk: one proposal whose lines are moved. Every edit is a step that can be taken back, and goes to the
 * server when the hand rests; its answer brings the checks. Somebody else's change in between is shown, never overwritten
 * unseen. Positions WGS84 degrees with seven decimals, as the server keeps them.
 */
import type { Position } from 'geojson';
import { ask } from '../../ground/api/client';
import type { Problem } from '../../ground/api/types';
import { now } from '../../ground/clock';
import { moved } from '../../ground/map/where';
import { canLieOn, courseFor, type Onto } from './arcCourse';
import { type Coverage, type Flaw, type Proposal, proposalDoor } from './borderDoors';
import type { Grip } from './borderDrag';
import type { BorderGround } from './borderFetch';
import { type Draft, Keeper, laidOver } from './deskDraft';
import { flawsOf, isAway, isMet, type Saving } from './deskRefusal';
import { Turns } from './deskTurns';
import {
  changedArcs,
  halfways,
  isAlike,
  isClosed,
  keptAt,
  lockedAs,
  mayChange,
  placeOf,
  rounded,
  withCourse,
  withLess,
  withLines,
  withMore,
  withPoint,
} from './proposalArcs';
import { type Steps, startSteps, stepBack, stepOn, stepTo } from './proposalHistory';

/** The hand rests this long before an edit goes to the server, in ms. */
const SETTLE = 700;

export class Desk {
  proposal = $state.raw() as Proposal;
  #steps = $state.raw() as Steps<Coverage>;
  /** A drag that is not let go yet. */
  #drag = $state.raw<Coverage | null>(null);
  /** What the server has. */
  #there: Coverage;
  /** What was sent last: its answer may have been lost on the way. */
  #tried: Coverage | null = null;
  arc = $state<number | null>(null);
  point = $state(0);
  saving = $state<Saving>('saved');
  savedAt = $state<number | null>(null);
  /** What the server found wrong with what was sent last; nothing of it was kept. */
  flaws = $state.raw<Flaw[]>([]);
  /** The last thing asked touches a line that is fixed. */
  refused = $state(false);
  /** What somebody else saved meanwhile. */
  theirs = $state.raw<Proposal | null>(null);
  /** A course that the chosen line could take; empty when nothing runs along it. */
  offer = $state.raw<Position[] | null>(null);
  looking = $state(false);
  /** What was not saved the last time stands here again. */
  restored = $state(false);
  /** What is not saved yet is safe on this machine. */
  keptHere = $state(true);
  readonly #keeper: Keeper;
  readonly #turns = new Turns(() => this.#send());
  /** Own buurten that are to be fixed, until the server has said so. */
  #fix = $state.raw<readonly string[] | null>(null);

  constructor(
    proposal: Proposal,
    /** What lies under the lines, to put them on. */
    private readonly ground: BorderGround = { buurten: [], ground: null, base: null },
    draft: Draft | null = null,
  ) {
    this.proposal = proposal;
    this.#there = proposal.coverage;
    this.#steps = startSteps(proposal.coverage);
    this.#keeper = new Keeper(proposal.id);
    if (draft) this.#restore(draft);
  }

  /** Puts back what was not saved. A line that somebody else moved meanwhile is asked about. */
  #restore(draft: Draft): void {
    const laid = laidOver(this.proposal, draft);
    if (!laid) return;
    if (laid.met) [this.#there, this.theirs] = [laid.was, this.proposal];
    this.restored = true;
    this.#walk(stepTo(this.#steps, laid.now));
  }

  /** The lines as they stand on the screen. */
  get coverage(): Coverage {
    return this.#drag ?? this.#steps.now;
  }
  /** Buurten of which no line may move: on the server, or as soon as it heard. */
  get locked(): readonly string[] {
    return [...this.proposal.locked, ...(this.#fix ?? [])];
  }
  /** The own buurten that were chosen to be fixed; the neighbours always are, and are not named. */
  get fixed(): readonly string[] {
    return this.#fix ?? this.proposal.locked.filter((code) => this.proposal.buurten.includes(code));
  }
  get canUndo(): boolean {
    return this.#steps.past.length > 0;
  }
  get canRedo(): boolean {
    return this.#steps.future.length > 0;
  }
  get line(): Position[] {
    return this.arc === null ? [] : (this.coverage.arcs[this.arc]?.line ?? []);
  }
  get mayChange(): boolean {
    return this.arc !== null && mayChange(this.coverage, this.arc, this.locked);
  }

  choose(arc: number | null, point = 0): void {
    this.arc = arc;
    this.offer = null;
    this.refused = false;
    const last = this.line.length - 1;
    // A point in the middle can be moved without the neighbours of its corners.
    this.point = Math.max(0, Math.min(point || (last > 1 ? 1 : 0), last));
  }

  /** Moves the chosen point by metres. */
  nudge(east: number, north: number): void {
    const at = this.line[this.point];
    if (this.arc === null || !at) return;
    const { lon, lat } = moved(placeOf(at), east, north);
    this.#take(withPoint(this.coverage, this.arc, this.point, keptAt([lon, lat]), this.locked));
  }

  more(): void {
    if (this.arc === null || !this.mayChange) return;
    const behind = Math.min(this.point, this.line.length - 2);
    const next = withMore(this.coverage, this.arc, behind);
    this.#take(next && rounded(next, this.arc));
    if (next) this.point = behind + 1;
  }

  less(): void {
    if (this.arc === null || !this.mayChange) return;
    const next = withLess(this.coverage, this.arc, this.point);
    if (!next) return;
    this.#take(next);
    this.point = Math.max(1, this.point - 1);
  }

  undo(): void {
    this.#walk(stepBack(this.#steps));
  }
  redo(): void {
    this.#walk(stepOn(this.#steps));
  }

  /** What the map's handles do. */
  readonly grip: Grip = {
    points: () => (this.mayChange ? this.line : []),
    halfway: () => this.halfway,
    onpick: (point) => {
      this.point = point;
    },
    onhalf: (point) => {
      if (this.arc === null) return;
      this.#drag = withMore(this.coverage, this.arc, point);
      this.point = point + 1;
    },
    onmove: (to) => {
      if (this.arc === null) return;
      const next = withPoint(this.coverage, this.arc, this.point, keptAt(to), this.locked);
      if (next) this.#drag = next;
      this.refused = next === null;
    },
    ondrop: () => {
      const next = this.#drag;
      this.#drag = null;
      if (next && this.arc !== null) this.#take(rounded(next, this.arc));
    },
  };

  /** Places between two points of the chosen line. */
  get halfway(): Position[] {
    return this.mayChange ? halfways(this.line) : [];
  }

  isCorner(point: number): boolean {
    return !isClosed({ line: this.line }) && (point === 0 || point === this.line.length - 1);
  }

  #take(next: Coverage | null): void {
    this.refused = next === null;
    if (next) this.#walk(stepTo(this.#steps, next));
  }

  #walk(steps: Steps<Coverage>): void {
    if (steps === this.#steps) return;
    this.#steps = steps;
    this.point = Math.max(0, Math.min(this.point, this.line.length - 1));
    this.saving = 'unsaved';
    this.#keep();
    this.#turns.later(SETTLE);
  }

  /** Keeps on this machine what the server does not have. */
  #keep(): void {
    void this.#keeper.keep(this.#there, this.#steps.now).then((safe) => (this.keptHere = safe));
  }

  /** There may be signal again. */
  retry(): void {
    if (this.saving === 'offline') void this.save();
  }

  /**
   * Sends what changed, in turn: each sending carries the revision that the one before it gave, so that nobody meets oneself.
   * While somebody else's version waits for a choice nothing is sent.
   */
  save(): Promise<void> {
    return this.#turns.now();
  }

  async #send(): Promise<void> {
    if (this.theirs) return;
    await this.#sendLines();
    const fix = this.#fix;
    if (fix && !this.theirs && this.saving !== 'offline') await this.#sendFixed(fix);
  }

  #put(door: string, what: object) {
    const { id, revision } = this.proposal;
    return ask<Proposal>(proposalDoor(id, door), { method: 'PUT', json: { revision, ...what } });
  }

  async #sendLines(): Promise<void> {
    const sent = this.#steps.now;
    const arcs = changedArcs(this.#there, sent);
    if (arcs.length === 0) {
      this.saving = 'saved';
      this.flaws = [];
      this.#keep();
      return;
    }
    this.saving = 'saving';
    this.#tried = sent;
    const answer = await this.#put('/arcs', { arcs });
    if (!answer.ok) return this.#notSaved(answer.problem);
    this.#hold(answer.data, sent);
  }

  /** The server has it: its lines are the truth, unless somebody moved on meanwhile. */
  #hold(told: Proposal, sent: Coverage): void {
    this.proposal = told;
    this.#there = told.coverage;
    this.flaws = [];
    this.savedAt = now();
    this.saving = 'saved';
    this.restored = false;
    this.#turns.reached();
    if (this.#steps.now === sent) {
      if (changedArcs(told.coverage, sent).length > 0) this.#steps = { ...this.#steps, now: told.coverage };
    } else {
      this.saving = 'unsaved';
      this.#turns.later(SETTLE);
    }
    this.#keep();
  }

  async #notSaved(problem: Problem): Promise<void> {
    if (isMet(problem)) {
      const theirs = await ask<Proposal>(proposalDoor(this.proposal.id));
      if (!theirs.ok) return this.#away();
      // Nobody moved a line: the server took what was sent and its answer never came, or a buurt was fixed meanwhile.
      const same = [this.#tried, this.#there].find((mine) => mine && isAlike(theirs.data.coverage, mine));
      if (same) {
        this.#hold(theirs.data, same);
        return this.#turns.later(0);
      }
      this.saving = 'unsaved';
      this.theirs = theirs.data;
      return;
    }
    if (isAway(problem)) return this.#away();
    this.saving = 'flawed';
    this.flaws = flawsOf(problem);
  }

  /** Tried again after a while, longer each time, and when the machine says that there is signal. */
  #away(): void {
    this.saving = 'offline';
    this.#turns.missed();
  }

  /** Lines that both changed, or that one changed and the other did not: where the two versions differ. */
  get between(): number[] {
    return this.theirs ? changedArcs(this.theirs.coverage, this.#steps.now).map(({ index }) => index) : [];
  }

  /** My lines over theirs: what only they changed stays. */
  async keepMine(): Promise<void> {
    const theirs = this.theirs;
    if (!theirs) return;
    const mine = new Map(changedArcs(this.#there, this.#steps.now).map(({ index, line }) => [index, line]));
    this.#stand(theirs);
    this.#steps = stepTo(this.#steps, withLines(theirs.coverage, mine));
    await this.save();
  }

  /** Theirs; my own version is one step back. */
  takeTheirs(): void {
    const theirs = this.theirs;
    if (!theirs) return;
    this.#stand(theirs);
    this.#steps = stepTo(this.#steps, theirs.coverage);
    this.saving = 'saved';
    void this.save();
  }

  #stand(theirs: Proposal): void {
    this.theirs = null;
    this.proposal = theirs;
    this.#there = theirs.coverage;
    this.flaws = [];
    this.saving = 'unsaved';
    this.restored = false;
    this.#tried = null;
  }

  /** A step was taken: the same lines under another revision. Only while everything is saved. */
  renew(told: Proposal): void {
    this.proposal = told;
    this.#there = told.coverage;
  }

  /** Fixes these buurten and lets the others go, after the lines that were moved before. */
  async lock(codes: readonly string[]): Promise<void> {
    this.#fix = codes;
    await this.save();
  }

  async #sendFixed(codes: readonly string[]): Promise<void> {
    const before = this.saving;
    this.saving = 'saving';
    const answer = await this.#put('/locked', { locked: codes });
    if (!answer.ok) await this.#notSaved(answer.problem);
    // What was refused is not asked again; what met somebody else or no signal is.
    const open = !answer.ok && (isAway(answer.problem) || isMet(answer.problem));
    if (!open && this.#fix === codes) this.#fix = null;
    if (!answer.ok) return;
    this.#turns.reached();
    if (this.saving === 'saving') this.saving = before;
    this.proposal = answer.data;
    this.#there = answer.data.coverage;
    // Only what may be changed is another: the lines are mine.
    this.#steps = { ...this.#steps, now: lockedAs(this.#there, this.#steps.now) };
  }

  canLieOn(onto: Onto): boolean {
    return canLieOn(this.ground, onto);
  }

  /** Looks where the chosen line could lie; shown beside it, never taken by itself. */
  async suggest(onto: Onto): Promise<void> {
    const { arc, line } = this;
    if (arc === null || this.looking) return;
    this.looking = true;
    this.offer = null;
    const course = await courseFor(this.proposal.id, arc, line, onto, this.ground);
    this.looking = false;
    if (this.arc === arc && this.line === line) this.offer = course ?? [];
  }

  accept(): void {
    if (this.arc === null || !this.offer) return;
    this.#take(withCourse(this.coverage, this.arc, this.offer.map(keptAt)));
    this.offer = null;
  }

  /** The desk is left: what is not saved is sent once more, and stays on this machine when that fails. */
  end(): void {
    this.#turns.end();
    if (this.saving === 'unsaved' || this.saving === 'offline') void this.save();
  }
}
