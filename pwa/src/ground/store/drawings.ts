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

/** After a withdrawal: the draft stays on this phone, as one that was never sent; what the server made of it goes. */
export async function unsend(buurt: string): Promise<void> {
  await dropAnswers(buurt).catch(() => {});
  const row = await drawingOf(buurt);
  if (row.sent === null) return;
  const { answer: _answer, ...rest } = row;
  await keepDrawing({ ...rest, sent: null, right: false }).catch(() => {});
}

/** Proofs of arrival stay, the lines in them do not. */
async function dropAnswers(buurt: string): Promise<void> {
  const tx = (await database()).transaction('deedReceipts', 'readwrite');
  for (const { answer, ...receipt } of await tx.store.getAll())
    if ((answer as { buurt?: string } | null | undefined)?.buurt === buurt) await tx.store.put(receipt);
  await tx.done;
}

const countedName = (buurt: string): string => `counted ${buurt}`;

/** Whether a version that a drawing of this buurt counts in was told on this phone. */
export async function isToldCounted(buurt: string, version: number): Promise<boolean> {
  return ((await kept<number>(countedName(buurt)))?.value ?? 0) >= version;
}

export async function tellCounted(buurt: string, version: number): Promise<void> {
  await changeKept<number>(countedName(buurt), (before) => Math.max(before ?? 0, version));
}
