/**
 * What a hand does to a drawing, pure: strokes that go on where the last one ended, that close, that replace a stretch; corners
 * that are set, moved and taken away. Every deed gives a new sketch; the old one stays for undo.
 */
import {
  type At,
  areaOf,
  type Flat,
  flattened,
  lengthOf,
  metres,
  rounded,
  thinned,
  toStretch,
} from './drawShape';

/** A line in the making, or a closed border (its first place is not repeated at the end). */
export interface Sketch {
  line: readonly At[];
  closed: boolean;
  /** Ids of the pieces it was put together from; absent when a hand drew it. */
  pieces?: readonly string[];
}

export const blank: Sketch = { line: [], closed: false };

/** What the hand left behind differs at most this much, in metres, from what is kept. */
export const TOLERANCE = 3;

/** The border as GeoJSON wants it: closed, counter-clockwise, seven decimals. Null while it is open. */
export function ringOf(sketch: Sketch): At[] | null {
  const [first] = sketch.line;
  if (!sketch.closed || !first || sketch.line.length < 3) return null;
  const flat = flattened(sketch.line, first);
  const turn = flat.reduce((sum, [x, y], i) => {
    const [nx, ny] = flat[(i + 1) % flat.length] ?? [x, y];
    return sum + x * ny - nx * y;
  }, 0);
  const line = turn < 0 ? sketch.line.toReversed() : sketch.line;
  const places = line.map(rounded);
  return [...places, places[0] ?? rounded(first)];
}

/**
 * A stroke of the finger. On an open line it goes on from the end that lies nearest; on a closed border it replaces the stretch
 * it runs along. `near` is what 24 px are in metres: the line closes when its ends come that close. Null: the stroke lies too far
 * from a closed border to say which stretch it means.
 */
export function stroked(sketch: Sketch, stroke: readonly At[], near: number): Sketch | null {
  const thin = thinned(stroke, TOLERANCE);
  if (thin.length < 2) return sketch;
  if (sketch.closed) return stitched(sketch, thin, near);
  return closedIfNear(
    { line: sketch.line.length === 0 ? thin : joined(sketch.line, thin), closed: false },
    near,
  );
}

/** The line and a new stroke as one, turned so that the nearest ends meet. */
function joined(line: readonly At[], stroke: readonly At[]): At[] {
  const [start, end] = [line[0], line.at(-1)];
  const [from, to] = [stroke[0], stroke.at(-1)];
  if (!start || !end || !from || !to) return [...line, ...stroke];
  const ways: { away: number; line: () => At[] }[] = [
    { away: metres(end, from), line: () => [...line, ...stroke] },
    { away: metres(start, from), line: () => [...stroke.toReversed(), ...line] },
    { away: metres(end, to), line: () => [...line, ...stroke.toReversed()] },
    { away: metres(start, to), line: () => [...stroke, ...line] },
  ];
  const best = ways.reduce((least, way) => (way.away < least.away ? way : least));
  return best.line();
}

/** Closes a line whose ends lie within `near` metres, unless it is hardly more than a dot. */
export function closedIfNear(sketch: Sketch, near: number): Sketch {
  const { line } = sketch;
  const [start, end] = [line[0], line.at(-1)];
  if (!start || !end || line.length < 4 || metres(start, end) > near) return sketch;
  if (lengthOf(line) < 4 * near || areaOf(line) === 0) return sketch;
  return madeRound(metres(start, end) < 1 ? { line: line.slice(0, -1), closed: false } : sketch);
}

/** "Maak rond": the end goes back to the start. */
export function madeRound(sketch: Sketch): Sketch {
  return sketch.line.length < 3 ? sketch : { line: sketch.line, closed: true };
}

interface Spot {
  /** Index of the stretch and how far along it. */
  index: number;
  part: number;
  away: number;
}

function nearestSpot(ring: readonly Flat[], p: Flat): Spot {
  let best: Spot = { index: 0, part: 0, away: Number.POSITIVE_INFINITY };
  for (const [index, a] of ring.entries()) {
    const { away, part } = toStretch(p, a, ring[(index + 1) % ring.length] ?? a);
    if (away < best.away) best = { index, part, away };
  }
  return best;
}

/** The corners met when going forward from one spot to another. */
function corners(ring: readonly At[], from: Spot, to: Spot): At[] {
  const n = ring.length;
  const straight = from.index === to.index && to.part >= from.part;
  const count = straight ? 0 : (to.index - from.index + n) % n || n;
  return Array.from({ length: count }, (_, i) => ring[(from.index + 1 + i) % n]).filter(
    (at) => at !== undefined,
  );
}

/** A stroke along a closed border takes the place of the stretch that lies nearest to it. */
function stitched(sketch: Sketch, stroke: readonly At[], near: number): Sketch | null {
  const [origin] = sketch.line;
  if (!origin) return null;
  const ring = flattened(sketch.line, origin);
  const pen = flattened(stroke, origin);
  const [first, last] = [pen[0], pen.at(-1)];
  if (!first || !last) return null;
  const [from, to] = [nearestSpot(ring, first), nearestSpot(ring, last)];
  if (Math.min(from.away, to.away) > 4 * near) return null;
  const forward = corners(sketch.line, from, to);
  const backward = corners(sketch.line, to, from);
  // What is replaced is the stretch beside the stroke; the other one stays.
  const replacesForward =
    besides(pen, flattened(forward, origin)) <= besides(pen, flattened(backward, origin));
  const line = replacesForward ? [...stroke, ...backward] : [...stroke.toReversed(), ...forward];
  return line.length < 3 ? sketch : { line: withoutTwins(line), closed: true };
}

/** How far a stretch runs from a stroke, in metres: the farthest corner. Nothing between is nearest of all. */
function besides(stroke: readonly Flat[], stretch: readonly Flat[]): number {
  const away = (p: Flat): number =>
    stroke.slice(1).reduce((least, b, i) => Math.min(least, toStretch(p, stroke[i] ?? b, b).away), Infinity);
  return stretch.reduce((most, p) => Math.max(most, away(p)), 0);
}

/** Without corners less than half a metre from the one before. */
function withoutTwins(line: readonly At[]): At[] {
  return line.filter((at, i) => metres(at, line.at(i - 1) ?? at) >= 0.5);
}

/** A new corner: at the end of an open line, in the nearest stretch of a closed border. */
export function withCorner(sketch: Sketch, at: At, near: number): Sketch {
  const [start] = sketch.line;
  if (!sketch.closed || !start) {
    if (start && sketch.line.length > 2 && metres(start, at) <= near) return madeRound(sketch);
    return { line: [...sketch.line, rounded(at)], closed: false };
  }
  const [p] = flattened([at], start);
  if (!p) return sketch;
  const { index } = nearestSpot(flattened(sketch.line, start), p);
  return { line: sketch.line.toSpliced(index + 1, 0, rounded(at)), closed: true };
}

export function withCornerAt(sketch: Sketch, index: number, at: At): Sketch {
  return { line: sketch.line.with(index, rounded(at)), closed: sketch.closed };
}

/** A border of fewer than three corners is open again. */
export function withoutCorner(sketch: Sketch, index: number): Sketch {
  const line = sketch.line.toSpliced(index, 1);
  return { line, closed: sketch.closed && line.length > 2 };
}

/** The corner within `near` metres of a place, the nearest one; -1 for none. */
export function cornerNear(sketch: Sketch, at: At, near: number): number {
  const away = sketch.line.map((corner) => metres(corner, at));
  const least = Math.min(...away);
  return least <= near ? away.indexOf(least) : -1;
}
