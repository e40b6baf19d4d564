/** One drawing on the screen: its steps, what is wrong with it, and its draft on the phone. Every change is kept at once. */
import type { Fault } from '../../ground/api/types';
import { metresBetween } from '../../ground/map/where';
import { type KeptDrawing, keepDrawing } from '../../ground/store/drawings';
import { type Block, type Blocks, outlines, ticked } from './drawBlocks';
import type { Known } from './drawBuurt';
import { type Looked, looked } from './drawFaults';
import { shifted } from './drawKeys';
import { outerSide } from './drawOuter';
import { partsOf } from './drawParts';
import {
  blank,
  cornerNear,
  madeRound,
  ringOf,
  type Sketch,
  stroked,
  withCorner,
  withCornerAt,
  withoutCorner,
} from './drawPencil';
import type { At } from './drawShape';
import { begun, redone, remembered, type Steps, stepped, undone } from './drawSteps';
import type { Grounds } from './drawTown';

/** A closed border of more corners than this is looked at for crossings only while the finger goes on: a frame has no more time. */
const MANY = 500;

export type Way = 'finger' | 'points' | 'streets' | 'keys';

export class Drawing {
  row: KeptDrawing;
  readonly blocks: Blocks | null;
  readonly grounds: Grounds | null;
  steps = $state.raw<Steps<Sketch>>(begun(blank));
  way = $state<Way>('finger');
  /** The corner that is taken up; -1 for none. */
  corner = $state(-1);
  /** The cross of the keys. */
  cross = $state.raw<At>([0, 0]);
  /** What 24 px on the map are in metres. */
  near = $state(15);
  /** The stroke lay too far from the border. */
  tooFar = $state(false);
  /** null: nothing to keep yet. */
  kept = $state<boolean | null>(null);
  #told = $state.raw<readonly Fault[]>([]);
  /** What the stroke under the finger would make of it; null when no finger draws. */
  #live = $state.raw<Looked | null>(null);

  readonly sketch: Sketch = $derived(this.steps.now);
  readonly ring: At[] | null = $derived(ringOf(this.sketch));
  readonly chosen: ReadonlySet<string> = $derived.by(() => {
    if (this.sketch.pieces) return new Set(this.sketch.pieces);
    return this.blocks ? ticked(this.blocks, this.sketch) : new Set();
  });
  /** Separate pieces, or what a line that crosses itself encloses, the largest first; none when there is nothing to choose. */
  readonly parts: At[][] = $derived.by(() => {
    if (!this.sketch.pieces) return partsOf(this.sketch);
    const rings = this.blocks ? outlines(this.blocks, this.chosen) : [];
    return rings.length > 1 ? rings : [];
  });
  readonly loose: At[] = $derived(
    this.sketch.pieces ? this.parts.slice(1).flatMap(([at]) => (at ? [at] : [])) : [],
  );
  readonly seen = $derived.by(() => looked(this.sketch, this.#told, this.loose, this.grounds));
  /** What stands on the map now: with a finger on it, the drawing as it would be if that were lifted here. */
  readonly shown: Looked = $derived(this.#live ?? this.seen);
  readonly sendable: boolean = $derived(this.ring !== null && this.seen.wrong.every(({ soft }) => soft));

  constructor(
    row: KeptDrawing,
    { blocks, grounds, middle }: Pick<Known, 'blocks' | 'grounds' | 'middle'>,
    told: readonly Fault[] = [],
  ) {
    this.row = row;
    this.blocks = blocks;
    this.grounds = grounds;
    const { line, closed, pieces } = row;
    const now: Sketch = line.length > 0 ? { line, closed, ...(pieces ? { pieces } : {}) } : blank;
    this.steps = { now, past: row.past ?? [], future: row.future ?? [] };
    this.kept = line.length > 0 ? true : null;
    this.cross = line.at(-1) ?? middle;
    this.#told = told;
    if (pieces) this.way = 'streets';
  }

  #put(next: Sketch): void {
    if (next === this.sketch) return;
    this.#show(stepped(this.steps, next));
  }

  #show(steps: Steps<Sketch>): void {
    this.steps = steps;
    this.corner = -1;
    this.tooFar = false;
    this.#told = [];
    void this.keep();
  }

  /** Keeps the drawing as it is now, with other answers to the questions if given. */
  async keep(more: Partial<KeptDrawing> = {}): Promise<void> {
    const { line, closed, pieces } = this.sketch;
    const { pieces: _before, ...row } = { ...this.row, ...more };
    this.row = {
      ...row,
      line: [...line],
      closed,
      ...(pieces ? { pieces: [...pieces] } : {}),
      ...remembered(this.steps),
    };
    try {
      await keepDrawing(this.row);
      this.kept = true;
    } catch {
      this.kept = false;
    }
  }

  /** The finger is still down: looks at what its stroke would make, and keeps nothing of it. */
  follow(stroke: readonly At[], near: number): void {
    const next = stroked(this.sketch, stroke, near);
    this.#live = next && next !== this.sketch ? this.#glance(next) : null;
  }

  #glance({ line, closed }: Sketch): Looked {
    return looked({ line, closed: closed && line.length <= MANY }, [], [], this.grounds);
  }

  /** No finger draws any more. */
  unfollow(): void {
    this.#live = null;
  }

  stroke(stroke: readonly At[], near: number): void {
    const next = stroked(this.sketch, stroke, near);
    if (next) this.#put(next);
    else this.tooFar = true;
  }

  /** A tap on the map: takes up a corner, puts the one that is taken up, sets a new one, or ticks a piece. */
  tap(at: At, near: number): void {
    if (this.way === 'streets') this.#tapPiece(at);
    if (this.way === 'points') this.#tapCorner(at, near);
  }

  #tapCorner(at: At, near: number): void {
    const hit = cornerNear(this.sketch, at, near);
    const closes = hit === 0 && !this.sketch.closed && this.sketch.line.length > 2;
    if (closes) this.#put(madeRound(this.sketch));
    else if (this.corner >= 0 && hit === this.corner) this.corner = -1;
    else if (hit >= 0) this.corner = hit;
    else if (this.corner >= 0) this.putCorner(at);
    else this.#put(withCorner(this.sketch, at, 0));
  }

  putCorner(at: At): void {
    const taken = this.corner;
    this.#put(withCornerAt(this.sketch, taken, at));
    this.corner = taken;
  }

  nudgeCorner(east: number, north: number): void {
    const at = this.sketch.line[this.corner];
    if (at) this.putCorner(shifted(at, east, north));
  }

  dropCorner(): void {
    this.#put(withoutCorner(this.sketch, this.corner));
  }

  #tapPiece([lon, lat]: At): void {
    const away = ({ middle: [x, y] }: Block): number => metresBetween({ lon, lat }, { lon: x, lat: y });
    const nearest = this.blocks?.rows.flat().toSorted((a, b) => away(a) - away(b))[0];
    if (nearest && away(nearest) < (this.blocks?.side ?? 0) * 0.71) this.tick([nearest.id]);
  }

  /** Ticks pieces, or unticks them when all of them are ticked. */
  tick(ids: readonly string[]): void {
    if (!this.blocks) return;
    const all = ids.every((id) => this.chosen.has(id));
    const kept = [...this.chosen].filter((id) => !ids.includes(id));
    const pieces = all ? kept : [...kept, ...ids];
    const [line = []] = outlines(this.blocks, new Set(pieces));
    this.#put({ line, closed: line.length > 2, pieces });
  }

  /** Of the parts this one is meant. */
  takePart(line: readonly At[]): void {
    const part: Sketch = { line, closed: true };
    this.#put(this.sketch.pieces && this.blocks ? { ...part, pieces: [...ticked(this.blocks, part)] } : part);
  }

  moveCross(east: number, north: number): void {
    this.cross = shifted(this.cross, east, north);
  }

  /** A corner at the cross; near the first one it closes the line. */
  setCorner(): void {
    this.#put(withCorner(this.sketch, this.cross, this.sketch.line.length > 2 ? Math.min(this.near, 8) : 0));
  }

  makeRound(): void {
    this.#put(madeRound(this.sketch));
  }

  takeOutside(): void {
    const line = outerSide(this.sketch.line);
    if (line) this.#put({ line, closed: true });
  }

  undo(): void {
    if (this.steps.past.length > 0) this.#show(undone(this.steps));
  }
  redo(): void {
    if (this.steps.future.length > 0) this.#show(redone(this.steps));
  }
  wipe(): void {
    this.#put(blank);
  }
}
