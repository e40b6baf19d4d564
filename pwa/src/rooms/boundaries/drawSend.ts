/**
 * A drawing on its way to the server, through the queue of everything that waits to be sent. Each sending has an id of its own: the
 * server keeps the earlier ones as versions and counts the latest.
 */
import { v7 } from 'uuid';
import type { Fault } from '../../ground/api/types';
import { discardDeed, enqueue } from '../../ground/outbox/deeds';
import { enqueueLast } from '../../ground/outbox/lastCounts';
import { sendNow } from '../../ground/outbox/outbox.svelte';
import { onChange } from '../../ground/outbox/shelf';
import { database, type KeptDrawing } from '../../ground/store/database';
import type { At } from './drawShape';

/** What the server made of a drawing. */
export interface Received {
  id: string;
  buurt: string;
  geometry: { type: 'Polygon'; coordinates: At[][] };
  repaired: string[];
  warnings: string[];
  needs_confirmation: boolean;
  area_m2: number;
}

/** Where a sent drawing is now. `gone`: neither waiting nor known to have arrived. */
export type Journey =
  | { at: 'waiting' }
  | { at: 'refused'; code: string; faults: Fault[] }
  | { at: 'arrived'; answer: Received | null }
  | { at: 'gone' };

/** Puts a drawing in the queue and gives its id. Resolves when it is on the disk; an earlier one of this buurt makes room. */
export async function send(row: KeptDrawing, ring: readonly At[]): Promise<string> {
  const id = v7();
  const body = {
    buurt: row.buurt,
    geometry: { type: 'Polygon', coordinates: [ring] },
    ...(row.relation ? { relation: row.relation } : {}),
    ...(row.years === null ? {} : { years: row.years }),
  };
  await enqueueLast({ id, kind: 'drawing', method: 'PUT', path: `/api/drawings/${id}`, body });
  void sendNow();
  return id;
}

/**
 * "Klopt zo": what the server mended is right. Resolves when it went, or waits for signal; not only when the photos that go in the
 * same round went too, which may take long.
 */
export async function sayRight(id: string): Promise<void> {
  const path = `/api/drawings/${id}/confirmation`;
  const deed = await enqueue({ kind: 'drawing-right', method: 'PUT', path });
  let stop = () => {};
  const went = new Promise<void>((done) => {
    const look = async () => (await journeyOf(deed.id)).at !== 'waiting' && done();
    stop = onChange(() => void look().catch(() => {}));
  });
  await Promise.race([sendNow(), went]);
  stop();
}

/** Takes a drawing out of the queue. One that was tried stays: the server may be taking it. One that was refused goes. */
export async function discardUnsent(id: string): Promise<void> {
  const deed = await (await database()).get('deeds', id);
  if (deed && (deed.attempts === 0 || deed.state !== 'waiting')) await discardDeed(id);
}

export async function journeyOf(id: string): Promise<Journey> {
  const db = await database();
  const deed = await db.get('deeds', id);
  if (deed?.state === 'waiting') return { at: 'waiting' };
  if (deed) return { at: 'refused', code: deed.code ?? '?', faults: deed.faults ?? [] };
  const receipt = await db.get('deedReceipts', id);
  return receipt ? { at: 'arrived', answer: (receipt.answer as Received | null) ?? null } : { at: 'gone' };
}

/** Hears when something in the queue changed. Returns the way to stop. */
export const onQueue = onChange;
