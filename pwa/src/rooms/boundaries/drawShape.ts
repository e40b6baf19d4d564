/**
 * Measuring and thinning of drawn lines, pure. A place is `[lon, lat]` in WGS84 degrees; lengths are metres on a flat piece of
 * ground around the first place, which is right to 0.2 % within 20 km.
 */
import { metresBetween, moved, offset } from '../../ground/map/where';

export type At = [number, number];
/** Metres east and north of some origin. */
export type Flat = [number, number];

const place = ([lon, lat]: At) => ({ lon, lat });

/** A line in metres around `origin`. */
export function flattened(line: readonly At[], origin: At): Flat[] {
  const from = place(origin);
  return line.map((at) => {
    const { east, north } = offset(from, place(at));
    return [east, north];
  });
}

/** Back from metres around `origin` to degrees, rounded to a centimetre. */
export function raised(line: readonly Flat[], origin: At): At[] {
  const from = place(origin);
  return line.map(([east, north]) => {
    const { lon, lat } = moved(from, east, north);
    return rounded([lon, lat]);
  });
}

/** Seven decimals: a centimetre. */
export function rounded([lon, lat]: At): At {
  return [Math.round(lon * 1e7) / 1e7, Math.round(lat * 1e7) / 1e7];
}

/** Metres between two places. */
export function metres(a: At, b: At): number {
  return metresBetween(place(a), place(b));
}

/** Length of a line in metres. */
export function lengthOf(line: readonly At[]): number {
  return line.slice(1).reduce((sum, at, i) => sum + metres(line[i] ?? at, at), 0);
}

/** Area within a line taken as a ring, in square metres, never negative. Where it crosses itself, parts count against each other. */
export function areaOf(line: readonly At[]): number {
  const [origin] = line;
  if (!origin || line.length < 3) return 0;
  const flat = flattened(line, origin);
  const twice = flat.reduce((sum, [x, y], i) => {
    const [nx, ny] = flat[(i + 1) % flat.length] ?? [x, y];
    return sum + x * ny - nx * y;
  }, 0);
  return Math.abs(twice) / 2;
}

/** Distance of `p` to the stretch from `a` to `b`, and how far along it (0 to 1) the nearest spot lies. */
export function toStretch(p: Flat, a: Flat, b: Flat): { away: number; part: number } {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const long = dx * dx + dy * dy;
  const raw = long === 0 ? 0 : ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / long;
  const part = Math.min(1, Math.max(0, raw));
  return { away: Math.hypot(p[0] - a[0] - part * dx, p[1] - a[1] - part * dy), part };
}

/** The line without what lies within `tolerance` metres of the rest (Ramer, Douglas and Peucker); ends stay. */
export function thinned(line: readonly At[], tolerance: number): At[] {
  const [origin] = line;
  if (!origin || line.length < 3) return [...line];
  const flat = flattened(line, origin);
  const keep = new Set([0, flat.length - 1]);
  const open: [number, number][] = [[0, flat.length - 1]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [from, to] = next;
    const far = farthest(flat, from, to);
    if (far.away <= tolerance) continue;
    keep.add(far.index);
    open.push([from, far.index], [far.index, to]);
  }
  return line.filter((_, i) => keep.has(i));
}

function farthest(flat: readonly Flat[], from: number, to: number): { index: number; away: number } {
  const [a, b] = [flat[from], flat[to]];
  let best = { index: from, away: -1 };
  if (!a || !b) return best;
  for (let i = from + 1; i < to; i++) {
    const p = flat[i];
    const away = p ? toStretch(p, a, b).away : 0;
    if (away > best.away) best = { index: i, away };
  }
  return best;
}

/** Where two stretches cross in their insides, as parts of each; null when they do not or only touch at an end. */
export function crossing(a: Flat, b: Flat, c: Flat, d: Flat): { s: number; t: number } | null {
  const [rx, ry] = [b[0] - a[0], b[1] - a[1]];
  const [qx, qy] = [d[0] - c[0], d[1] - c[1]];
  const turn = rx * qy - ry * qx;
  if (Math.abs(turn) < 1e-12) return null;
  const [wx, wy] = [c[0] - a[0], c[1] - a[1]];
  const s = (wx * qy - wy * qx) / turn;
  const t = (wx * ry - wy * rx) / turn;
  const within = (part: number): boolean => part > 1e-9 && part < 1 - 1e-9;
  return within(s) && within(t) ? { s, t } : null;
}

/**
 * Every place where a line crosses itself, in the order of the line; `closed` also looks at the stretch from its end back to its
 * start. Stretches are compared from west to east, only those that lie above each other: a drawn line of thousands costs little.
 */
export function crossings(line: readonly At[], closed: boolean): At[] {
  const [origin] = line;
  if (!origin) return [];
  const flat = flattened(line, origin);
  const stretches = stretchesOf(flat, closed).toSorted((one, other) => one.west - other.west);
  const found: { i: number; j: number; at: Flat }[] = [];
  for (const [k, one] of stretches.entries()) {
    for (let m = k + 1; m < stretches.length; m++) {
      const other = stretches[m];
      if (!other || other.west > one.east) break;
      if (other.south > one.north || other.north < one.south) continue;
      const [first, then] = one.index < other.index ? [one, other] : [other, one];
      if (then.index - first.index < 2) continue;
      const { a, b } = first;
      const hit = crossing(a, b, then.a, then.b);
      if (!hit) continue;
      const at: Flat = [a[0] + hit.s * (b[0] - a[0]), a[1] + hit.s * (b[1] - a[1])];
      found.push({ i: first.index, j: then.index, at });
    }
  }
  found.sort((one, other) => one.i - other.i || one.j - other.j);
  return raised(
    found.map(({ at }) => at),
    origin,
  );
}

interface Stretch {
  index: number;
  a: Flat;
  b: Flat;
  west: number;
  east: number;
  south: number;
  north: number;
}

function stretchesOf(flat: readonly Flat[], closed: boolean): Stretch[] {
  return flat.flatMap((a, index): Stretch[] => {
    const b = flat[index + 1] ?? (closed ? flat[0] : undefined);
    if (!b) return [];
    const [west, east] = a[0] < b[0] ? [a[0], b[0]] : [b[0], a[0]];
    const [south, north] = a[1] < b[1] ? [a[1], b[1]] : [b[1], a[1]];
    return [{ index, a, b, west, east, south, north }];
  });
}
