/** A photo as a phone's camera would give it: a drawn street corner, with a place in its metadata that must not travel. */
import type { Page } from '@playwright/test';

/** Text that stands in the metadata and nowhere else. */
export const secretInPhoto = 'GEHEIM-CAMERA-0451';

/**
 * Draws a JPEG in the browser (1600 x 1200) and puts EXIF with a telltale text and a place into it. Another `n` is another
 * picture, under the same file name, as some cameras do; `orientation` says how the camera was held.
 */
export async function cameraPhoto(
  page: Page,
  n = 0,
  orientation = 1,
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
  return { name: 'IMG_0001.jpg', mimeType: 'image/jpeg', buffer: withExif(Buffer.from(drawn), orientation) };
}

/** 51° 54' north: in the metadata of every photo, and in nothing that leaves the phone. */
const latitude = [51, 1, 54, 1, 1234567, 100_000];

/**
 * The JPEG with an EXIF block right after its start: the camera's maker, how it was held (`orientation`, 1 to 8) and where it
 * stood.
 */
function withExif(jpeg: Buffer, orientation: number): Buffer {
  const maker = Buffer.from(`${secretInPhoto}\0`);
  const [first, place] = [8, 8 + 2 + 3 * 12 + 4];
  const more = place + 2 + 2 * 12 + 4;
  const tiff = Buffer.alloc(more);
  tiff.write('MM\0*', 0, 'latin1');
  tiff.writeUInt32BE(first, 4);
  entries(tiff, first, [
    [0x010f, 2, maker.length, more + 24],
    [0x0112, 3, 1, orientation << 16],
    [0x8825, 4, 1, place],
  ]);
  entries(tiff, place, [
    [1, 2, 2, 'N'.charCodeAt(0) << 24],
    [2, 5, 3, more],
  ]);
  const degrees = Buffer.alloc(24);
  latitude.forEach((part, n) => {
    degrees.writeUInt32BE(part, 4 * n);
  });
  const block = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff, degrees, maker]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(block.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), head, block, jpeg.subarray(2)]);
}

/** A directory of TIFF at `at`: tag, type, count and value (or where it is) of each entry. */
function entries(tiff: Buffer, at: number, all: [number, number, number, number][]): void {
  tiff.writeUInt16BE(all.length, at);
  all.forEach(([tag, type, count, value], n) => {
    const start = at + 2 + 12 * n;
    tiff.writeUInt16BE(tag, start);
    tiff.writeUInt16BE(type, start + 2);
    tiff.writeUInt32BE(count, start + 4);
    tiff.writeUInt32BE(value, start + 8);
  });
}

/** The photo of the draft as the phone holds it now. */
export async function draftOn(page: Page): Promise<Buffer> {
  const bytes = await page.evaluate(async () => {
    const db = await new Promise<IDBDatabase>((done) => {
      const asked = indexedDB.open('buurtschouw');
      asked.onsuccess = () => done(asked.result);
    });
    const draft = await new Promise<{ photo: { bytes: ArrayBuffer } }>((done) => {
      const asked = db.transaction('drafts').objectStore('drafts').getAll();
      asked.onsuccess = () => done(asked.result[0]);
    });
    db.close();
    return Array.from(new Uint8Array(draft.photo.bytes));
  });
  return Buffer.from(bytes);
}

/** How many drafts the phone holds. */
export function draftsOn(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const db = await new Promise<IDBDatabase>((done) => {
      const asked = indexedDB.open('buurtschouw');
      asked.onsuccess = () => done(asked.result);
    });
    const drafts = await new Promise<number>((done) => {
      const asked = db.transaction('drafts').objectStore('drafts').count();
      asked.onsuccess = () => done(asked.result);
    });
    db.close();
    return drafts;
  });
}
