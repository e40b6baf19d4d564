/**
 * Proposals that could not leave the phone: kept under their id, sent again when map or list opens. The id stays the same,
 * so that a proposal whose answer got lost is not made twice.
 */
import { ask } from '../api/client';
import type { Measure, MeasureBody, Problem } from '../api/types';
import { keep, kept } from '../store/kept';

export interface WaitingProposal {
  id: string;
  body: MeasureBody;
  savedAt: number;
}

/** `sent`: the server has it. `kept`: on this phone, to be sent later. `lost`: neither, leave the screen open. */
export type Sent =
  | { now: 'sent'; measure: Measure }
  | { now: 'kept' | 'lost' }
  | { now: 'refused'; problem: Problem };

const KEY = 'waiting proposals';
const state = $state<{ rows: readonly WaitingProposal[] }>({ rows: [] });

export const waitingProposals = {
  get rows(): readonly WaitingProposal[] {
    return state.rows;
  },
};

/** Sends a proposal, and keeps it when the server does not answer now. */
export async function sendProposal(row: WaitingProposal): Promise<Sent> {
  const sent = await put(row);
  if (sent.ok) {
    await write((rows) => rows.filter(({ id }) => id !== row.id));
    return { now: 'sent', measure: sent.data };
  }
  if (!mayHelpLater(sent.status)) return { now: 'refused', problem: sent.problem };
  await write((rows) => [...rows.filter(({ id }) => id !== row.id), $state.snapshot(row) as WaitingProposal]);
  const there = (await kept<WaitingProposal[]>(KEY))?.value.some(({ id }) => id === row.id);
  return { now: there ? 'kept' : 'lost' };
}

/** Reads what waits and tries to send it, oldest first. What the server refuses stays, for its maker to look at. */
export async function sendWaitingProposals(): Promise<void> {
  await write((rows) => rows);
  for (const row of [...state.rows]) {
    const sent = await put(row);
    if (sent.ok || sent.status === 410) await write((rows) => rows.filter(({ id }) => id !== row.id));
    else if (mayHelpLater(sent.status)) return;
  }
}

function put(row: WaitingProposal) {
  return ask<Measure>(`/api/measures/${row.id}`, { method: 'PUT', json: row.body });
}

/** No answer, a fault of ours, too many at once, or a phone that has to join again: the same may be taken later. */
function mayHelpLater(status: number): boolean {
  return status === 0 || status >= 500 || status === 429 || status === 401;
}

async function write(how: (rows: readonly WaitingProposal[]) => readonly WaitingProposal[]): Promise<void> {
  const before = (await kept<WaitingProposal[]>(KEY))?.value ?? [];
  const rows = how(before);
  if (rows !== before) await keep(KEY, rows);
  state.rows = rows;
}
