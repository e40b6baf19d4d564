/** What one pass over the queue knows, shared by those who send. */
import type { Problem } from '../api/types';
import { now } from '../clock';
import { verdictOf, waitAfter, wayOf } from './backoff';

/**
 * How a pass ended. `none`: no answer · `fault`: the server can not now · `portal`: somebody else answered · `login`: the
 * server does not know us.
 */
export type Passed = {
  signal: 'good' | 'none' | 'fault' | 'portal' | 'login' | 'busy' | 'idle';
  sent: number;
  retryAt: number;
};

/** Hears which finding is on the line (null: none) and how much of its bytes went, 0 to 1. */
export type Progress = (id: string | null, part?: number) => void;

export interface Pass {
  /** waiting times do not count: the person pressed "send now" */
  everything: boolean;
  onSending: Progress;
  sent: number;
  retryAt: number;
  stop: Passed['signal'] | null;
  /** what the server broke on, by id */
  broken: Set<string>;
}

/**
 * Stops the pass when a failure is not about the one thing sent. A server that breaks on one thing takes others; on two
 * different ones it is broken.
 */
export function heed(pass: Pass, id: string, status: number): void {
  if (status >= 500) pass.broken.add(id);
  const way = verdictOf(status) === 'pause' ? 'login' : wayOf(status);
  pass.stop = way ?? (pass.broken.size > 1 ? 'fault' : pass.stop);
}

/** Patience with an answer, in ms, beside what the bytes themselves may take. */
export const PATIENCE = 30_000;

/** Nothing waits longer than this, in ms: what seems to was planned before the phone's clock was set back. */
const LONGEST_WAIT = 6 * 3_600_000;

/** Whether a moment lies so far ahead that the phone's clock must have been set back since. */
export function isAhead(moment: number, most: number): boolean {
  return moment > now() + most;
}

/** Whether a waiting time is over. */
export function isTime(nextAt: number): boolean {
  return nextAt <= now() || isAhead(nextAt, LONGEST_WAIT);
}

/** When this one is tried again, in ms; the pass remembers the first of all. */
export function later(attempts: number, problem: Problem, pass: Pass): number {
  const at = now() + waitAfter(attempts, problem.retryAfter);
  pass.retryAt = Math.min(pass.retryAt, at);
  return at;
}

/** The reason to show: the first fault, else the refusal itself. */
export function codeOf(problem: Problem): string {
  return problem.faults[0]?.code ?? problem.code;
}
