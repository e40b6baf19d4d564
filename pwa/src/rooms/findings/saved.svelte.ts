/**
 * The moments after saving: six seconds to undo, and as long as the walker likes to add something.
 * The finding stays on the phone meanwhile; it goes when they are done, leave, or put the phone away.
 */
import { now } from '../../ground/clock';
import { type Addition, addLater } from '../../ground/outbox/deeds';
import { amend, hold, keepPhotosHere, release, UNDO_TIME, withdraw } from '../../ground/outbox/queue';
import type { UnsentBody, WaitingFinding } from '../../ground/store/database';

/** Without a touch the screen returns to the walk after it was seen this long, in ms. */
export const RETURN_AFTER = UNDO_TIME;
/** A wet screen doubles taps: what is tapped this soon after saving was not meant. */
export const DOUBLE_TAP = 400;
/**
 * A sheet counts as open until it was not touched for so long, in ms, or the phone was locked or the app put away for longer
 * than a lease: a finding must not stay on a phone for ever.
 */
const IDLE = 600_000;
const BEAT = 1_000;

const addable = ['category', 'note', 'perceived_safety', 'suggested_measure'] as const;

/** What differs between two states of a finding, as a change says it. A place goes whole: point, accuracy and source. */
export function additionOf(before: UnsentBody, after: UnsentBody): Addition {
  const added: Record<string, unknown> = {};
  for (const key of addable) {
    if (before[key] !== after[key]) added[key] = after[key] ?? null;
  }
  const { position, accuracy_m, position_source, pin } = after;
  if (position && JSON.stringify(position) !== JSON.stringify(before.position))
    Object.assign(added, { position, accuracy_m, position_source, pin });
  return added;
}

export class AfterSaving {
  /** whole seconds left to undo */
  left = $state(Math.ceil(UNDO_TIME / 1000));
  /** the finding left the phone: what is added goes after it */
  gone = $state(false);
  row = $state.raw<WaitingFinding>() as WaitingFinding;
  #touchedAt: number | null = null;
  /** taken back: nothing may be added any more, also not by a place that only comes now */
  #undone = false;
  #stays: (row: WaitingFinding) => boolean;

  constructor(row: WaitingFinding, stays: (row: WaitingFinding) => boolean) {
    this.row = row;
    this.#stays = stays;
  }

  /** Counts down; `onover` is called once when nobody touched anything. Returns the way to stop. */
  start(onover: () => void): () => void {
    const since = now();
    const beat = setInterval(() => {
      this.left = Math.max(0, Math.ceil((this.row.savedAt + UNDO_TIME - now()) / 1000));
      if (this.#touchedAt === null && !this.#stays(this.row) && now() - since >= RETURN_AFTER) {
        clearInterval(beat);
        return onover();
      }
      if (this.#wanted()) void hold(this.row.id);
      else if (this.left === 0) this.gone = true;
    }, BEAT);
    if (this.#wanted()) void hold(this.row.id);
    return () => {
      clearInterval(beat);
      void release(this.row.id);
    };
  }

  /** The walker touches the screen: it stays. */
  touch(): void {
    this.#touchedAt = now();
  }

  /** Whether a tap came so soon that it was the echo of the one that saved. */
  isEcho(): boolean {
    return now() - this.row.savedAt < DOUBLE_TAP;
  }

  async add(how: (row: WaitingFinding) => Partial<WaitingFinding>): Promise<void> {
    if (this.#undone) return;
    this.touch();
    await hold(this.row.id);
    const before = this.row;
    const after = { ...before, ...how(before) };
    this.gone = !(await amend(before.id, how));
    if (this.#undone) return;
    if (this.gone) await this.#addLater(before, after);
    this.row = after;
  }

  /** The finding left already: what is added travels after it, as a change of its own. */
  async #addLater(before: WaitingFinding, after: WaitingFinding): Promise<void> {
    const added = additionOf(before.body, after.body);
    if (after.photoStays && !before.photoStays) await keepPhotosHere(before.id, before.photos);
    if (Object.keys(added).length > 0) await addLater(before.id, added);
  }

  async undo(): Promise<'gone' | 'withdrawing'> {
    this.#undone = true;
    return withdraw(this.row.id).catch((fault) => {
      this.#undone = false;
      throw fault;
    });
  }

  #wanted(): boolean {
    if (globalThis.document?.visibilityState === 'hidden') return false;
    if (this.#stays(this.row) && this.#touchedAt === null) return now() - this.row.savedAt < IDLE;
    return this.#touchedAt !== null && now() - this.#touchedAt < IDLE;
  }
}
