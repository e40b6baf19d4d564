/**
 * The cells of this walk, kept on this phone only until the walker says yes at the end. No times, no track: which cells,
 * and how many metres.
 */
import { ask } from '../../ground/api/client';
import { enqueue } from '../../ground/outbox/deeds';
import { sendNow } from '../../ground/outbox/outbox.svelte';
import { place } from '../../ground/place/place.svelte';
import { forget, keep, kept } from '../../ground/store/kept';
import { me } from '../people/me.svelte';
import { type Cell, type Frame, guessedFrame } from './frame';
import { noTrack, type Track, trimmed, walkedOn } from './track';

interface Kept {
  cells: string[];
  metres: number;
  /** on which plane the cells were counted */
  plane?: string;
  /** where the first and the latest step were, until the walker answered */
  ends?: Track['ends'];
  /** what the walker said at the end; nothing yet when absent */
  told?: 'yes' | 'no';
  /** the walker stopped: nothing is noted until they walk on */
  stopped?: boolean;
}

/** Written at most this often while walking, in fixes. */
const EVERY = 8;
const MOST = 20_000;
/** How the keys of what was walked begin. */
export const WALKED = 'walked ';
const keyOf = (walk: string): string => `${WALKED}${walk}`;

/** The plane of this city's cells: asked when the server knows this phone, then kept. */
export async function theFrame(): Promise<Frame | null> {
  const known = async () => (await kept<Frame>('frame'))?.value ?? (place.fix && guessedFrame(place.fix));
  if (!me.now?.id) return known();
  const answer = await ask<Frame>('/api/frame');
  if (!answer.ok) return known();
  await keep('frame', answer.data);
  return answer.data;
}

export class Walked {
  #track = $state.raw<Track>(noTrack);
  #told = $state<Kept['told']>();
  #ready = $state(false);
  #plane: string | undefined;
  #stopped = false;
  #reading: Promise<void> | null = null;
  #frame = $state.raw<Frame | null>(null);
  #since = 0;

  constructor(readonly walk: string) {}

  get metres(): number {
    return this.#track.metres;
  }
  /** what may be told: without the surroundings of both ends */
  get cells(): Cell[] {
    return this.#frame ? trimmed(this.#track, this.#frame) : [];
  }
  /** what the walker said when asked; undefined = not asked yet */
  get told(): Kept['told'] {
    return this.#told;
  }
  /** the phone's memory was read */
  get ready(): boolean {
    return this.#ready;
  }

  async open(): Promise<void> {
    await this.#remembered();
    this.#frame = await theFrame();
  }

  #remembered(): Promise<void> {
    this.#reading ??= this.#read();
    return this.#reading;
  }

  async #read(): Promise<void> {
    const before = (await kept<Kept>(keyOf(this.walk)))?.value;
    if (before) {
      this.#track = {
        ...noTrack,
        cells: new Set(before.cells),
        metres: before.metres,
        ends: before.ends ?? null,
      };
      this.#told = before.told;
      this.#stopped ||= before.stopped === true;
    }
    this.#plane = before?.plane;
    this.#ready = true;
  }

  /** Goes on counting on this plane; cells of another one go, as the server would refuse them. */
  #goOnOn({ plane }: Frame): void {
    const { metres } = this.#track;
    if (plane && this.#plane && plane !== this.#plane) this.#track = { ...noTrack, metres };
    this.#plane = plane;
  }

  /** Takes the place of the moment; call whenever it changes while the walk goes on. Nothing after a stop or an answer. */
  step(): void {
    const { fix } = place;
    if (!fix || !this.#ready || this.#stopped || this.#told || this.#track.cells.size >= MOST) return;
    this.#frame ??= guessedFrame(fix);
    if (!this.#frame) return;
    this.#goOnOn(this.#frame);
    const next = walkedOn(this.#track, this.#frame, fix);
    if (next === this.#track) return;
    this.#track = next;
    this.#since += 1;
    if (this.#since >= EVERY) void this.save();
  }

  async save(): Promise<void> {
    this.#since = 0;
    const { cells, metres, ends } = this.#track;
    // Once they are told they wait with what is to be sent, and stay nowhere else.
    const left = this.#told ? { cells: [] } : { cells: [...cells], ends, plane: this.#plane };
    const row: Kept = { ...left, metres, told: this.#told, stopped: this.#stopped };
    await keep(keyOf(this.walk), row);
  }

  /** The walker stops, or the walk ends: from this moment on nothing is noted. */
  async stop(): Promise<void> {
    this.#stopped = true;
    // Where they go from here is not joined to where they were.
    await this.#remembered();
    this.#track = { ...this.#track, last: null };
    await this.save();
  }

  /** The walker goes on. What was told or refused stays so. */
  async goOn(): Promise<void> {
    await this.#remembered();
    this.#stopped = false;
    await this.save();
  }

  /** Yes: the cells wait with everything else that is to be sent. */
  async tell(): Promise<void> {
    const path = `/api/walks/${this.walk}/passes`;
    await enqueue({ kind: 'passes', method: 'PUT', path, body: { cells: this.cells, plane: this.#plane } });
    this.#told = 'yes';
    await this.save();
    void sendNow();
  }

  /** No: the phone forgets them, and so does the server when it had some. */
  async refuse(): Promise<void> {
    const had = this.#told === 'yes';
    this.#track = { ...noTrack, metres: this.#track.metres };
    this.#told = 'no';
    await forget(keyOf(this.walk));
    await this.save();
    if (!had) return;
    await enqueue({
      kind: 'passes',
      method: 'PUT',
      path: `/api/walks/${this.walk}/passes`,
      body: { cells: [] },
    });
    void sendNow();
  }
}
