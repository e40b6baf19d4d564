/** Sends one deed and keeps proof that it arrived. What an answer means is the same as for findings. */
import { ask } from '../api/client';
import type { Problem } from '../api/types';
import { now } from '../clock';
import { type Deed, type DeedKind, database, type WaitingFinding } from '../store/database';
import { type Verdict, verdictOf } from './backoff';
import { changeDeed, voiceOf } from './deeds';
import { formOf } from './form';
import { codeOf, heed, isTime, later, PATIENCE, type Pass } from './pass';
import { tell } from './shelf';

type Heard = (deed: Deed, answer: unknown) => void;
const listeners = new Map<DeedKind, Heard>();

/** Hears the server's answer to every deed of a kind, in the page that sent it. Returns the way to stop. */
export function onArrival(kind: DeedKind, heard: Heard): () => void {
  listeners.set(kind, heard);
  return () => listeners.delete(kind);
}

/** Whether a deed may leave the phone now. */
export function isDeedDue(deed: Deed, pass: { everything: boolean }): boolean {
  return deed.state === 'waiting' && (pass.everything || isTime(deed.nextAt));
}

/** Walks that the server does not know yet, also those it refused to begin: all that is of them waits. */
export function walksToBegin(deeds: readonly Deed[]): Set<string> {
  return new Set(deeds.filter((deed) => deed.kind === 'begin').map((deed) => deed.id));
}

/**
 * Whether what comes before it has arrived: its walk has begun, and the text of its finding is in or the phone no longer
 * holds it.
 */
export function mayGo(
  deed: Deed,
  rows: ReadonlyMap<string, WaitingFinding>,
  unbegun: ReadonlySet<string>,
): boolean {
  const walk = /^\/api\/walks\/([^/]+)/.exec(deed.path)?.[1];
  if (walk && unbegun.has(walk)) return false;
  const first = deed.after === null ? undefined : rows.get(deed.after);
  return first === undefined || (first.textIn && !first.withdraw);
}

export async function sendDeed(deed: Deed, pass: Pass): Promise<void> {
  // Marked before it is made: whatever happens after, the server may know of it and its bytes stay as they are.
  const claimed = await changeDeed(deed.id, (row) =>
    isDeedDue(row, pass) ? { ...row, attempts: row.attempts + 1 } : null,
  );
  if (!claimed) return;
  const answer = await ask<unknown>(claimed.path, {
    method: claimed.method,
    ...(claimed.body === null ? {} : { bytes: claimed.body }),
    headers: { ...formOf(claimed), ...(claimed.body === null ? {} : { 'Content-Type': 'application/json' }) },
    timeout: PATIENCE,
  });
  if (!answer.ok) {
    // Taken back twice is taken back.
    const gone = claimed.method === 'DELETE' && (answer.status === 404 || answer.status === 410);
    return gone ? arrived(claimed, null, pass) : refused(claimed, answer.problem, pass);
  }
  // A login page may come in between after the server was heard: whatever it says, it is not ours.
  if (answer.headers.get('Buurtschouw') !== '1' || !names(answer.data, claimed))
    return refused(claimed, { status: -1, code: 'other_receipt', faults: [] }, pass);
  await arrived(claimed, answer.data, pass);
}

/** An answer that names an id must name ours: its own, its finding's, or its walk's. */
function names(answer: unknown, deed: Deed): boolean {
  const told = (answer ?? {}) as { id?: string; walk?: { id?: string } };
  if (deed.kind === 'begin') return told.walk?.id === deed.id;
  if (deed.kind === 'drawing') return told.id === deed.id;
  if (deed.kind === 'change') return told.id === deed.id || told.id === deed.after;
  return true;
}

async function arrived(deed: Deed, answer: unknown, pass: Pass): Promise<void> {
  const { id, kind, after, savedAt } = deed;
  const tx = (await database()).transaction(['deeds', 'deedReceipts'], 'readwrite', { durability: 'strict' });
  const told = kind === 'drawing' ? { answer } : {};
  const receipts = tx.objectStore('deedReceipts');
  // A receipt of "I see this too" says that the voice stands, and under which id it can be taken back.
  if (kind === 'confirm' && deed.method === 'DELETE') await receipts.delete(voiceOf(deed));
  else await receipts.put({ id, kind, after, savedAt, arrivedAt: now(), ...told });
  await tx.objectStore('deeds').delete(id);
  await tx.done;
  pass.sent += 1;
  listeners.get(kind)?.(deed, answer);
  tell();
}

async function refused(deed: Deed, problem: Problem, pass: Pass): Promise<void> {
  const verdict = verdictOfDeed(problem.status);
  heed(pass, deed.id, problem.status);
  await changeDeed(deed.id, (row) => {
    if (verdict === 'pause') return { ...row, nextAt: 0 };
    if (verdict === 'retry') return { ...row, nextAt: later(row.attempts, problem, pass) };
    const faults = row.kind === 'drawing' ? { faults: problem.faults } : {};
    return { ...row, state: verdict, code: codeOf(problem), ...faults };
  });
}

/** Unlike a finding, a deed is about something the server must know: what it does not know never comes by waiting. */
function verdictOfDeed(status: number): Verdict {
  return status === 404 ? 'needs_attention' : verdictOf(status);
}
