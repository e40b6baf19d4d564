import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { check, needsConfirmation, type Rules } from './check';
import { checkGeometry } from './geometry';
import type { Point } from './lattice';
import type { Town } from './town';

interface Case {
  name: string;
  ring?: Point[];
  circle?: { corners: number; radius_m: number };
  geometry?: unknown;
  town?: string;
  usual_area_m2?: number;
  faults: { code: string; at?: Point; hint?: string }[];
  warnings: string[];
  repaired: string[];
  area_m2?: number;
  kept?: Point[];
}
const known = JSON.parse(readFileSync('../tests/golden/border_faults.json', 'utf8')) as {
  tolerance: { at_m: number; kept_m: number; area: number };
  towns: Record<string, Town>;
  cases: Case[];
};

function circle({ corners, radius_m }: { corners: number; radius_m: number }): Point[] {
  const ring = Array.from({ length: corners }, (_, k): Point => {
    const turn = (2 * Math.PI * k) / corners;
    return [4.48 + (radius_m * Math.cos(turn)) / 68_700, 51.92 + (radius_m * Math.sin(turn)) / 111_250];
  });
  return [...ring, ring[0] as Point];
}

const apart = (a: Point, b: Point) => Math.hypot((a[0] - b[0]) * 68_700, (a[1] - b[1]) * 111_250);
const named = (fault: { code: string; hint?: string }) => [fault.code, fault.hint];

function judged(one: Case) {
  const rules: Rules = {};
  if (one.usual_area_m2) rules.usualArea = one.usual_area_m2;
  const town = one.town && known.towns[one.town];
  if (town) rules.municipality = town;
  const ring = one.ring ?? (one.circle && circle(one.circle));
  return ring ? check(ring, rules) : checkGeometry(one.geometry, rules);
}

describe('the phone judges a drawing as the server does', () => {
  expect(known.cases.length).toBeGreaterThan(60);
  test.each(known.cases.map((one) => [one.name, one] as const))('%s', (_, one) => {
    const got = judged(one);
    expect(got.faults.map(named)).toEqual(one.faults.map(named));
    expect([got.warnings, got.repaired]).toEqual([one.warnings, one.repaired]);
    one.faults.forEach((fault, k) => {
      const at = got.faults[k]?.at;
      expect(at === undefined).toBe(fault.at === undefined);
      if (fault.at && at) expect(apart(fault.at, at)).toBeLessThan(known.tolerance.at_m);
    });
    const area = one.area_m2 ?? 0;
    expect(Math.abs(got.area_m2 - area)).toBeLessThanOrEqual(known.tolerance.area * area);
    expect(got.ring === undefined).toBe(one.faults.length > 0);
    if (!one.kept) return;
    expect(got.ring?.length).toBe(one.kept.length);
    one.kept.forEach((corner, k) => {
      expect(apart(corner, got.ring?.[k] as Point)).toBeLessThan(known.tolerance.kept_m);
    });
  });
});

test('what is kept is kept again without a word', () => {
  for (const { kept, town } of known.cases) {
    if (!kept) continue;
    const municipality = town && known.towns[town];
    const again = check(kept, municipality ? { municipality } : {});
    expect(again.faults).toEqual([]);
    expect(again.repaired).toEqual([]);
  }
});

test('closing a ring is nothing to ask about, a repaired bow tie is', () => {
  const square: Point[] = [
    [4.48, 51.92],
    [4.485, 51.92],
    [4.485, 51.923],
    [4.48, 51.923],
  ];
  expect(needsConfirmation(check(square))).toBe(false);
  const curl = known.cases.find((one) => one.name.startsWith('a curl'));
  expect(needsConfirmation(check(curl?.ring as Point[]))).toBe(true);
});
