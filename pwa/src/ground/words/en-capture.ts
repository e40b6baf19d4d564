/** English texts of the camera view and of everything that waits to be sent beside new findings. */
import type { nlCapture } from './nl-capture';

export const enCapture: Record<keyof typeof nlCapture, string> = {
  'camera.shutter': 'Take the photo',
  'camera.view': 'What the camera sees',
  'camera.phone': "Your phone's camera",
  'camera.own': 'Camera in the app',
  'camera.torch': 'Lamp',
  'camera.opening': 'The camera is opening',
  'camera.off': 'The app may not use the camera. Take the photo with your phone.',
  'capture.photo-heic':
    'This is a HEIC photo. Your phone cannot read those here. Choose a JPEG, or record without a photo.',

  'outbox.why.other_person':
    'You saved this when this phone was somebody else to us. Join again with the code, or try it as it is.',

  'saved.helps': 'What would help?',
  'saved.helps-hint': 'You may choose one. You need not.',

  'finding.add': 'Add something',
  'finding.add-not': 'Not now',
  'finding.add-keep': 'Save',
  'finding.added': 'Saved on your phone. We send it in a moment.',

  'app.update-later': 'Another tab is still busy. Try again in a moment.',
  'outbox.why.future': 'Your phone’s clock is fast. Put it right and try again.',

  'outbox.kind.begin': 'Start of your walk',
  'outbox.kind.change': 'Addition',
  'outbox.kind.confirm': 'I see this too',
  'outbox.kind.same': 'Same as another finding',
  'outbox.kind.passes': 'Where you walked',
  'outbox.kind.walk': 'State of your walk',
  'outbox.why.unknown': 'The finding can no longer be found',
  'outbox.why.ended': 'This walk is over',
  'outbox.why.gone': 'The finding was withdrawn',
  'outbox.why.own': 'This is your own finding',
  'outbox.after': 'Goes after the finding',
  'outbox.part': 'Sending, {n} percent',
  'outbox.file': 'Save everything as a file',
  'outbox.file-made': 'Saved as a file: {name}',
  'outbox.file-failed': 'The file could not be made.',
  'outbox.not-lasting':
    'Put the app on your home screen. Then your phone throws nothing away when it fills up.',
  'outbox.full': 'Your phone is nearly full. Make room, or send first.',
};
