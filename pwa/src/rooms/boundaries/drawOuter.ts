/**
 * "Neem buitenkant": the outer side of a border that crosses itself, pure. The line is cut at every crossing and its outer side
 * is walked once round. Parts that hang together in one spot only are joined by a passage of four metres; a loop of less than a
 * tenth of the whole is left out.
 */
import { type At, areaOf, crossing, type Flat, flattened, metres, raised } from './drawShape';

/** Half the width of a passage, in metres. */
const PASSAGE = 2;
const LOOP = 0.1;

interface Web {
  spots: Flat[];
  /** Spots that lie next to a spot. */
  next: Set<number>[];
}

/** The outer side as a line without its first place at the end; null when nothing encloses anything. */
export function outerSide(line: readonly At[]): At[] | null {
  const [origin] = line;
  if (!origin || line.length < 3) return null;
  const web = webOf(flattened(line, origin));
  const walk = aroundOutside(web);
  if (walk.length < 3) return null;
  const kept = withoutLoops(walk, web.spots, origin);
  const widened = raised(passages(kept, web.spots), origin);
  const simple = widened.filter((at, i) => metres(at, widened.at(i - 1) ?? at) > 0.05);
  return simple.length < 3 || areaOf(simple) === 0 ? null : simple;
}

/** The ring cut at its crossings. */
function webOf(flat: readonly Flat[]): Web {
  const web: Web = { spots: [], next: [] };
  const names = new Map<string, number>();
  const spot = (at: Flat): number => {
    const name = at.map((metre) => Math.round(metre * 100)).join();
    const known = names.get(name);
    if (known !== undefined) return known;
    names.set(name, web.spots.length);
    web.next.push(new Set());
    return web.spots.push(at) - 1;
  };
  for (const [i, a] of flat.entries()) {
    const b = flat[(i + 1) % flat.length] ?? a;
    const cuts = flat.flatMap((c, j) => crossing(a, b, c, flat[(j + 1) % flat.length] ?? c)?.s ?? []);
    const along = [0, ...cuts.toSorted((one, other) => one - other), 1];
    const spots = along.map((part) => spot([a[0] + part * (b[0] - a[0]), a[1] + part * (b[1] - a[1])]));
    for (const [k, to] of spots.entries()) {
      const from = spots[k - 1];
      if (from === undefined || from === to) continue;
      web.next[from]?.add(to);
      web.next[to]?.add(from);
    }
  }
  return web;
}

/** Round the outside with the hand on the wall, from the southernmost spot. */
function aroundOutside({ spots, next }: Web): number[] {
  const start = spots.reduce((least, [x, y], i) => {
    const [lx, ly] = spots[least] ?? [x, y];
    return y < ly || (y === ly && x < lx) ? i : least;
  }, 0);
  const walk: number[] = [];
  let [here, heading] = [start, 0];
  let first: number | null = null;
  for (let left = 4 * spots.length + 4; left > 0; left--) {
    const to = rightmost(spots, next, here, heading);
    if (to === null || (here === start && to === first)) break;
    first ??= to;
    walk.push(here);
    heading = bearing(spots[here], spots[to]);
    here = to;
  }
  return walk;
}

function bearing(a: Flat | undefined, b: Flat | undefined): number {
  return Math.atan2((b?.[1] ?? 0) - (a?.[1] ?? 0), (b?.[0] ?? 0) - (a?.[0] ?? 0));
}

/** The way on that turns most to the right, seen from the way one came. */
function rightmost(spots: Flat[], next: Set<number>[], here: number, heading: number): number | null {
  const back = heading + Math.PI;
  const turns = [...(next[here] ?? [])].map((to) => {
    const turn = bearing(spots[here], spots[to]) - back;
    const full = 2 * Math.PI;
    const positive = ((turn % full) + full) % full;
    // Back along the way one came is the last choice.
    return { to, turn: positive < 1e-9 ? full : positive };
  });
  const best = turns.reduce<{ to: number; turn: number } | null>(
    (least, one) => (least === null || one.turn < least.turn ? one : least),
    null,
  );
  return best?.to ?? null;
}

/** Small loops that hang on one spot fall away. */
function withoutLoops(walk: readonly number[], spots: Flat[], origin: At): number[] {
  const area = (part: readonly number[]): number =>
    areaOf(
      raised(
        part.flatMap((i) => (spots[i] ? [spots[i]] : [])),
        origin,
      ),
    );
  const least = LOOP * area(walk);
  let left = [...walk];
  for (let i = 0; i < left.length; i++) {
    const again = left.indexOf(left[i] ?? -1, i + 1);
    if (again < 0) continue;
    const loop = left.slice(i, again);
    const rest = [...left.slice(0, i), ...left.slice(again)];
    const [inLoop, inRest] = [area(loop), area(rest)];
    if (Math.min(inLoop, inRest) >= least) continue;
    left = inLoop < inRest ? rest : loop;
    i = -1;
  }
  return left;
}

/** A spot that is passed twice is pulled apart, outwards on both sides. */
function passages(walk: readonly number[], spots: Flat[]): Flat[] {
  return walk.flatMap((here, i) => {
    const at = spots[here];
    if (!at) return [];
    if (walk.indexOf(here) === walk.lastIndexOf(here)) return [at];
    const before = bearing(at, spots[walk.at(i - 1) ?? here]);
    const after = bearing(at, spots[walk[(i + 1) % walk.length] ?? here]);
    // Counter-clockwise round the outside, so the outside lies between the way back and the way on, to the right.
    const full = 2 * Math.PI;
    const open = (((after - before) % full) + full) % full;
    const middle = before + open / 2;
    return [[at[0] + PASSAGE * Math.cos(middle), at[1] + PASSAGE * Math.sin(middle)] as Flat];
  });
}
