/** The drawing of a buurt on this phone: kept after every stroke, found again on coming back. */
import { now } from '../clock';
import { database, type KeptDrawing } from './database';
import { changeKept, kept } from './kept';
import { withRoom } from './room';

export type { KeptDrawing };

export function fresh(buurt: string): KeptDrawing {
  return {
    buurt,
    line: [],
    closed: false,
    relation: null,
    years: null,
    asked: false,
    changedAt: now(),
    sent: null,
    right: false,
  };
}

/** The drawing of a buurt, or a blank one. A phone without storage begins anew each time. */
export async function drawingOf(buurt: string): Promise<KeptDrawing> {
  try {
    return (await (await database()).get('drawings', buurt)) ?? fresh(buurt);
  } catch {
    return fresh(buurt);
  }
}

/** Resolves only after it is on the disk of this phone; rejects when the phone kept nothing. */
export async function keepDrawing(row: KeptDrawing): Promise<void> {
  await withRoom(async () => {
    const tx = (await database()).transaction('drawings', 'readwrite', { durability: 'strict' });
    await tx.store.put({ ...row, changedAt: now() });
    await tx.done;
  });
}

/**
 * After a withdrawal: the draft stays on this phone, as one that was never sent; what the server made of it goes. `stays` are ids of
 * other drawings of this buurt that the server still has: what is known of those stays.
 */
export async function unsend(buurt: string, stays: readonly string[] = []): Promise<void> {
  await dropAnswers(buurt, stays).catch(() => {});
  const row = await drawingOf(buurt);
  if (row.sent === null || stays.includes(row.sent)) return;
  const { answer: _answer, ...rest } = row;
  await keepDrawing({ ...rest, sent: null, right: false }).catch(() => {});
}

/** Proofs of arrival stay, the lines in them do not. */
async function dropAnswers(buurt: string, stays: readonly string[]): Promise<void> {
  const tx = (await database()).transaction('deedReceipts', 'readwrite');
  for (const { answer, ...receipt } of await tx.store.getAll())
    if ((answer as { buurt?: string } | null | undefined)?.buurt === buurt && !stays.includes(receipt.id))
      await tx.store.put(receipt);
  await tx.done;
}

/** What the server made of a drawing that counts only after its maker said that it is right. */
export interface Awaiting {
  id: string;
  buurt: string;
  needs_confirmation: boolean;
}

/** The drawing of a buurt that was sent from here and waits for its maker's word, or null. */
export async function awaitingOf(buurt: string): Promise<Awaiting | null> {
  const { sent, answer, right } = await drawingOf(buurt);
  if (sent === null || right) return null;
  const receipt = await (await database()).get('deedReceipts', sent).catch(() => undefined);
  const told = (receipt?.answer ?? answer) as Awaiting | null | undefined;
  return told?.needs_confirmation ? told : null;
}

/** Makes the drawing screen of the buurt ask whether this one is right. The line that is being drawn there stays. */
export async function askWhetherRight(told: Awaiting): Promise<void> {
  await keepDrawing({ ...(await drawingOf(told.buurt)), sent: told.id, answer: told, right: false });
}

const countedName = (buurt: string): string => `counted ${buurt}`;

/** Whether a version that a drawing of this buurt counts in was told on this phone. */
export async function isToldCounted(buurt: string, version: number): Promise<boolean> {
  return ((await kept<number>(countedName(buurt)))?.value ?? 0) >= version;
}

export async function tellCounted(buurt: string, version: number): Promise<void> {
  await changeKept<number>(countedName(buurt), (before) => Math.max(before ?? 0, version));
}
