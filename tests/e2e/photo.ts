/** A photo as a phone's camera would give it: a drawn street corner, with a place in its metadata that must not travel. */
import type { Page } from '@playwright/test';

/** Text that stands in the metadata and nowhere else. */
export const secretInPhoto = 'GEHEIM-CAMERA-0451';

/**
 * Draws a JPEG in the browser (1600 x 1200) and puts EXIF with a telltale text into it. Another `n` is another picture, under
 * the same file name, as some cameras do.
 */
export async function cameraPhoto(
  page: Page,
  n = 0,
): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const drawn = await page.evaluate(async (n) => {
    const canvas = new OffscreenCanvas(1600, 1200);
    const pen = canvas.getContext('2d');
    if (!pen) throw new Error('no canvas');
    for (let y = 0; y < 1200; y += 60) {
      for (let x = 0; x < 1600; x += 80) {
        pen.fillStyle = `hsl(${(x + y) % 360} 40% ${35 + ((x * 7 + y * 3) % 30)}%)`;
        pen.fillRect(x, y, 78, 58);
      }
    }
    pen.fillStyle = 'black';
    pen.fillRect(600 + 20 * n, 500, 400, 500);
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.85 });
    return Array.from(new Uint8Array(await blob.arrayBuffer()));
  }, n);
  return { name: 'IMG_0001.jpg', mimeType: 'image/jpeg', buffer: withExif(Buffer.from(drawn)) };
}

/** The JPEG with an EXIF block right after its start: one TIFF entry, the camera's maker. */
function withExif(jpeg: Buffer): Buffer {
  const text = Buffer.from(`${secretInPhoto}\0`);
  const tiff = Buffer.alloc(26);
  tiff.write('MM\0*', 0, 'latin1');
  tiff.writeUInt32BE(8, 4);
  tiff.writeUInt16BE(1, 8);
  tiff.writeUInt16BE(0x010f, 10);
  tiff.writeUInt16BE(2, 12);
  tiff.writeUInt32BE(text.length, 14);
  tiff.writeUInt32BE(26, 18);
  const block = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff, text]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(block.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), head, block, jpeg.subarray(2)]);
}
