/** What is wrong with a drawing now and what the person can do about it, pure. */
import type { Fault } from '../../ground/api/types';
import { check } from '../../shape/check';
import { ringOf, type Sketch } from './drawPencil';
import { type At, areaOf, crossings, metres } from './drawShape';
import { type Grounds, townNear } from './drawTown';

export interface Wrong {
  /** From 1, as on the map and in the list. */
  number: number;
  code: string;
  at?: At;
  /** It may be sent as it is: the server takes a small loop away and asks whether that is right. */
  soft: boolean;
}

export interface Looked {
  wrong: Wrong[];
  warnings: string[];
  area: number;
}

interface Found {
  code: string;
  at?: readonly number[] | null;
  soft?: boolean;
}

/** More rows than this help nobody. */
const MOST = 9;
/** Crossings closer together than this are one place to a finger, in metres. */
const SAME = 12;

function apart(places: readonly At[]): At[] {
  const kept: At[] = [];
  for (const at of places) if (kept.every((other) => metres(other, at) >= SAME)) kept.push(at);
  return kept;
}

/**
 * Looks at a drawing as it is: a closed border by all rules, an open line for crossings only. `told` is what the server said about
 * exactly this drawing; `loose`: places of separate pieces beside the largest; `grounds`: the municipality, when the phone has it.
 */
export function looked(
  sketch: Sketch,
  told: readonly Fault[] = [],
  loose: readonly At[] = [],
  grounds: Grounds | null = null,
): Looked {
  const ring = ringOf(sketch);
  const own = ring ? check(ring, grounds ? { municipality: townNear(grounds, ring) } : {}) : null;
  const faults: Found[] = own?.faults ?? [];
  const codes = new Set(faults.map(({ code }) => code));
  // A crossing shows while it is drawn, also one that the server would mend.
  const crossed = codes.has('self_intersection') ? [] : apart(crossings(sketch.line, sketch.closed));
  const all: Found[] = [
    ...faults,
    ...crossed.map((at) => ({ code: 'self_intersection', at, soft: faults.length === 0 })),
    ...loose.map((at) => ({ code: 'multipart', at })),
    ...told.filter(({ code }) => !codes.has(code)),
  ];
  const wrong = all.slice(0, MOST).map(({ code, at, soft = false }, i): Wrong => {
    const [lon, lat] = at ?? [];
    const place: { at?: At } = lon === undefined || lat === undefined ? {} : { at: [lon, lat] };
    return { number: i + 1, code, soft, ...place };
  });
  return { wrong, warnings: own?.warnings ?? [], area: areaOf(sketch.line) };
}
