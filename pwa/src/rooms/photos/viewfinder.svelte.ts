/**
 * Our own view of the camera at the back of the phone: one tap less than the phone's camera app, and the page stays alive.
 * Asks for the camera only after the walker chose it once, or where the phone says that it was allowed.
 */
import { now } from '../../ground/clock';
import { readSetting, writeSetting } from '../../ground/store/settings';

/**
 * asleep: it may be opened · opening · live · off: this phone has no camera for us, or refused it; the phone's own camera
 * app stays.
 */
export type View = 'asleep' | 'opening' | 'live' | 'off';

/** A wet screen doubles taps: a second shutter this soon is the echo of the first, in ms. */
export const ECHO = 400;
/** What we ask for; the phone gives what it has. */
const WISH: MediaTrackConstraints = {
  facingMode: 'environment',
  aspectRatio: { ideal: 4 / 3 },
  width: { ideal: 1920 },
  height: { ideal: 1440 },
};

type Lamp = MediaTrackCapabilities & { torch?: boolean };

export class Viewfinder {
  view = $state<View>(canOpen() ? 'asleep' : 'off');
  /** the camera has a lamp that we may switch */
  hasTorch = $state(false);
  torch = $state(false);
  /** the walker chose our view and the phone said no */
  turnedDown = $state(false);
  stream = $state.raw<MediaStream | null>(null);
  #wanted = false;
  #shotAt = Number.NEGATIVE_INFINITY;

  /** Our view is the first choice until the walker or the phone turned it down. */
  get isFirstChoice(): boolean {
    return this.view !== 'off' && readSetting('camera') !== 'phone';
  }

  /** Opens by itself when it was used before, or when the camera was allowed and not turned down. */
  async wake(): Promise<void> {
    if (this.view !== 'asleep' || readSetting('camera') === 'phone') return;
    if (readSetting('camera') === 'own' || (await isAllowed())) await this.open(false);
  }

  /** `chosen`: the walker asked for it now, so that it is remembered for the next time. */
  async open(chosen = true): Promise<void> {
    this.#wanted = true;
    if (this.view === 'live' || this.view === 'opening' || !canOpen()) return;
    this.view = 'opening';
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ video: WISH, audio: false });
      this.#receive(stream);
      if (chosen) writeSetting('camera', 'own');
    } catch {
      this.view = 'off';
      this.turnedDown = chosen;
      if (chosen) writeSetting('camera', 'phone');
    }
  }

  /** The walker prefers the phone's own camera app. */
  leaveToPhone(): void {
    writeSetting('camera', 'phone');
    this.close();
  }

  /** Lets go of the camera; its light goes out. */
  close(): void {
    this.#wanted = false;
    this.#halt();
  }

  /** A hidden page gives the camera back to the phone, and takes it again when it is seen. */
  seen(visible: boolean): void {
    if (!visible) this.#halt();
    else if (this.#wanted && this.view === 'asleep') void this.open(false);
  }

  async switchTorch(): Promise<void> {
    const [track] = this.stream?.getVideoTracks() ?? [];
    const torch = !this.torch;
    try {
      await track?.applyConstraints({ advanced: [{ torch } as MediaTrackConstraintSet] });
      this.torch = torch;
    } catch {
      this.hasTorch = false;
    }
  }

  /** What the camera sees now, cut to what the view shows; null for the echo of a tap or while nothing is seen yet. */
  async shoot(video: HTMLVideoElement): Promise<ImageBitmap | null> {
    if (this.view !== 'live' || video.videoWidth === 0 || now() - this.#shotAt < ECHO) return null;
    this.#shotAt = now();
    const { x, y, width, height } = cut(video.videoWidth, video.videoHeight);
    return createImageBitmap(video, x, y, width, height);
  }

  #receive(stream: MediaStream): void {
    const [track] = stream.getVideoTracks();
    if (!this.#wanted || !track) {
      for (const one of stream.getTracks()) one.stop();
      this.view = 'asleep';
      return;
    }
    this.stream = stream;
    this.hasTorch = (track.getCapabilities?.() as Lamp | undefined)?.torch === true;
    this.view = 'live';
    // Another app took the camera, or the phone went to sleep.
    track.addEventListener('ended', () => this.#halt());
  }

  #halt(): void {
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    this.stream = null;
    this.torch = false;
    this.hasTorch = false;
    if (this.view !== 'off') this.view = 'asleep';
  }
}

/** The largest part in the middle with sides 4:3, lying or standing as the camera is held. */
export function cut(width: number, height: number): { x: number; y: number; width: number; height: number } {
  const shape = width >= height ? 4 / 3 : 3 / 4;
  const wide = Math.round(Math.min(width, height * shape));
  const high = Math.round(Math.min(height, width / shape));
  return { x: Math.round((width - wide) / 2), y: Math.round((height - high) / 2), width: wide, height: high };
}

function canOpen(): boolean {
  return typeof navigator.mediaDevices?.getUserMedia === 'function';
}

/** Whether the camera was allowed before; a browser that does not tell counts as no. */
async function isAllowed(): Promise<boolean> {
  try {
    const told = await navigator.permissions.query({ name: 'camera' as PermissionName });
    return told.state === 'granted';
  } catch {
    return false;
  }
}
