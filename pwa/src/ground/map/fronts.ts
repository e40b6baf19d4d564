/** Where a pin most likely belongs: at the front of a building, or at the bench, lamp or bin that stands there. */

import type { BaseHint } from './basemap';
import { NearLines, type Spot } from './nearLines';
import { type Plan, readPlan, type Thing } from './readPlan';
import { moved, offset, type Place } from './where';

/** A pin moves at most this far by itself, metres. */
export const PULL = 15;
/** Below this the pin stands there already. */
const THERE = 0.5;
/** A wall faces the street when its middle lies this much nearer to one than the middle of its building, metres. */
const FACING = 1;
/** Streets further away than this are somebody else's, metres. */
export const STREET = 60;

export interface Found {
  what: 'front' | Thing;
  place: Place;
  /** How far from where the pin was put. */
  metres: number;
}

/** What of a base map is beside a place; null when there is nothing, or the map cannot be read now. */
export async function frontBeside(hint: BaseHint, from: Place): Promise<Found | null> {
  const [low, high] = [moved(from, -STREET, -STREET), moved(from, STREET, STREET)];
  const plan = await readPlan(hint, [low.lon, low.lat, high.lon, high.lat]);
  return plan && frontNear(from, plan);
}

/** The nearest of them within reach of a place; null when there is none, or the pin stands there already. */
export function frontNear(from: Place, plan: Plan): Found | null {
  const flat = ([lon = 0, lat = 0]: readonly number[]): Spot => {
    const { east, north } = offset(from, { lon, lat });
    return [east, north];
  };
  const streets = new NearLines(plan.streets.map((line) => line.map(flat)));
  const walls = plan.walls.flatMap((ring) => facing(ring.map(flat), streets));
  const here: Spot = [0, 0];
  const fronts = new NearLines(walls).near(here, PULL).map(({ at }) => ({ what: 'front' as const, at }));
  const things = plan.things.map(({ kind, at }) => ({ what: kind, at: flat(at) }));
  const found = [...things, ...fronts]
    .map(({ what, at: [east, north] }) => ({
      what,
      place: moved(from, east, north),
      metres: Math.hypot(east, north),
    }))
    .filter(({ metres }) => metres <= PULL);
  const nearest = found.toSorted((a, b) => a.metres - b.metres)[0];
  return nearest && nearest.metres > THERE ? nearest : null;
}

/** The walls of a building within reach that look at a street; all of them where no street is known. */
function facing(ring: readonly Spot[], streets: NearLines): Spot[][] {
  const corners = ring.slice(1);
  if (new NearLines([ring]).near([0, 0], PULL).length === 0) return [];
  const middle = middleOf(corners);
  const away = toStreet(middle, streets);
  return corners
    .map((to, i): Spot[] => [ring[i] ?? to, to])
    .filter((wall) => away === Infinity || toStreet(middleOf(wall), streets) <= away - FACING);
}

function middleOf(spots: readonly Spot[]): Spot {
  const sum = (axis: 0 | 1): number => spots.reduce((all, spot) => all + spot[axis], 0) / spots.length;
  return [sum(0), sum(1)];
}

function toStreet(spot: Spot, streets: NearLines): number {
  return Math.min(...streets.near(spot, STREET).map(({ away }) => away));
}
