/** Makes photos ready beside the page, so that tiles and the viewfinder stay quick meanwhile. */
import type { NewPhoto } from '../../ground/outbox/queue';
import { ready } from './pixels';

export interface Order {
  n: number;
  source: Blob | ImageBitmap;
  edge: number;
}
/** `unreadable`: the source is no picture that a worker of this browser can read. */
export type Reply = { n: number; photo: NewPhoto } | { n: number; unreadable: true };

addEventListener('message', async ({ data }: MessageEvent<Order>) => {
  const { n, source, edge } = data;
  try {
    const image =
      source instanceof Blob ? await createImageBitmap(source, { imageOrientation: 'from-image' }) : source;
    const photo = await ready(image, edge);
    image.close();
    const transfer = photo.thumb ? [photo.bytes, photo.thumb] : [photo.bytes];
    postMessage({ n, photo } satisfies Reply, { transfer });
  } catch {
    postMessage({ n, unreadable: true } satisfies Reply);
  }
});
