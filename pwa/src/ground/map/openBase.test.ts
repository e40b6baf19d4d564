import { beforeEach, expect, test, vi } from 'vitest';

/** A map on the phone: its file reads until it is taken off. */
interface Held {
  version: string;
  file: { lastModified: number; says: string | null };
}
let held: Held | null = null;

vi.mock('./keptMap', () => ({ keptMap: async () => held }));
vi.mock('pmtiles', () => ({
  FileSource: class {
    constructor(readonly file: Held['file']) {}
  },
  FetchSource: class {
    readonly file = { says: 'server' };
  },
  PMTiles: class {
    constructor(readonly source: { file: { says: string | null } }) {}
    getHeader = async () => ({ tileType: 1, minZoom: 0, maxZoom: 14 });
    getMetadata = async () => ({});
    getZxy = async () => {
      const { says } = this.source.file;
      if (says === null) throw new DOMException('gone', 'NotFoundError');
      return { data: new TextEncoder().encode(says).buffer };
    };
  },
}));

const hint = { href: '/basemap.pmtiles', bytes: 5000, version: '1' };
const keep = (says: string, at: number): Held => ({ version: '1', file: { lastModified: at, says } });
let map: typeof import('./openBase');
const drawn = async (key: string) => {
  const bytes = await map.baseOf(key)?.tile(0, 0, 0);
  return new TextDecoder().decode(bytes);
};

beforeEach(async () => {
  vi.resetModules();
  vi.stubGlobal('location', new URL('http://127.0.0.1/kaart'));
  map = await import('./openBase');
});

test('a map that was taken off and kept again is read anew, also by a map that is open', async () => {
  held = keep('first', 1);
  const first = await map.openBase(hint);
  expect(await drawn(first?.key ?? '')).toBe('first');
  held.file.says = null;
  held = keep('second', 2);
  const second = await map.openBase(hint);
  expect(await drawn(second?.key ?? '')).toBe('second');
  expect(await drawn(first?.key ?? '')).toBe('second');
});

test('a map that was taken off goes on with the server, and a server that is gone is no endless try', async () => {
  held = keep('first', 1);
  const first = await map.openBase(hint);
  held.file.says = null;
  await expect(drawn(first?.key ?? '')).rejects.toThrow('gone');
  held = null;
  expect(await drawn(first?.key ?? '')).toBe('server');
  expect((await map.openBase(hint))?.key).toBe('server-1');
});
