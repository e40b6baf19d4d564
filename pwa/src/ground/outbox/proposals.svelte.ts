/**
 * Proposals that could not leave the phone: kept under their id, sent again when map or list opens. The id stays the same,
 * so that a proposal whose answer got lost is not made twice.
 */
import { ask } from '../api/client';
import type { Measure, MeasureBody, Problem } from '../api/types';
import { changeKept } from '../store/kept';
import { say } from '../ui/toasts.svelte';
import { t } from '../words/words.svelte';
import { formOf } from './form';
import { type Refused, refusedBy } from './refused';

export interface WaitingProposal {
  id: string;
  /** the form of the body */
  schema?: 1;
  body: MeasureBody;
  savedAt: number;
  /** What the form held and the address it stood at, to open it again; the screen that made it knows its shape. */
  form?: unknown;
  address?: string;
  /** Why the server refused it after it waited; it is not sent again by itself. */
  refused?: Refused;
}

/** `sent`: the server has it. `kept`: on this phone, to be sent later. `lost`: neither, leave the screen open. */
export type Sent =
  | { now: 'sent'; measure: Measure }
  | { now: 'kept' | 'lost' }
  | { now: 'refused'; problem: Problem };

type Change = (rows: readonly WaitingProposal[]) => readonly WaitingProposal[];

const KEY = 'waiting proposals';
const state = $state<{ rows: readonly WaitingProposal[] }>({ rows: [] });

export const waitingProposals = {
  get rows(): readonly WaitingProposal[] {
    return state.rows;
  },
};

/** Sends a proposal, and keeps it when the server does not answer now. */
export async function sendProposal(row: WaitingProposal): Promise<Sent> {
  const plain = { ...($state.snapshot(row) as WaitingProposal), schema: 1 } as const;
  const sent = await put(plain);
  if (sent.ok) {
    await write((rows) => rows.filter(({ id }) => id !== row.id));
    return { now: 'sent', measure: sent.data };
  }
  if (!mayHelpLater(sent.status)) return { now: 'refused', problem: sent.problem };
  const there = await write((rows) => [...rows.filter(({ id }) => id !== row.id), plain]);
  return { now: there ? 'kept' : 'lost' };
}

/** Reads what waits. */
export async function readWaitingProposals(): Promise<void> {
  await write((rows) => rows);
}

/**
 * Reads what waits and tries to send it, oldest first. What the server refuses stays with the reason, for its maker to
 * change or throw away, and is not sent again.
 */
export async function sendWaitingProposals(): Promise<void> {
  await readWaitingProposals();
  let refused = false;
  for (const row of state.rows.filter((one) => !one.refused)) {
    const sent = await put(row);
    if (sent.ok || sent.status === 410) await discardProposal(row.id);
    else if (mayHelpLater(sent.status)) break;
    else {
      const reason = refusedBy(sent.problem);
      await write((rows) => rows.map((one) => (one.id === row.id ? { ...one, refused: reason } : one)));
      refused = true;
    }
  }
  if (refused) say(t('proposals.refused'));
}

function put(row: WaitingProposal) {
  return ask<Measure>(`/api/measures/${row.id}`, { method: 'PUT', json: row.body, headers: formOf(row) });
}

/**
 * No answer, a fault of ours, too many at once, a phone that has to join again or to renew its app: the same may be taken
 * later.
 */
function mayHelpLater(status: number): boolean {
  return status === 0 || status >= 500 || [401, 426, 429].includes(status);
}

/** Throws a proposal away that is only on this phone. */
export async function discardProposal(id: string): Promise<void> {
  await write((rows) => rows.filter((row) => row.id !== id));
}

/** True when the phone holds the change. */
async function write(how: Change): Promise<boolean> {
  const rows = await changeKept<readonly WaitingProposal[]>(KEY, (before) => how(before ?? []));
  if (rows) state.rows = rows;
  return rows !== null;
}
