/** What is said around a finding just made, in English. */
import type { AfterKey } from './nl-after';

export const enAfter: Record<AfterKey, string> = {
  'same.now': 'A neighbour just saw this too. Same thing?',
  'same.before': 'A neighbour saw this already. Same thing?',
  'same.what': '{what}, {n} m away, {when}',
  'same.photo': 'Photo by your neighbour: {what}',
  'same.yes': 'Yes, the same',
  'same.no': 'No, another',
  'same.thanks': 'Thank you. We count this as one thing that you both saw.',
  'same.failed': 'Your phone could not keep this. Tap once more.',

  'apart.in': 'This was recorded more than once. We count it as one thing.',
  'apart.do': 'Not the same',
  'apart.ask': 'Is this about something else? Then we count it by itself again.',
  'apart.yes': 'Yes, something else',
  'apart.no': 'No, leave it',
  'apart.said': 'Thank you. We count this by itself again, as soon as there is signal.',

  'photo.unreadable': 'We could not read the photo. The rest is saved.',
  'photo.no-room': 'Your phone is full. The text is saved, there is no room for the photo.',
  'undo.sent': 'Removed. It disappears for the others as soon as there is signal.',

  'blur.title': 'Make unrecognisable',
  'blur.hint': 'Wipe over faces and number plates. What you wipe never leaves your phone.',
  'blur.photo': 'Your photo, to wipe on. The arrows move a square, Enter applies it.',
  'blur.at': 'Square at {x} percent from the left and {y} percent from the top',
  'blur.applied': 'Made unrecognisable',
  'blur.undone': 'Last wipe taken away',
  'blur.undo': 'Step back',
  'blur.done': 'Done',
  'blur.cancel': 'Not now',
  'blur.failed': 'This did not work. Take the photo again, or record without a photo.',
};
