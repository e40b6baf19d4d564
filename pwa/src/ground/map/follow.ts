/**
 * A border laid on lines that are there already, pure: the twin of server/spatial/src/coverage/streets.rs for lines that only
 * the phone knows. Metres on a flat piece of ground.
 */
import { type Beside, between, distance, NearLines, type Spot } from './nearLines';

/** How far from a border a line may run, metres. */
export const REACH = 12;
/** What share of a border has to run within reach of lines. */
const ENOUGH = 0.8;
/** Metres between the places where a border is held against the lines, and the most of them. */
const STEP = 2;
const MOST_STEPS = 5_000;
/** What going over to another line costs, in metres of distance at one place: less where they meet. A detour costs as well. */
const CHANGE = 24;
const MEET = 2;
const DETOUR = 3;
/** Metres within which two corners are one, and within which lines meet. */
const FINE = 0.01;
const MEETING = 0.5;

/** A place of the border, on one of the lines or (`line` -1) on none. */
type Choice = Beside;

/**
 * The course along lines that a border nearly follows: at least 80 % of its length within 12 m of them; `null` when it does not.
 * Its ends stay, for others end there too. About the border's length times the lines near it.
 */
export function follow(border: readonly Spot[], lines: readonly (readonly Spot[])[]): Spot[] | null {
  const [first, last] = [border[0], border.at(-1)];
  if (!first || !last || border.length < 2) return null;
  const step = Math.max(STEP, lengthOf(border) / MOST_STEPS);
  const places = sampled(border, step);
  const near = new NearLines(lines);
  const path = cheapest(
    near,
    places.map(({ at }) => choices(near, at)),
    step,
  );
  if (path.filter(({ line }) => line >= 0).length / path.length < ENOUGH) return null;
  const course: Spot[] = [first];
  for (let from = 0; from < path.length; ) {
    let to = from;
    while (path[to + 1]?.line === path[from]?.line) to++;
    const [start, end] = [path[from] as Choice, path[to] as Choice];
    if (start.line < 0)
      course.push(...cornersBetween(border, places[from]?.gone ?? 0, places[to]?.gone ?? 0));
    else course.push(...stretch(near, start, end));
    const next = path[to + 1];
    const meeting = next && junction(near, end, next);
    if (meeting) course.push(meeting);
    from = to + 1;
  }
  return tidy([...course, last]);
}

function lengthOf(line: readonly Spot[]): number {
  return line.slice(1).reduce((sum, at, i) => sum + distance(line[i] ?? at, at), 0);
}

/** Places along a border with their distance from its beginning; both ends among them. */
function sampled(border: readonly Spot[], step: number): { gone: number; at: Spot }[] {
  const places: { gone: number; at: Spot }[] = [];
  let [gone, next] = [0, 0];
  for (const [i, to] of border.slice(1).entries()) {
    const from = border[i] ?? to;
    const piece = distance(from, to);
    for (; next < gone + piece; next += step)
      places.push({ gone: next, at: between(from, to, (next - gone) / piece) });
    gone += piece;
  }
  return [...places, { gone, at: border.at(-1) as Spot }];
}

function cornersBetween(border: readonly Spot[], from: number, to: number): Spot[] {
  let gone = 0;
  return border.filter((corner, i) => {
    gone += i > 0 ? distance(border[i - 1] ?? corner, corner) : 0;
    return from <= gone && gone <= to && i < border.length - 1;
  });
}

function choices(near: NearLines, at: Spot): Choice[] {
  return [...near.near(at, REACH), { line: -1, along: 0, at, away: REACH + 1 }];
}

/** The choice of one spot at each place that is nearest in all and seldom changes lines. */
function cheapest(near: NearLines, spots: readonly Choice[][], step: number): Choice[] {
  let costs = (spots[0] ?? []).map(({ away }) => away);
  const came: number[][] = [];
  for (const [i, next] of spots.slice(1).entries()) {
    const before = spots[i] ?? [];
    const ways = next.map((to) => {
      const all = before.map((from, k) => (costs[k] ?? 0) + changing(near, from, to, step));
      const least = Math.min(...all);
      return { from: all.indexOf(least), cost: least + to.away };
    });
    costs = ways.map(({ cost }) => cost);
    came.push(ways.map(({ from }) => from));
  }
  let at = costs.indexOf(Math.min(...costs));
  const path: Choice[] = [];
  for (let i = spots.length - 1; i >= 0; i--) {
    path.push(spots[i]?.[at] as Choice);
    at = came[i - 1]?.[at] ?? 0;
  }
  return path.reverse();
}

function changing(near: NearLines, from: Choice, to: Choice, step: number): number {
  const longer = (way: number): number => DETOUR * Math.max(0, way - 2 * step);
  if (from.line === to.line) return longer(Math.abs(to.along - from.along));
  const jump = CHANGE + longer(distance(from.at, to.at));
  const corner = junction(near, from, to);
  return corner ? Math.min(jump, MEET + longer(distance(from.at, corner) + distance(corner, to.at))) : jump;
}

/** Where the lines of two spots meet, not far from both. */
function junction(near: NearLines, from: Choice, to: Choice): Spot | null {
  const around = ({ line, along }: Choice): Spot[] =>
    (near.lines[line] ?? []).filter((_, i) => Math.abs((near.along[line]?.[i] ?? 0) - along) <= 2 * REACH);
  const there = around(to);
  const meets = around(from).filter((corner) => there.some((other) => distance(corner, other) <= MEETING));
  const way = (corner: Spot): number => distance(from.at, corner) + distance(corner, to.at);
  return meets.sort((a, b) => way(a) - way(b))[0] ?? null;
}

/** The part of a line from one spot to another. */
function stretch(near: NearLines, from: Choice, to: Choice): Spot[] {
  const [low, high] = [Math.min(from.along, to.along), Math.max(from.along, to.along)];
  const inner = (near.lines[from.line] ?? []).filter((_, i) => {
    const along = near.along[from.line]?.[i] ?? 0;
    return low < along && along < high;
  });
  return [from.at, ...(to.along < from.along ? inner.reverse() : inner), to.at];
}

/** Without corners that say nothing: twice the same place, there and back, or straight on. The ends stay. */
function tidy(line: readonly Spot[]): Spot[] {
  const kept: Spot[] = [];
  for (const corner of line) {
    const [before, last] = [kept.at(-2), kept.at(-1)];
    if (last && distance(last, corner) < FINE) continue;
    if (before && last && kept.length > 2 && distance(before, corner) < FINE) kept.pop();
    else if (before && last && isOnTheWay(before, last, corner)) kept.splice(-1, 1, corner);
    else kept.push(corner);
  }
  return [...kept.slice(0, -1), line.at(-1) as Spot];
}

function isOnTheWay(from: Spot, corner: Spot, to: Spot): boolean {
  return distance(from, corner) + distance(corner, to) - distance(from, to) < 1e-6;
}
