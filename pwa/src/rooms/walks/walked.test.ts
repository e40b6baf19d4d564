import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { database } from '../../ground/store/database';
import { kept } from '../../ground/store/kept';

const here = vi.hoisted(() => ({ fix: null as unknown }));
vi.mock('../../ground/place/place.svelte', () => ({ place: here }));
vi.mock('../../ground/outbox/outbox.svelte', () => ({ sendNow: async () => {} }));

const { Walked } = await import('./walked.svelte');
type Row = { cells: string[]; ends?: unknown; metres: number; told?: string };

let at = 0;
/** Goes so many metres further north, a step of 20 m each 10 s. */
function goes(walked: InstanceType<typeof Walked>, from: number, to: number) {
  for (let metres = from; metres <= to; metres += 20) {
    at += 10_000;
    here.fix = { lon: 4.48, lat: 51.92 + metres / 111_240, accuracy: 6, at };
    walked.step();
  }
}
const row = async () => (await kept<Row>('walked w'))?.value;

beforeEach(async () => {
  at = 0;
  here.fix = null;
  const db = await database();
  for (const store of ['kept', 'deeds'] as const) await db.clear(store);
});
afterEach(() => vi.unstubAllGlobals());

test('after Stop nothing is noted, also not by a page that opens later, until the walker goes on', async () => {
  const walked = new Walked('w');
  await walked.open();
  goes(walked, 0, 400);
  const before = walked.metres;
  expect(before).toBeGreaterThan(300);
  await walked.stop();
  goes(walked, 400, 800);
  expect(walked.metres).toBe(before);

  const later = new Walked('w');
  await later.open();
  goes(later, 400, 800);
  expect(later.metres).toBe(before);
  await later.goOn();
  goes(later, 800, 900);
  expect(later.metres).toBeGreaterThan(before);
});

test('after an answer nothing is noted, and where somebody walked stays nowhere but in what is to be sent', async () => {
  for (const answer of ['tell', 'refuse'] as const) {
    const walked = new Walked('w');
    await walked.open();
    goes(walked, 0, 600);
    await walked.save();
    expect((await row())?.cells.length).toBeGreaterThan(10);
    const told = walked.cells.length;
    expect(told).toBeGreaterThan(5);
    await walked[answer]();
    const metres = walked.metres;
    goes(walked, 600, 900);
    await walked.save();
    expect(walked.metres).toBe(metres);
    expect(await row()).toMatchObject({ cells: [], told: answer === 'tell' ? 'yes' : 'no' });
    expect((await row())?.ends).toBeUndefined();
    const deeds = await (await database()).getAll('deeds');
    const sent = deeds.map(({ body }) => (JSON.parse(body ?? '{}') as { cells: unknown[] }).cells.length);
    expect(sent).toEqual(answer === 'tell' ? [told] : []);
    const db = await database();
    for (const store of ['kept', 'deeds'] as const) await db.clear(store);
  }
});
