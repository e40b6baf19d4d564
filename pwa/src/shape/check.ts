/** What is wrong with a drawn border, pure: the same answer on the phone as the server gives. */
import { type At, areaOf, crossings } from '../rooms/boundaries/drawShape';

export interface Rules {
  medianArea?: number;
}
export interface Checked {
  faults: { code: string; at?: [number, number] }[];
  warnings: string[];
  area_m2: number;
}

export function check(ring: [number, number][], _rules: Rules = {}): Checked {
  const open = ring.slice(0, -1) as At[];
  const area_m2 = areaOf(open);
  const faults: Checked['faults'] = crossings(open, true).map((at) => ({ code: 'self_intersection', at }));
  if (open.length < 3) faults.push({ code: 'too_few_points' });
  else if (area_m2 < 100 && faults.length === 0) faults.push({ code: 'too_small' });
  if (area_m2 > 25e6) faults.push({ code: 'too_large' });
  const warnings = area_m2 < 5_000 ? ['warn_small'] : area_m2 > 4e6 ? ['warn_large'] : [];
  return { faults, warnings: faults.length > 0 ? [] : warnings, area_m2 };
}
