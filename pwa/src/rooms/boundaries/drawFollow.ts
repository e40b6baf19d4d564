/**
 * Looking along while a finger goes on: once a frame at most, and on a slow phone less often, so that the line itself never lags
 * behind the finger.
 */
import { now } from '../../ground/clock';

/** A look may take one part in this many of the time. */
const SHARE = 8;

export class Follow {
  #frame = 0;
  /** ms; a new stroke never waits for it, should the clock of the phone jump. */
  #restsUntil = 0;

  constructor(private readonly look: () => void) {}

  /** Something moved: it is looked at with the next frame that has time for it. */
  soon(): void {
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#step());
  }

  /** Nothing is looked at any more until the next `soon`. */
  stop(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#restsUntil = 0;
  }

  #step(): void {
    this.#frame = 0;
    const begun = now();
    if (begun < this.#restsUntil) {
      this.soon();
      return;
    }
    this.look();
    this.#restsUntil = begun + SHARE * (now() - begun);
  }
}
