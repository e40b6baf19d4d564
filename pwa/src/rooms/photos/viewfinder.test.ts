import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { setClock } from '../../ground/clock';
import { cut, ECHO, Viewfinder } from './viewfinder.svelte';

let memory: Map<string, string>;
let at = 1_000_000;
let asked: MediaStreamConstraints[];
let lamp: boolean | undefined;
let stopped = 0;
let answer: () => Promise<MediaStream>;
let permission = 'prompt';

function stream(): MediaStream {
  const track = Object.assign(new EventTarget(), {
    stop: () => void stopped++,
    getCapabilities: () => ({ torch: lamp }),
    applyConstraints: vi.fn(async () => {}),
  });
  return { getTracks: () => [track], getVideoTracks: () => [track] } as unknown as MediaStream;
}

beforeEach(() => {
  memory = new Map();
  asked = [];
  lamp = undefined;
  stopped = 0;
  permission = 'prompt';
  answer = async () => stream();
  setClock(() => at);
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => memory.get(key) ?? null,
    setItem: (key: string, value: string) => void memory.set(key, value),
    removeItem: (key: string) => void memory.delete(key),
  });
  vi.stubGlobal('navigator', {
    mediaDevices: {
      getUserMedia: (wish: MediaStreamConstraints) => {
        asked.push(wish);
        return answer();
      },
    },
    permissions: { query: async () => ({ state: permission }) },
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
  setClock();
});

test('nobody is asked for the camera who did not choose our view', async () => {
  const finder = new Viewfinder();
  await finder.wake();
  expect(asked).toEqual([]);
  expect(finder.view).toBe('asleep');
});

test('once chosen it opens by itself the next time, at the back of the phone and without sound', async () => {
  await new Viewfinder().open();
  const next = new Viewfinder();
  await next.wake();
  expect(next.view).toBe('live');
  expect(asked[1]).toMatchObject({ audio: false, video: { facingMode: 'environment' } });
});

test('where the camera was allowed before it opens by itself too', async () => {
  permission = 'granted';
  const finder = new Viewfinder();
  await finder.wake();
  expect(finder.view).toBe('live');
});

test('refused, the phone’s own camera stays, now and the next time', async () => {
  answer = async () => {
    throw new DOMException('no', 'NotAllowedError');
  };
  const finder = new Viewfinder();
  await finder.open();
  expect([finder.view, finder.turnedDown]).toEqual(['off', true]);
  permission = 'granted';
  const next = new Viewfinder();
  await next.wake();
  expect(asked).toHaveLength(1);
});

test('a camera that is only missing today is tried again another day', async () => {
  await new Viewfinder().open();
  answer = async () => {
    throw new DOMException('busy', 'NotReadableError');
  };
  const finder = new Viewfinder();
  await finder.wake();
  expect([finder.view, finder.turnedDown]).toEqual(['off', false]);
  expect(memory.get('buurtschouw.camera')).toBe('own');
});

test('whoever prefers the camera of the phone keeps it', async () => {
  const finder = new Viewfinder();
  await finder.open();
  finder.leaveToPhone();
  expect(stopped).toBe(1);
  const next = new Viewfinder();
  await next.wake();
  expect(next.view).toBe('asleep');
});

test('a browser without cameras for pages offers none', () => {
  vi.stubGlobal('navigator', {});
  expect(new Viewfinder().view).toBe('off');
});

test('a hidden page lets go of the camera and takes it again when it is seen', async () => {
  const finder = new Viewfinder();
  await finder.open();
  finder.seen(false);
  expect([stopped, finder.view]).toEqual([1, 'asleep']);
  finder.seen(true);
  await vi.waitFor(() => expect(finder.view).toBe('live'));
  finder.close();
  finder.seen(true);
  expect(finder.view).toBe('asleep');
});

test('a camera that opens after the screen was left is let go', async () => {
  const finder = new Viewfinder();
  const opening = finder.open();
  finder.close();
  await opening;
  expect([stopped, finder.stream]).toEqual([1, null]);
});

test('the lamp is offered only where the phone has one', async () => {
  const dark = new Viewfinder();
  await dark.open();
  expect(dark.hasTorch).toBe(false);
  lamp = true;
  const finder = new Viewfinder();
  await finder.open();
  expect(finder.hasTorch).toBe(true);
  await finder.switchTorch();
  expect(finder.torch).toBe(true);
});

test('a second tap on the shutter within 400 ms makes no second photo', async () => {
  const made = vi.fn(async () => ({}));
  vi.stubGlobal('createImageBitmap', made);
  const video = { videoWidth: 640, videoHeight: 480 } as HTMLVideoElement;
  const finder = new Viewfinder();
  await finder.open();
  expect(await finder.shoot(video)).not.toBeNull();
  at += ECHO - 1;
  expect(await finder.shoot(video)).toBeNull();
  at += 1;
  expect(await finder.shoot(video)).not.toBeNull();
  expect(made).toHaveBeenCalledTimes(2);
});

test('the photo is the middle, four by three, lying or standing', () => {
  expect(cut(1920, 1080)).toEqual({ x: 240, y: 0, width: 1440, height: 1080 });
  expect(cut(1080, 1920)).toEqual({ x: 0, y: 240, width: 1080, height: 1440 });
  expect(cut(1600, 1200)).toEqual({ x: 0, y: 0, width: 1600, height: 1200 });
});
