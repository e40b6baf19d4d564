/** What is wrong with a drawing now and what the person can do about it, pure. */
import type { Fault } from '../../ground/api/types';
import { type Checked, check } from '../../shape/check';
import { ringOf, type Sketch } from './drawPencil';
import { type At, areaOf, crossings } from './drawShape';

export interface Wrong {
  /** From 1, as on the map and in the list. */
  number: number;
  code: string;
  at?: At;
}

export interface Looked {
  wrong: Wrong[];
  warnings: string[];
  area: number;
}

/** More rows than this help nobody. */
const MOST = 9;

/**
 * Looks at a drawing as it is: a closed border by all rules, an open line for crossings only. `told` is what the server said about
 * exactly this drawing; `loose`: places of separate pieces beside the largest.
 */
export function looked(sketch: Sketch, told: readonly Fault[] = [], loose: readonly At[] = []): Looked {
  const ring = ringOf(sketch);
  const own: Pick<Checked, 'faults' | 'warnings'> = ring
    ? check(ring)
    : {
        faults: crossings(sketch.line, false).map((at) => ({ code: 'self_intersection', at })),
        warnings: [],
      };
  const codes = new Set(own.faults.map(({ code }) => code));
  const all = [
    ...own.faults,
    ...loose.map((at) => ({ code: 'multipart', at })),
    ...told.filter(({ code }) => !codes.has(code)),
  ];
  const wrong = all.slice(0, MOST).map(({ code, at }, i): Wrong => {
    const [lon, lat] = at ?? [];
    return { number: i + 1, code, ...(lon === undefined || lat === undefined ? {} : { at: [lon, lat] }) };
  });
  return { wrong, warnings: own.warnings, area: areaOf(sketch.line) };
}
