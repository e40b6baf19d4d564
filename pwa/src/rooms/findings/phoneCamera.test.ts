import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { setClock } from '../../ground/clock';
import { database } from '../../ground/store/database';
import { Capture } from './capture.svelte';
import { cameraDoor } from './phoneCamera';

let at = 1_770_000_000_000;

beforeEach(async () => {
  setClock(() => at);
  await (await database()).clear('drafts');
});

afterEach(() => {
  vi.restoreAllMocks();
  setClock();
});

const drafts = async () => (await database()).getAll('drafts');

type Tap = Event & { preventDefault: ReturnType<typeof vi.fn> };

/** A file field, and what its taps and its camera did. */
function field(open: () => void = () => {}) {
  const picker = vi.fn(open);
  const tap = () => ({ preventDefault: vi.fn() }) as unknown as Tap;
  return { input: { showPicker: picker } as unknown as HTMLInputElement, picker, tap };
}

test('the camera opens only after the draft is on the disk, and once for a doubled tap', async () => {
  const capture = new Capture();
  const door = cameraDoor(() => capture.cameraOpens());
  const strict = vi.spyOn(IDBDatabase.prototype, 'transaction');
  // Another write that is not done yet: the draft must wait for it.
  const busy = (await database()).transaction('drafts', 'readwrite');
  let done = false;
  const hold = async () => {
    while (!done) await busy.store.count();
  };
  const holding = hold();
  const { input, picker, tap } = field();
  const [first, second] = [tap(), tap()];
  const opening = door(first, input);
  await door(second, input);
  for (const event of [first, second]) expect(event.preventDefault).toHaveBeenCalledTimes(1);
  await vi
    .waitFor(() => expect(strict).toHaveBeenCalledWith('drafts', 'readwrite', { durability: 'strict' }))
    .finally(() => {
      expect(picker, 'nothing is kept yet').not.toHaveBeenCalled();
      done = true;
    });
  await Promise.all([holding, opening]);
  expect(picker).toHaveBeenCalledTimes(1);
  expect(await drafts()).toMatchObject([{ cameraOpened: true, photo: null }]);
});

test('a page killed while the camera is open comes back with place and moment', async () => {
  const killed = new Capture();
  const { input, tap } = field();
  await cameraDoor(() => killed.cameraOpens())(tap(), input);
  const [draft] = await drafts();
  at += 60_000;
  const next = new Capture();
  await next.restore();
  expect(next.trouble).toBe('lost');
  expect(draft?.begunAt).toBe(at - 60_000);
});

test('a browser that thought the tap too old opens the camera at the next one by itself', async () => {
  const capture = new Capture();
  const door = cameraDoor(() => capture.cameraOpens());
  const { input, picker, tap } = field(() => {
    throw new DOMException('no', 'NotAllowedError');
  });
  await door(tap(), input);
  expect(await drafts()).toHaveLength(1);
  const next = tap();
  await door(next, input);
  expect(next.preventDefault).not.toHaveBeenCalled();
  expect(picker).toHaveBeenCalledTimes(1);
});

test('an old browser without another way gets its camera in the tap itself', async () => {
  const keep = vi.fn(() => Promise.resolve());
  const event = field().tap();
  await cameraDoor(keep)(event, {} as HTMLInputElement);
  expect(event.preventDefault).not.toHaveBeenCalled();
  expect(keep).toHaveBeenCalledTimes(1);
});

test('a phone too full for a draft opens its camera all the same', async () => {
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('no', 'QuotaExceededError');
  });
  const capture = new Capture();
  const { input, picker, tap } = field();
  await cameraDoor(() => capture.cameraOpens())(tap(), input);
  expect(picker).toHaveBeenCalledTimes(1);
});
