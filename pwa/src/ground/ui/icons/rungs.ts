/**
 * The boards of proposed measures: a board on a post, which no finding and no hotspot has. Each rung of the ladder has an
 * outline, a sign and a colour of its own. Own drawings, in the same square of 40 x 40 units as the theme markers.
 */
import type { MarkerColours } from './markers';

/** Rungs of the ladder, the lightest first. */
export const rungs = [1, 2, 3, 4, 5, 6, 7] as const;
export type Rung = (typeof rungs)[number];

export const boards: Record<Rung, { shape: string; sign: string }> = {
  // arch, two people
  1: {
    shape: 'M-12.5 8V-5A12.5 12.5 0 0 1 12.5-5V8H1.8V17H-1.8V8z',
    sign: 'M-2.4-6.4a2 2 0 1 1-4 0 2 2 0 1 1 4 0zM6.4-6.4a2 2 0 1 1-4 0 2 2 0 1 1 4 0zM-8 3C-7.6-.8-1.4-.8-1 3M1 3C1.4-.8 7.6-.8 8 3',
  },
  // plain board, a tick
  2: { shape: 'M-13-14H13V8H1.8V17H-1.8V8H-13z', sign: 'M-6-3L-2 1.2 6.5-7.5' },
  // gable, a bench
  3: {
    shape: 'M0-17.5L13.5-8V8H1.8V17H-1.8V8H-13.5V-8z',
    sign: 'M-7-6H7M-7-1.5H7M-5-1.5V3.5M5-1.5V3.5',
  },
  // pill, a person
  4: {
    shape: 'M-5-14H5A11 11 0 0 1 5 8H1.8V17H-1.8V8H-5A11 11 0 0 1-5-14z',
    sign: 'M2.6-7.2a2.6 2.6 0 1 1-5.2 0 2.6 2.6 0 1 1 5.2 0zM-5.5 4C-5-.8 5-.8 5.5 4',
  },
  // pointed below, an eye
  5: {
    shape: 'M-13.5-14H13.5V0L1.8 8V17H-1.8V8L-13.5 0z',
    sign: 'M-8-5C-4-10.5 4-10.5 8-5 4 .5-4 .5-8-5zM1.4-5a1.4 1.4 0 1 1-2.8 0 1.4 1.4 0 1 1 2.8 0z',
  },
  // wide above, a clock
  6: {
    shape: 'M-15.5-14H15.5L9.5 8H1.8V17H-1.8V8H-9.5z',
    sign: 'M6-4a6 6 0 1 1-12 0 6 6 0 1 1 12 0zM0-7.5V-4L2.5-2.5',
  },
  // eight sides, a camera on its arm
  7: {
    shape: 'M-5.5-17H5.5L13.5-9V0L5.5 8H1.8V17H-1.8V8H-5.5L-13.5 0V-9z',
    sign: 'M-7.5-8.5L5-11 6.8-5.6-5.7-3zM-2.5-3.5V2H-7.5',
  },
};

/** The rung of a number, or `null` for one the app does not know. */
export function rungOf(number: number): Rung | null {
  return rungs.find((rung) => rung === number) ?? null;
}

/** A board as a whole SVG text, `side` px square; `waiting` draws its edge broken: still only on this phone. */
export function boardSvg(rung: Rung, colours: MarkerColours, side: number, waiting = false): string {
  const { shape, sign } = boards[rung];
  const dash = waiting ? ' stroke-dasharray="4 3"' : '';
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}" viewBox="-20 -20 40 40" ` +
    `stroke-linejoin="round" stroke-linecap="round">` +
    `<path d="${shape}" fill="${colours.halo}" stroke="${colours.halo}" stroke-width="6"/>` +
    `<path d="${shape}" fill="${colours.fill}" stroke="${colours.ink}" stroke-width="2"${dash}/>` +
    `<path d="${sign}" fill="none" stroke="${colours.sign}" stroke-width="2"/></svg>`
  );
}
