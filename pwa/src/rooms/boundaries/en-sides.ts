/** Sides of the wind, in English. */
import type { nlSides } from './nl-sides';

export const enSides: Record<keyof typeof nlSides, string> = {
  'side.n': 'North',
  'side.ne': 'North-east',
  'side.e': 'East',
  'side.se': 'South-east',
  'side.s': 'South',
  'side.sw': 'South-west',
  'side.w': 'West',
  'side.nw': 'North-west',
  'at-side.n': 'the north side',
  'at-side.ne': 'the north-east side',
  'at-side.e': 'the east side',
  'at-side.se': 'the south-east side',
  'at-side.s': 'the south side',
  'at-side.sw': 'the south-west side',
  'at-side.w': 'the west side',
  'at-side.nw': 'the north-west side',
};
