/**
 * Makes a photo ready to leave the phone. A worker does it where the browser can draw in one; else the page itself, which
 * also reads what only the page can (HEIC on an iPhone).
 */
import type { NewPhoto } from '../../ground/outbox/queue';
import { isHeic } from './heic';
import { LONG_EDGE, type Picture, ready } from './pixels';
import type { Order, Reply } from './shrinkWorker';

/** The photo could not be read: not an image, cut short, or HEIC on a phone that cannot read it. */
export class UnreadablePhoto extends Error {
  constructor(readonly heic = false) {
    super('unreadable photo');
  }
}

/** At most `edge` px long: LONG_EDGE, or less for a phone that is nearly full. A bitmap stays the caller's. */
export async function shrink(source: Blob | ImageBitmap, edge = LONG_EDGE): Promise<NewPhoto> {
  const made = await beside(source, edge);
  return made ?? onPage(source, edge);
}

let worker: Worker | null | undefined;
let orders = 0;
const waiting = new Map<number, (photo: NewPhoto | null) => void>();

/** What the worker made, or null when there is no worker or it cannot read this. */
async function beside(source: Blob | ImageBitmap, edge: number): Promise<NewPhoto | null> {
  if (worker === undefined) worker = open();
  if (!worker) return null;
  const order: Order = { n: ++orders, source, edge };
  return new Promise((done) => {
    waiting.set(order.n, done);
    worker?.postMessage(order);
  });
}

function open(): Worker | null {
  if (typeof Worker === 'undefined' || typeof OffscreenCanvas === 'undefined') return null;
  const made = new Worker(new URL('./shrinkWorker.ts', import.meta.url), { type: 'module' });
  made.addEventListener('message', ({ data }: MessageEvent<Reply>) => {
    waiting.get(data.n)?.('photo' in data ? data.photo : null);
    waiting.delete(data.n);
  });
  // A worker that does not start leaves its work to the page, now and later.
  made.addEventListener('error', () => {
    worker = null;
    for (const done of waiting.values()) done(null);
    waiting.clear();
  });
  return made;
}

async function onPage(source: Blob | ImageBitmap, edge: number): Promise<NewPhoto> {
  if (!(source instanceof Blob)) return ready(source, edge);
  const image = await read(source);
  try {
    return await ready(image, edge);
  } finally {
    if ('close' in image) image.close();
  }
}

async function read(source: Blob): Promise<Picture> {
  try {
    return await createImageBitmap(source, { imageOrientation: 'from-image' });
  } catch {
    return readAsElement(source);
  }
}

/** Some browsers show in an element what they do not give as a bitmap. */
async function readAsElement(source: Blob): Promise<Picture> {
  const url = URL.createObjectURL(source);
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    return image;
  } catch {
    throw new UnreadablePhoto(isHeic(await source.slice(0, 12).arrayBuffer()));
  } finally {
    URL.revokeObjectURL(url);
  }
}
