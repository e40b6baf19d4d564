/** Sides of the wind, alone and in a sentence. */
export const nlSides = {
  'side.n': 'Noord',
  'side.ne': 'Noordoost',
  'side.e': 'Oost',
  'side.se': 'Zuidoost',
  'side.s': 'Zuid',
  'side.sw': 'Zuidwest',
  'side.w': 'West',
  'side.nw': 'Noordwest',
  'at-side.n': 'de noordkant',
  'at-side.ne': 'de noordoostkant',
  'at-side.e': 'de oostkant',
  'at-side.se': 'de zuidoostkant',
  'at-side.s': 'de zuidkant',
  'at-side.sw': 'de zuidwestkant',
  'at-side.w': 'de westkant',
  'at-side.nw': 'de noordwestkant',
} as const;
