/**
 * When the desk sends: one at a time, when the hand rests, and again after a while when the server was not reached. What is asked
 * while a sending is under way is one sending after it.
 */
import { waitAfter } from '../../ground/outbox/backoff';

export class Turns {
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The sending that is under way or was last, and the one that waits for its turn. */
  #turn: Promise<void> = Promise.resolve();
  #next: Promise<void> | null = null;
  /** Sendings in a row that did not reach the server. */
  #failed = 0;
  #ended = false;

  constructor(private readonly send: () => Promise<void>) {}

  /** Sends as soon as it is its turn. Resolves when that sending is over. */
  now(): Promise<void> {
    clearTimeout(this.#timer);
    const turn = () => {
      this.#next = null;
      return this.send();
    };
    // Also after one that broke: else nothing would ever be sent again.
    this.#next ??= this.#turn.then(turn, turn);
    this.#turn = this.#next;
    return this.#turn;
  }

  /** Sends after `wait` ms, unless something is asked before that; not any more once the desk is left. */
  later(wait: number): void {
    clearTimeout(this.#timer);
    if (!this.#ended) this.#timer = setTimeout(() => void this.now(), wait);
  }

  /** The server was not reached: again after a while, longer each time. */
  missed(): void {
    this.#failed += 1;
    this.later(waitAfter(this.#failed));
  }

  reached(): void {
    this.#failed = 0;
  }

  /** Nothing is sent by itself any more. */
  end(): void {
    this.#ended = true;
  }
}
