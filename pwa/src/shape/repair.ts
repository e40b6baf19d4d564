// One simple ring out of what was drawn, or the faults that stand in the way.
// The twin of server/spatial/src/drawing/repair.rs.

import type { Checked } from './check';
import { type Contact, contacts, MOST } from './crossings';
import { type Lattice, opened, type Point, placeOf, signedArea } from './lattice';
import { simplified, withoutSpikes } from './simplify';
import { loops } from './untie';

/** Of the loops of a ring one must hold this much of the area. */
const MOST_OF_LOOPS = 0.9;
/** How often what was repaired is repaired again: rounding a crossing may move an edge by a centimetre. */
const ROUNDS = 3;
/** Faults of one code that are told. */
const TOLD = 20;

/** Names a fault, unless there are enough of its kind. */
export function fault(judged: Checked, code: string, at?: Point, hint?: string): void {
  if (judged.faults.filter((one) => one.code === code).length >= TOLD) return;
  judged.faults.push({ code, ...(at && { at }), ...(hint && { hint }) });
}

export function repair(judged: Checked, code: string): void {
  if (!judged.repaired.includes(code)) judged.repaired.push(code);
}

/** How many different corners a ring has; counts no further than three. */
export function distinct(ring: Point[]): number {
  return Math.min(3, new Set(ring.map(([x, y]) => `${x},${y}`)).size);
}

/**
 * The open ring without wobble, spikes and small loops, and its area in `judged`. A knot comes back simplified only,
 * with its crossings as faults; undefined when there are too many to look further.
 */
export function repaired(drawn: Point[], lattice: Lattice, judged: Checked): Point[] | undefined {
  const smooth = withoutSpikes(opened(simplified(drawn, lattice)), lattice);
  let ring = smooth.ring;
  if (smooth.found) repair(judged, 'repaired_spike');
  for (let round = 0; round < ROUNDS; round++) {
    const met = contacts(ring);
    if (met.length === 0) break;
    if (met.length > MOST) return crossed(met, lattice, judged);
    const parts = loops(ring, met);
    const areas = parts.map((part) => Math.abs(signedArea(lattice, part)));
    judged.area_m2 = areas.reduce((sum, area) => sum + area, 0);
    const largest = areas.indexOf(Math.max(...areas));
    const part = parts[largest];
    if (!part || (areas[largest] as number) < MOST_OF_LOOPS * judged.area_m2) {
      crossed(met, lattice, judged);
      return ring;
    }
    repair(judged, 'repaired_bowtie');
    ring = withoutSpikes(part, lattice).ring;
  }
  crossed(contacts(ring), lattice, judged);
  judged.area_m2 = Math.abs(signedArea(lattice, ring));
  return ring;
}

function crossed(met: Contact[], lattice: Lattice, judged: Checked): undefined {
  for (const { at } of met) fault(judged, 'self_intersection', placeOf(lattice, at));
}
