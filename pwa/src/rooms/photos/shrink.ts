/**
 * Makes a photo ready to leave the phone: upright, at most 1600 px, JPEG, without any metadata.
 * Drawing it anew drops EXIF, place included; the server checks that again.
 */
import type { NewPhoto } from '../../ground/outbox/queue';
import { sha256Hex } from '../../ground/outbox/sha256';

const LONG_EDGE = 1600;
const SMALL_EDGE = 1024;
const THUMB_EDGE = 160;
const QUALITY = 0.8;

/** The photo could not be read: not an image, cut short, or a kind this browser does not know (HEIC). */
export class UnreadablePhoto extends Error {}

/** About 0.6 s for 12 MP on a desktop core. `smaller` halves the bytes for a phone that is nearly full. */
export async function shrink(file: Blob, smaller = false): Promise<NewPhoto> {
  const image = await read(file);
  try {
    const whole = scaled(image.width, image.height, smaller ? SMALL_EDGE : LONG_EDGE);
    const small = scaled(image.width, image.height, THUMB_EDGE);
    const bytes = await jpeg(image, whole, QUALITY);
    const thumb = await jpeg(image, small, 0.7);
    return { bytes, thumb, sha256: await sha256Hex(bytes), ...whole };
  } finally {
    image.close();
  }
}

/** The size that fits a long edge without ever growing. */
export function scaled(width: number, height: number, edge: number): { width: number; height: number } {
  const scale = Math.min(1, edge / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

async function read(file: Blob): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch {
    throw new UnreadablePhoto();
  }
}

async function jpeg(
  image: ImageBitmap,
  size: { width: number; height: number },
  quality: number,
): Promise<ArrayBuffer> {
  const canvas = new OffscreenCanvas(size.width, size.height);
  const pen = canvas.getContext('2d', { alpha: false });
  if (!pen) throw new UnreadablePhoto();
  pen.imageSmoothingQuality = 'high';
  pen.drawImage(image, 0, 0, size.width, size.height);
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality });
  return blob.arrayBuffer();
}
