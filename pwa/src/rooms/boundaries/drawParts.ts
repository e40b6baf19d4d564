/**
 * The parts into which a border falls where it crosses itself, pure, so that its maker can say which one is meant. They are cut as
 * the server cuts them: at every crossing the ways through it change partners.
 */
import { contacts, MOST } from '../../shape/crossings';
import { latticeOf, opened, placeOf } from '../../shape/lattice';
import { loops } from '../../shape/untie';
import type { Sketch } from './drawPencil';
import { type At, areaOf } from './drawShape';

/** A smaller share of the whole is a loop that nobody means. */
const LEAST = 0.1;
/** More than this is no choice. */
const CHOICES = 4;

/** Parts of a closed border, the largest first; none when there is nothing to choose. */
export function partsOf({ line, closed }: Sketch): At[][] {
  const [first] = line;
  if (!closed || !first || line.length < 4) return [];
  const { lattice, corners } = latticeOf([...line, first]);
  const ring = opened(corners);
  const met = contacts(ring);
  if (met.length === 0 || met.length > MOST) return [];
  const parts = loops(ring, met).map((part) => part.map((corner): At => placeOf(lattice, corner)));
  const areas = new Map(parts.map((part) => [part, areaOf(part)]));
  const whole = [...areas.values()].reduce((sum, area) => sum + area, 0);
  const area = (part: At[]): number => areas.get(part) ?? 0;
  const meant = parts.filter((part) => area(part) >= LEAST * whole).toSorted((a, b) => area(b) - area(a));
  return meant.length > 1 && meant.length <= CHOICES ? meant : [];
}

/** What a part is called on the map and in the list: A, B ... */
export const partLetter = (i: number): string => String.fromCharCode(65 + i);

/** The middle of the box around a line. */
export function middleOfLine(line: readonly At[]): At {
  const lons = line.map(([lon]) => lon);
  const lats = line.map(([, lat]) => lat);
  return [(Math.min(...lons) + Math.max(...lons)) / 2, (Math.min(...lats) + Math.max(...lats)) / 2];
}
