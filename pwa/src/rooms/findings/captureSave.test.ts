import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { serve, stored } from '../../../tests/server';
import type { Group } from '../../ground/catalogue/catalogue.svelte';
import { setClock } from '../../ground/clock';
import { drain } from '../../ground/outbox/drain';
import { bringPhoto } from '../../ground/outbox/left';
import { discard, type NewPhoto, photosOf, receipts, UNDO_TIME, waiting } from '../../ground/outbox/queue';
import { sha256Hex } from '../../ground/outbox/sha256';
import { type Draft, database } from '../../ground/store/database';
import { UnreadablePhoto } from '../photos/shrink';
import { Capture } from './capture.svelte';

/** What shrinking gives, by the test's wish. */
let shrunk: (edge: number | undefined) => Promise<NewPhoto>;
vi.mock('../photos/shrink', async (original) => ({
  ...(await original<typeof import('../photos/shrink')>()),
  shrink: (_source: unknown, edge?: number) => shrunk(edge),
}));

const tile = { code: 'licht', items: [], sensitivity: 'open', name: { nl: 'Licht' } } as unknown as Group;
const file = () => new File(['from the camera'], 'IMG_0001.jpg');
let at = 1_770_000_000_000;

async function photo(width = 1600): Promise<NewPhoto> {
  const bytes = new TextEncoder().encode(`a photo of ${width}`).buffer as ArrayBuffer;
  return { bytes, thumb: null, sha256: await sha256Hex(bytes), width, height: 3 };
}

beforeEach(async () => {
  setClock(() => at);
  shrunk = (edge = 1600) => photo(edge);
  const db = await database();
  for (const store of db.objectStoreNames) await db.clear(store);
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  setClock();
});

/** A phone on which writing what the test picks fails in this way; returns how to end it. */
function fails(name: string, which: (value: { width?: number }, store: string) => boolean): () => void {
  const put = IDBObjectStore.prototype.put;
  const spy = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
    this: IDBObjectStore,
    value,
    ...more
  ) {
    if (which(value, this.name)) throw new DOMException('no', name);
    return put.call(this, value, ...more);
  });
  return () => spy.mockRestore();
}

const drafts = async () => (await database()).getAll('drafts');

async function again(): Promise<Capture> {
  const next = new Capture();
  await next.restore();
  return next;
}

describe('a photo that turns out unreadable', () => {
  test('a tile tapped while the photo is being made ready is saved, and the photo is said to be missing', async () => {
    let fail: (fault: unknown) => void = () => {};
    shrunk = () => new Promise((_, no) => (fail = no));
    const capture = new Capture();
    const taking = capture.take(file());
    const saving = capture.save(tile);
    fail(new UnreadablePhoto());
    await taking;
    expect(await saving).toMatchObject({ photo: 'unreadable', row: { photos: [] } });
    expect(await waiting()).toHaveLength(1);
  });

  test('who was told before the tap is not told again', async () => {
    shrunk = () => Promise.reject(new UnreadablePhoto(true));
    const capture = new Capture();
    await capture.take(file());
    expect(capture.trouble).toBe('heic');
    expect((await capture.save(tile)).photo).toBe('none');
    await expect(capture.save(null)).rejects.toThrow();
  });
});

describe('a full phone', () => {
  test('keeps a smaller photo, also one that came back with a draft', async () => {
    const first = new Capture();
    await first.take(file());
    const capture = await again();
    expect(capture.restored).toBe(true);
    fails('QuotaExceededError', ({ width }, store) => store === 'photos' && (width ?? 0) > 1024);
    const { photo, row } = await capture.save(tile);
    expect(photo).toBe('kept');
    expect(await photosOf(row.id)).toMatchObject([{ width: 1024 }]);
    expect(await drafts()).toEqual([]);
  });

  test('without room for any photo the draft keeps it, the text goes, and the photo follows when there is room', async () => {
    const capture = new Capture();
    capture.pin = { lon: 4.48, lat: 51.92 };
    await capture.take(file());
    const end = fails('QuotaExceededError', (_, store) => store === 'photos');
    const { photo: what, row } = await capture.save(tile);
    expect(what).toBe('left');
    expect(row.photos).toHaveLength(1);
    expect((await drafts()).map((draft) => draft.photo?.width)).toEqual([1600]);
    expect((await again()).photo, 'the next capture does not take it over').toBeNull();
    const calls = serve(stored);
    at += UNDO_TIME;
    await drain();
    expect(calls.map(({ path }) => path.split('/')[2])).toEqual(['findings']);
    expect(JSON.parse(String(calls[0]?.body)).photos, 'promised').toEqual(row.photos);
    expect(await bringPhoto(row.id, await photo(640)), 'still full').toBe(false);
    expect(await drafts()).toHaveLength(1);
    end();
    at += 300_000;
    await drain();
    expect(calls.map(({ path }) => path)).toEqual([
      `/api/findings/${row.id}`,
      `/api/photos/${row.photos[0]}`,
    ]);
    expect([await drafts(), await waiting(), (await receipts()).length]).toEqual([[], [], 1]);
  });

  test('a photo made smaller by hand goes instead, and who throws the finding away throws its photo away', async () => {
    const make = async () => {
      const capture = new Capture();
      await capture.take(file());
      const end = fails('QuotaExceededError', (_, store) => store === 'photos');
      const { row } = await capture.save(tile);
      end();
      return row.id;
    };
    const [one, other] = [await make(), await make()];
    expect(await bringPhoto(one, await photo(640))).toBe(true);
    expect(await photosOf(one)).toMatchObject([{ width: 640 }]);
    await discard(other);
    expect(await drafts()).toEqual([]);
  });

  test('when not even the draft could be kept it says that the photo is gone', async () => {
    fails('QuotaExceededError', ({ width }, store) => store === 'drafts' || (store === 'photos' && !!width));
    const capture = new Capture();
    await capture.take(file());
    expect(await capture.save(tile)).toMatchObject({ photo: 'no-room', row: { photos: [] } });
  });

  test('any other fault keeps the draft, leaves nothing out and says that it failed', async () => {
    const capture = new Capture();
    await capture.take(file());
    const end = fails('DataError', (_, store) => store === 'findings');
    await expect(capture.save(tile)).rejects.toThrow();
    expect([(await waiting()).length, (await drafts()).length]).toEqual([0, 1]);
    end();
    expect((await capture.save(tile)).photo).toBe('kept');
  });
});

describe('a page that was lost with the camera open', () => {
  const left = (begunAt: number): Draft => ({
    id: 'capture',
    begunAt,
    position: { lon: 4.48, lat: 51.92, accuracy: 5, at: begunAt },
    cameraOpened: true,
    photo: null,
  });

  test('the tile gets the place and the time of the photo that went lost', async () => {
    await (await database()).put('drafts', left(at));
    const begun = at;
    at += 60_000;
    const capture = await again();
    expect(capture.trouble).toBe('lost');
    const { row } = await capture.save(tile);
    expect(row.body.observed_at).toBe(new Date(begun).toISOString());
    expect(row.body.position).toEqual({ lon: 4.48, lat: 51.92 });
    expect(await drafts()).toEqual([]);
  });

  test('half an hour later it is another moment, and nothing is claimed', async () => {
    await (await database()).put('drafts', left(at));
    at += 31 * 60_000;
    const capture = await again();
    expect(capture.trouble).toBeNull();
    expect((await capture.save(tile)).row.body.observed_at).toBe(new Date(at).toISOString());
  });
});

test('what was made unrecognisable is in no draft as it was, also when there is no room for the new one', async () => {
  const capture = new Capture();
  await capture.take(file());
  fails('QuotaExceededError', (_, store) => store === 'drafts');
  await capture.unrecognisable(await photo(1600));
  expect(await drafts()).toEqual([]);
  expect(capture.photo).not.toBeNull();
});

describe('throwing away', () => {
  test('a photo thrown away on purpose is gone, and comes back as it was', async () => {
    const capture = new Capture();
    await capture.take(file());
    const bringBack = await capture.throwAway();
    expect([capture.photo, await drafts()]).toEqual([null, []]);
    await bringBack();
    expect(capture.photo?.width).toBe(1600);
    expect((await again()).photo?.width).toBe(1600);
  });

  test('the camera opened once more and closed without a photo changes nothing about the first', async () => {
    const capture = new Capture();
    await capture.cameraOpens();
    await capture.take(file());
    const before = await drafts();
    at += 60_000;
    await capture.cameraOpens();
    await capture.cameraCloses();
    expect(await drafts()).toEqual(before);
  });
});
