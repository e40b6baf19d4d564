/**
 * Lines around a place, pure: how far away they run and where they come nearest. Metres on a flat piece of ground, so a place is
 * `[east, north]`. Built once for a set of lines; a question looks only at what lies in the cells around it.
 */
export type Spot = readonly [number, number];

/** The nearest spot of one line. */
export interface Beside {
  /** Which line, by its place in the list. */
  line: number;
  /** Metres along it from its beginning. */
  along: number;
  at: Spot;
  /** Metres from the place that was asked for. */
  away: number;
}

const CELL = 32;

export function distance([ax, ay]: Spot, [bx, by]: Spot): number {
  return Math.hypot(bx - ax, by - ay);
}

/** The spot a share of the way from one to the other. */
export function between([ax, ay]: Spot, [bx, by]: Spot, share: number): Spot {
  return [ax + share * (bx - ax), ay + share * (by - ay)];
}

export class NearLines {
  readonly lines: readonly (readonly Spot[])[];
  /** For each corner of each line, metres from its beginning. */
  readonly along: readonly (readonly number[])[];
  #cells = new Map<string, [line: number, piece: number][]>();

  constructor(lines: readonly (readonly Spot[])[]) {
    this.lines = lines;
    this.along = lines.map((line) => {
      let gone = 0;
      return line.map((corner, i) => {
        gone += i > 0 ? distance(line[i - 1] ?? corner, corner) : 0;
        return gone;
      });
    });
    for (const [i, line] of lines.entries())
      for (let k = 1; k < line.length; k++) this.#put(line[k - 1] as Spot, line[k] as Spot, [i, k - 1]);
  }

  /** The nearest spot of each line within `reach` metres, in the order of the lines. */
  near(place: Spot, reach: number): Beside[] {
    const best = new Map<number, Beside>();
    for (const [line, piece] of this.#around(place, reach)) {
      const spot = this.#onPiece(place, line, piece);
      const known = best.get(line);
      if (spot.away <= reach && (!known || spot.away < known.away)) best.set(line, spot);
    }
    return [...best.values()].sort((a, b) => a.line - b.line);
  }

  #onPiece(place: Spot, line: number, piece: number): Beside {
    const [from, to] = [this.lines[line]?.[piece] as Spot, this.lines[line]?.[piece + 1] as Spot];
    const share = shareAlong(place, from, to);
    const at = between(from, to, share);
    const along = (this.along[line]?.[piece] ?? 0) + share * distance(from, to);
    return { line, along, at, away: distance(place, at) };
  }

  #around([x, y]: Spot, reach: number): Iterable<[number, number]> {
    const found = new Map<string, [number, number]>();
    for (const cell of cells([x - reach, y - reach], [x + reach, y + reach]))
      for (const piece of this.#cells.get(cell) ?? []) found.set(piece.join(), piece);
    return found.values();
  }

  #put(from: Spot, to: Spot, piece: [number, number]): void {
    const low: Spot = [Math.min(from[0], to[0]), Math.min(from[1], to[1])];
    const high: Spot = [Math.max(from[0], to[0]), Math.max(from[1], to[1])];
    for (const cell of cells(low, high)) {
      const there = this.#cells.get(cell);
      if (there) there.push(piece);
      else this.#cells.set(cell, [piece]);
    }
  }
}

/** How far along a stretch, 0 to 1, it comes nearest to a place. */
function shareAlong([px, py]: Spot, [ax, ay]: Spot, [bx, by]: Spot): number {
  const [dx, dy] = [bx - ax, by - ay];
  const length2 = dx * dx + dy * dy;
  if (length2 === 0) return 0;
  return Math.min(1, Math.max(0, ((px - ax) * dx + (py - ay) * dy) / length2));
}

function* cells(low: Spot, high: Spot): Generator<string> {
  const [west, south, east, north] = [...low, ...high].map((metres) => Math.floor(metres / CELL));
  for (let x = west ?? 0; x <= (east ?? -1); x++)
    for (let y = south ?? 0; y <= (north ?? -1); y++) yield `${x},${y}`;
}
