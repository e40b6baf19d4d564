/** Joining a walk by its code. It comes when somebody joins, so that the first screen stays light. */
import { ask } from '../../ground/api/client';
import type { Joined } from '../../ground/api/types';
import { phoneKey } from '../people/phoneKey';

export type Refusal = 'unknown' | 'ended' | 'too-many' | 'no-signal' | 'server';

export async function join(
  code: string,
  name: string,
): Promise<{ joined: Joined } | { refusal: Refusal; retryAfter?: number }> {
  const key = await phoneKey();
  const json = { code, ...(name.trim() ? { name: name.trim() } : {}), ...(key ? { key } : {}) };
  const answer = await ask<Joined>('/api/join', { method: 'POST', json });
  if (answer.ok) return { joined: answer.data };
  return { refusal: refusalOf(answer.status, answer.problem.code), retryAfter: answer.problem.retryAfter };
}

function refusalOf(status: number, code: string): Refusal {
  if (status === 0) return 'no-signal';
  if (status === 429) return 'too-many';
  if (status >= 500) return 'server';
  return status === 410 || /ended|closed|expired/.test(code) ? 'ended' : 'unknown';
}
