/**
 * The drawing that makes a photo ready: upright, at most 1600 px, JPEG, without any metadata. Runs in a worker and on the page.
 * Drawing it anew drops EXIF, place included; the server checks that again.
 */
import type { NewPhoto } from '../../ground/outbox/queue';
import { sha256Hex } from '../../ground/outbox/sha256';

/** Longest edges in px: as it should be, for a phone that is nearly full, and for one on which even that found no room. */
export const LONG_EDGE = 1600;
export const SMALL_EDGE = 1024;
export const TINY_EDGE = 640;
const THUMB_EDGE = 160;
const QUALITY = 0.8;

type Size = { width: number; height: number };
/** What can be drawn. */
export type Picture = ImageBitmap | HTMLImageElement;

/** About 0.6 s for 12 MP on a desktop core. */
export async function ready(image: Picture, edge: number): Promise<NewPhoto> {
  const whole = scaled(image.width, image.height, edge);
  const small = scaled(image.width, image.height, THUMB_EDGE);
  const bytes = await jpeg(image, whole, QUALITY);
  const thumb = await jpeg(image, small, 0.7);
  return { bytes, thumb, sha256: await sha256Hex(bytes), ...whole };
}

/** The size that fits a long edge without ever growing. */
export function scaled(width: number, height: number, edge: number): Size {
  const scale = Math.min(1, edge / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

async function jpeg(image: Picture, size: Size, quality: number): Promise<ArrayBuffer> {
  const canvas = sheet(size);
  const pen = canvas.getContext('2d', { alpha: false }) as Pen | null;
  if (!pen) throw new Error('this browser cannot draw');
  pen.imageSmoothingQuality = 'high';
  pen.drawImage(image, 0, 0, size.width, size.height);
  return (await packed(canvas, quality)).arrayBuffer();
}

type Pen = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** A browser without OffscreenCanvas draws on the page. */
function sheet({ width, height }: Size): HTMLCanvasElement | OffscreenCanvas {
  if (typeof OffscreenCanvas !== 'undefined') return new OffscreenCanvas(width, height);
  return Object.assign(document.createElement('canvas'), { width, height });
}

async function packed(canvas: HTMLCanvasElement | OffscreenCanvas, quality: number): Promise<Blob> {
  const type = 'image/jpeg';
  if ('convertToBlob' in canvas) return canvas.convertToBlob({ type, quality });
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, type, quality));
  if (!blob) throw new Error('this browser cannot pack a JPEG');
  return blob;
}
