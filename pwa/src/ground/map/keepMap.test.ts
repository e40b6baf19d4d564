import { beforeEach, expect, test, vi } from 'vitest';
import { canKeep, keepMap, keptMap, removeMaps, sizeText } from './keepMap';

/** The origin private file system, as far as it is used: what is written is there only after `close`. */
class Folder {
  readonly files = new Map<string, { bytes: Uint8Array<ArrayBuffer>; at: number }>();
  room = Infinity;
  #clock = 0;

  handle(name: string) {
    const chunks: Uint8Array[] = [];
    return {
      kind: 'file',
      getFile: async () => {
        const { bytes, at } = this.files.get(name) ?? { bytes: new Uint8Array(0), at: 0 };
        return new File([bytes], name, { lastModified: at });
      },
      createWritable: async () => ({
        write: async (chunk: Uint8Array) => {
          chunks.push(chunk);
          const sum = chunks.reduce((all, { length }) => all + length, 0);
          if (sum > this.room) throw new DOMException('full', 'QuotaExceededError');
        },
        close: async () => {
          const bytes = new Uint8Array(chunks.flatMap((chunk) => [...chunk]));
          this.files.set(name, { bytes, at: ++this.#clock });
        },
        abort: async () => {},
      }),
    };
  }

  async getFileHandle(name: string, { create = false } = {}) {
    if (!this.files.has(name) && !create) throw new DOMException('none', 'NotFoundError');
    if (!this.files.has(name)) this.files.set(name, { bytes: new Uint8Array(0), at: 0 });
    return this.handle(name);
  }

  async removeEntry(name: string) {
    this.files.delete(name);
  }

  async *[Symbol.asyncIterator]() {
    for (const name of [...this.files.keys()]) yield [name, this.handle(name)];
  }
}

const map = (size: number): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(size).fill(7);
  bytes.set(new TextEncoder().encode('PMTiles'));
  return bytes;
};
const hint = { href: '/basemap.pmtiles', bytes: 5000, version: 'west/2026' };
const signal = new AbortController().signal;
const shares: number[] = [];
const keep = (bytes: BodyInit | null, status = 200, of = hint, stop = signal) => {
  shares.length = 0;
  vi.stubGlobal('fetch', async () => new Response(bytes, { status }));
  return keepMap(of, (share) => shares.push(share), stop);
};

let folder: Folder;
let estimate: { quota?: number; usage?: number };

beforeEach(() => {
  folder = new Folder();
  estimate = {};
  const storage = { getDirectory: async () => folder, estimate: async () => estimate };
  vi.stubGlobal('navigator', { storage });
  vi.stubGlobal(
    'FileSystemFileHandle',
    class {
      createWritable() {}
    },
  );
});

test('a whole map is kept under its version and read back', async () => {
  expect(await keptMap()).toBeNull();
  expect(await keep(map(5000))).toBe('kept');
  const kept = await keptMap();
  expect(kept?.version).toBe('west/2026');
  expect(kept?.file.size).toBe(5000);
  expect(shares.at(-1)).toBe(1);
});

test('a newer map takes the place of the older one only when it is whole', async () => {
  await keep(map(5000));
  const newer = { ...hint, version: 'west/2027' };
  expect(await keep(map(4999), 200, newer)).toBe('broken');
  expect((await keptMap())?.version).toBe('west/2026');
  expect(await keep(map(5000), 200, newer)).toBe('kept');
  expect((await keptMap())?.version).toBe('west/2027');
  expect(folder.files.size).toBe(1);
});

test('a map of the same size and another version than was asked for is not kept under its name', async () => {
  const sent = (etag: string) => {
    vi.stubGlobal('fetch', async () => new Response(map(5000), { headers: { etag } }));
    return keepMap(hint, () => {}, signal);
  };
  expect(await sent('"west/2027"')).toBe('broken');
  expect(await keptMap()).toBeNull();
  expect(await sent('W/"west/2026"')).toBe('kept');
  expect(await sent('"west/2026"')).toBe('kept');
});

test('what is cut off, too long, no map or a page of a wifi login leaves nothing on the phone', async () => {
  const page = `<html>${'x'.repeat(4994)}`;
  for (const [body, status] of [
    [map(4000), 200],
    [map(5001), 200],
    [page, 200],
    [map(5000), 206],
    [null, 404],
  ] as const) {
    expect(await keep(body, status)).toBe('broken');
    expect(folder.files.size).toBe(0);
    expect(await keptMap()).toBeNull();
  }
});

test('a full phone is told apart, before and while writing', async () => {
  estimate = { quota: 10_000, usage: 6_000 };
  expect(await keep(map(5000))).toBe('full');
  estimate = {};
  folder.room = 3_000;
  expect(await keep(map(5000))).toBe('full');
  expect(folder.files.size).toBe(0);
});

test('stopped by the walker, nothing stays and it can be begun anew', async () => {
  const stop = new AbortController();
  stop.abort();
  vi.stubGlobal('fetch', async () => {
    throw new DOMException('stopped', 'AbortError');
  });
  expect(await keepMap(hint, () => {}, stop.signal)).toBe('stopped');
  expect(folder.files.size).toBe(0);
  expect(await keep(map(5000))).toBe('kept');
});

test('a name that was left without content is no map', async () => {
  await folder.getFileHandle('basemap.left.pmtiles', { create: true });
  expect(await keptMap()).toBeNull();
});

test('taken off the phone it is gone, and what is not a map stays', async () => {
  await keep(map(5000));
  await folder.getFileHandle('other.txt', { create: true });
  await removeMaps();
  expect(await keptMap()).toBeNull();
  expect([...folder.files.keys()]).toEqual(['other.txt']);
});

test('a phone without such a place says so and throws nothing', async () => {
  vi.stubGlobal('navigator', { storage: {} });
  expect(canKeep()).toBe(false);
  expect(await keptMap()).toBeNull();
});

test('sizes are read as people say them', () => {
  expect(sizeText(2_100_000, 'nl')).toBe('2,1 MB');
  expect(sizeText(81_667, 'en')).toBe('82 kB');
  expect(sizeText(3, 'nl')).toBe('1 kB');
});
