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
import { waitAfter } from '../../ground/outbox/backoff';
import { canLieOn, courseFor, type Onto } from './arcCourse';
import { type Coverage, type Flaw, type Proposal, proposalDoor } from './borderDoors';
import type { Grip } from './borderDrag';
import type { BorderGround } from './borderFetch';
import { type Draft, Keeper, laidOver } from './deskDraft';
import {
  changedArcs,
  isClosed,
  mayChange,
  placeOf,
  withCourse,
  withLess,
  withMore,
  withPoint,
} from './proposalArcs';
import { type Steps, startSteps, stepBack, stepOn, stepTo } from './proposalHistory';

/** The hand rests this long before an edit goes to the server, in ms. */
const SETTLE = 700;
const kept = (degrees: number): number => Math.round(degrees * 1e7) / 1e7;
const keptAt = ([lon = 0, lat = 0]: Position): Position => [kept(lon), kept(lat)];

export type Saving = 'saved' | 'unsaved' | 'saving' | 'flawed' | 'offline';

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
  /** A course is being looked for. */
  looking = $state(false);
  /** What was not saved the last time stands here again. */
  restored = $state(false);
  /** What is not saved yet is safe on this machine. */
  keptHere = $state(true);
  readonly #keeper: Keeper;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Sendings in a row that did not reach the server. */
  #failed = 0;
  #ended = false;

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
  get locked(): readonly string[] {
    return this.proposal.locked;
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
    const line = this.line;
    if (!this.mayChange) return [];
    return line.slice(1).map((b, i) => {
      const a = line[i] ?? b;
      return [((a[0] ?? 0) + (b[0] ?? 0)) / 2, ((a[1] ?? 0) + (b[1] ?? 0)) / 2];
    });
  }

  isCorner(point: number): boolean {
    const last = this.line.length - 1;
    return !isClosed({ line: this.line }) && (point === 0 || point === last);
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
    this.#later(SETTLE);
  }

  /** Keeps on this machine what the server does not have. */
  #keep(): void {
    const kept = this.#keeper.keep(this.#there, this.#steps.now);
    void kept.then((safe) => (this.keptHere = safe));
  }

  #later(wait: number): void {
    clearTimeout(this.#timer);
    if (!this.#ended) this.#timer = setTimeout(() => void this.save(), wait);
  }

  /** There may be signal again. */
  retry(): void {
    if (this.saving === 'offline') void this.save();
  }

  /** Sends what changed. While somebody else's version waits for a choice nothing is sent. */
  async save(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.saving === 'saving' || this.theirs) return;
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
    const { id, revision } = this.proposal;
    const json = { revision, arcs };
    const answer = await ask<Proposal>(proposalDoor(id, '/arcs'), { method: 'PUT', json });
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
    this.#failed = 0;
    if (this.#steps.now === sent) {
      if (changedArcs(told.coverage, sent).length > 0) this.#steps = { ...this.#steps, now: told.coverage };
    } else {
      this.saving = 'unsaved';
      this.#later(SETTLE);
    }
    this.#keep();
  }

  async #notSaved(problem: Problem): Promise<void> {
    if (problem.status === 409 && problem.code === 'changed_meanwhile') {
      const theirs = await ask<Proposal>(proposalDoor(this.proposal.id));
      if (!theirs.ok) return this.#away();
      const tried = this.#tried;
      // Nobody else: the server took what was sent, and its answer never came.
      if (tried && changedArcs(theirs.data.coverage, tried).length === 0)
        return this.#hold(theirs.data, tried);
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
    this.#failed += 1;
    this.#later(waitAfter(this.#failed));
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
    const arcs = theirs.coverage.arcs.map((arc, i) => ({ ...arc, line: mine.get(i) ?? arc.line }));
    this.#stand(theirs);
    this.#steps = stepTo(this.#steps, { ...theirs.coverage, arcs });
    await this.save();
  }

  /** Theirs; my own version is one step back. */
  takeTheirs(): void {
    const theirs = this.theirs;
    if (!theirs) return;
    this.#stand(theirs);
    this.#steps = stepTo(this.#steps, theirs.coverage);
    this.saving = 'saved';
    this.#keep();
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

  /** Fixes these buurten and lets the others go. */
  async lock(codes: readonly string[]): Promise<void> {
    const { id, revision } = this.proposal;
    const json = { revision, locked: codes };
    const answer = await ask<Proposal>(proposalDoor(id, '/locked'), { method: 'PUT', json });
    if (!answer.ok) return this.#notSaved(answer.problem);
    this.proposal = answer.data;
    const { arcs } = answer.data.coverage;
    const now = this.#steps.now;
    // Only what may be changed is another: the lines are mine.
    const fixed = { ...now, arcs: now.arcs.map((arc, i) => ({ ...arc, locked: arcs[i]?.locked })) };
    this.#there = answer.data.coverage;
    this.#steps = { ...this.#steps, now: fixed };
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
    this.point = Math.max(0, Math.min(this.point, this.line.length - 1));
  }

  /** The desk is left: what is not saved is sent once more, and stays on this machine when that fails. */
  end(): void {
    this.#ended = true;
    clearTimeout(this.#timer);
    if (this.saving === 'unsaved' || this.saving === 'offline') void this.save();
  }
}

function rounded(coverage: Coverage, arc: number): Coverage {
  const arcs = coverage.arcs.map((one, i) => (i === arc ? { ...one, line: one.line.map(keptAt) } : one));
  return { ...coverage, arcs };
}

/** Nothing was said about the lines: it can be tried again as it is. */
function isAway({ status }: Problem): boolean {
  return status === 0 || status === 429 || status >= 500;
}

function flawsOf({ code, faults }: Problem): Flaw[] {
  return faults.length > 0 ? faults.map((fault) => ({ ...fault }) as Flaw) : [{ code }];
}
