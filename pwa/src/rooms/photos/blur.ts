/**
 * Making parts of a photo unrecognisable: what a finger wipes over becomes large squares of one colour each. Pure, on pixels
 * in memory (RGBA, rows from the top). The squares lie on a fixed grid, so that wiping twice tells no more than once.
 */

/** Pixels as a canvas gives them. */
export interface Pixels {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}
/** A place on the photo in pixels. */
export interface Spot {
  x: number;
  y: number;
}
/** A part of the photo in pixels. */
export interface Part extends Spot {
  width: number;
  height: number;
}

/** Squares along the long edge: a face of a tenth of the photo is three squares wide, and nobody. */
const SQUARES = 32;
/** A finger covers what lies within this many squares of its middle. */
const FINGER = 1.1;
/** Colours are kept this coarse, so that a letter does not shine through as a shade. */
const COARSE = 16;

export class Wiping {
  /** side of a square, in pixels */
  readonly side: number;
  readonly across: number;
  readonly down: number;
  /** what is to be seen: the photo with what was wiped */
  readonly shown: Pixels;
  #original: Pixels;
  /** squares of each wipe, those that were not wiped before */
  #wipes: number[][] = [];
  #wiped = new Set<number>();

  /** Takes the pixels of the photo and keeps them until it is forgotten itself; works on a copy. */
  constructor(photo: Pixels, copy: Pixels) {
    this.#original = photo;
    this.shown = copy;
    this.side = Math.max(8, Math.ceil(Math.max(photo.width, photo.height) / SQUARES));
    this.across = Math.ceil(photo.width / this.side);
    this.down = Math.ceil(photo.height / this.side);
  }

  /** How many wipes can be taken back. */
  get wipes(): number {
    return this.#wipes.length;
  }

  /** A finger is put down, or a square is applied: what follows is one wipe. */
  begin(): void {
    if (this.#wipes.at(-1)?.length !== 0) this.#wipes.push([]);
  }

  /** A finger went from one place to another. Gives the part that looks different now, or null. */
  wipe(from: Spot, to: Spot): Part | null {
    const steps = Math.max(1, Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / (this.side / 2)));
    const fresh: number[] = [];
    for (let step = 0; step <= steps; step++) {
      const share = step / steps;
      const at = { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
      for (const square of this.#under(at)) if (this.#take(square)) fresh.push(square);
    }
    this.#wipes.at(-1)?.push(...fresh);
    return around(fresh.map((square) => this.#partOf(square)));
  }

  /** Takes the last wipe back. Gives the part that looks different now, or null. */
  undo(): Part | null {
    const last = this.#wipes.pop() ?? [];
    for (const square of last) {
      this.#wiped.delete(square);
      this.#put(square, null);
    }
    if (last.length === 0 && this.#wipes.length > 0) return this.undo();
    return around(last.map((square) => this.#partOf(square)));
  }

  #under({ x, y }: Spot): number[] {
    const reach = FINGER * this.side;
    const clamp = (value: number, most: number) => Math.min(most - 1, Math.max(0, Math.floor(value)));
    const found: number[] = [];
    const right = clamp((x + reach) / this.side, this.across);
    const bottom = clamp((y + reach) / this.side, this.down);
    for (let row = clamp((y - reach) / this.side, this.down); row <= bottom; row++)
      for (let column = clamp((x - reach) / this.side, this.across); column <= right; column++)
        found.push(row * this.across + column);
    return found;
  }

  #take(square: number): boolean {
    if (this.#wiped.has(square)) return false;
    this.#wiped.add(square);
    this.#put(square, coarse(mean(this.#original, this.#partOf(square))));
    return true;
  }

  #partOf(square: number): Part {
    const x = (square % this.across) * this.side;
    const y = Math.floor(square / this.across) * this.side;
    const { width, height } = this.#original;
    return { x, y, width: Math.min(this.side, width - x), height: Math.min(this.side, height - y) };
  }

  /** One colour, or `null` for what was there. */
  #put(square: number, colour: readonly number[] | null): void {
    const part = this.#partOf(square);
    const { data, width } = this.shown;
    for (let y = part.y; y < part.y + part.height; y++) {
      for (let x = part.x; x < part.x + part.width; x++) {
        const at = 4 * (y * width + x);
        for (let channel = 0; channel < 3; channel++)
          data[at + channel] = (colour ? colour[channel] : this.#original.data[at + channel]) ?? 0;
      }
    }
  }
}

function mean({ data, width }: Pixels, part: Part): number[] {
  const sums = [0, 0, 0];
  for (let y = part.y; y < part.y + part.height; y++) {
    for (let x = part.x; x < part.x + part.width; x++) {
      const at = 4 * (y * width + x);
      for (let channel = 0; channel < 3; channel++)
        sums[channel] = (sums[channel] ?? 0) + (data[at + channel] ?? 0);
    }
  }
  return sums.map((sum) => sum / (part.width * part.height));
}

const coarse = (colour: readonly number[]): number[] =>
  colour.map((value) => Math.min(255, Math.round(value / COARSE) * COARSE));

function around(parts: readonly Part[]): Part | null {
  if (parts.length === 0) return null;
  const x = Math.min(...parts.map((part) => part.x));
  const y = Math.min(...parts.map((part) => part.y));
  const right = Math.max(...parts.map((part) => part.x + part.width));
  const bottom = Math.max(...parts.map((part) => part.y + part.height));
  return { x, y, width: right - x, height: bottom - y };
}
