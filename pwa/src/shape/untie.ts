// Takes a ring that crosses itself apart into loops that do not: at every crossing the two ways through it change
// partners, so the loops touch and never cross. The twin of server/spatial/src/drawing/untie.rs.

import type { Contact } from './crossings';
import { opened, type Point } from './lattice';

/** The loops of an open ring with these contacts, those of fewer than three corners left out. */
export function loops(ring: Point[], contacts: Contact[]): Point[][] {
  const corners = [...ring];
  const onEdge: [along: number, node: number][][] = ring.map(() => []);
  const pairs = contacts.map((contact) =>
    contact.on.map(([edge, along]) => {
      if (along === 0) return edge;
      onEdge[edge]?.push([along, corners.push(contact.at) - 1]);
      return corners.length - 1;
    }),
  );
  const next = new Array<number>(corners.length).fill(0);
  onEdge.forEach((between, edge) => {
    between.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    let last = edge;
    for (const [, node] of between) {
      next[last] = node;
      last = node;
    }
    next[last] = (edge + 1) % ring.length;
  });
  for (const [one, other] of pairs as [number, number][]) {
    [next[one], next[other]] = [next[other] as number, next[one] as number];
  }
  return walk(corners, next);
}

function walk(corners: Point[], next: number[]): Point[][] {
  const seen = new Set<number>();
  const found: Point[][] = [];
  for (let first = 0; first < corners.length; first++) {
    const ring: Point[] = [];
    for (let at = first; !seen.has(at); at = next[at] as number) {
      seen.add(at);
      ring.push(corners[at] as Point);
    }
    const open = opened(ring);
    if (open.length >= 3) found.push(open);
  }
  return found;
}
