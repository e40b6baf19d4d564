// What becomes of a photo that this browser may or may not read: the page tries what the worker could not, then says so.
import { afterEach, expect, test, vi } from 'vitest';
import { shrink, UnreadablePhoto } from './shrink';

const made = { bytes: new ArrayBuffer(3), thumb: null, sha256: 'x', width: 4, height: 3 };
vi.mock('./pixels', async (original) => ({
  ...(await original<typeof import('./pixels')>()),
  ready: async () => made,
}));

const heic = new Blob(['\0\0\0\x18ftypheic\0\0\0\0mif1heic']);
const text = new Blob(['no photo at all']);

/** A browser: what it gives as a bitmap, and what it shows in an element. */
function browser(reads: { bitmap: boolean; element: boolean }): void {
  vi.stubGlobal('createImageBitmap', async () => {
    if (!reads.bitmap) throw new DOMException('no', 'InvalidStateError');
    return { width: 4, height: 3, close: () => {} };
  });
  vi.stubGlobal(
    'Image',
    class {
      src = '';
      async decode() {
        if (!reads.element) throw new DOMException('no', 'EncodingError');
      }
    },
  );
}

afterEach(() => vi.unstubAllGlobals());

test('HEIC becomes a JPEG where the browser can show it, as a bitmap or only in an element', async () => {
  browser({ bitmap: true, element: false });
  expect(await shrink(heic)).toBe(made);
  browser({ bitmap: false, element: true });
  expect(await shrink(heic)).toBe(made);
});

test('where it cannot, HEIC is named, and another file is only unreadable', async () => {
  browser({ bitmap: false, element: false });
  const why = async (file: Blob) => shrink(file).catch((fault: UnreadablePhoto) => fault);
  expect(await why(heic)).toBeInstanceOf(UnreadablePhoto);
  expect(await why(heic)).toMatchObject({ heic: true });
  expect(await why(text)).toMatchObject({ heic: false });
});
