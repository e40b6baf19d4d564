import type { nlDesk } from './nl-desk';

/** What the desk asks about loose parts, who can begin no proposal, and findings by version. */
export const enDesk: Record<keyof typeof nlDesk, string> = {
  'check.loose_part': 'A loose part of {name} ({area}) is with {other} now. Is that right?',
  'check.loose-stays': 'A loose part of {name} stays with {other}',
  'check.loose-home': 'The loose part of {name} is with {name}',
  'check.let-stay': 'Yes, leave it',
  'check.not-let': 'That did not work. Try again later.',
  'new.one-buurt':
    'Your committee is of one neighbourhood, and a border is always of two. Ask your wijknetwerker to make this proposal.',
  'versions.counts.one': '1 finding within these borders, {own} from when they held',
  'versions.counts.many': '{n} findings within these borders, {own} from when they held',
  'versions.count': '{name}: {n}, {own} from when it held',
  'versions.no-counts': 'The numbers of findings cannot be fetched now.',
};
