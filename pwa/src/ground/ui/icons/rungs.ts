/** The rungs of the ladder of measures. Their boards are drawn in `boards.ts`, which loads when one is first shown. */

/** Rungs of the ladder, the lightest first. */
export const rungs = [1, 2, 3, 4, 5, 6, 7] as const;
export type Rung = (typeof rungs)[number];

/** The rung of a number, or `null` for one the app does not know. */
export function rungOf(number: number): Rung | null {
  return rungs.find((rung) => rung === number) ?? null;
}
