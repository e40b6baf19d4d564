/** Whether a finding may be taken out of the case it is in, and by whom. */
import type { Me } from '../../ground/api/types';
import { waitingDeeds } from '../../ground/outbox/deeds';
import { plansWalks } from '../people/me.svelte';

/** What the question is about. */
export interface InCase {
  id: string;
  /** what it is about together with others; null for nothing */
  case: string | null;
  walk: string | null;
  /** code of the buurt it lies in */
  buurt: string | null;
  mine: boolean;
}

/** Its maker, who leads its walk, and who plans walks in its place may; the server asks the same. */
export function mayPart(finding: InCase, me: Me | null): boolean {
  if (finding.case === null) return false;
  if (finding.mine) return true;
  const leads = me?.walks.some((walk) => walk.id === finding.walk && walk.leader) ?? false;
  const here = !me?.buurt || me.buurt === finding.buurt;
  return leads || (plansWalks(me) && here);
}

/** Whether it waits on this phone to be taken out: said, and the server does not know. */
export async function waitsToPart(id: string): Promise<boolean> {
  const words = (await waitingDeeds()).filter((deed) => deed.kind === 'same' && deed.after === id);
  return words.at(-1)?.method === 'DELETE';
}
