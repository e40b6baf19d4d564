/**
 * Of a drawing of a buurt and of an answer about it only the last one counts, and the server takes for the last what arrives last.
 * So an earlier one that still waits here makes room, also one that was tried: it may have arrived, and then the newer one
 * comes after it. Deeds go one by one, so that one on the line comes to its end before the newer one leaves.
 */
import type { Deed } from '../store/database';
import { discardDeed, enqueue, type NewDeed, waitingDeeds } from './deeds';

/** Keeps a deed that takes the place of every earlier one at the same door about the same buurt. */
export async function enqueueLast<B extends { buurt: string }>(deed: NewDeed & { body: B }): Promise<void> {
  const kept = await enqueue(deed);
  for (const other of await waitingDeeds())
    if (other.id !== kept.id && isOf(other, deed, deed.body.buurt)) await discardDeed(other.id);
}

/** Takes the drawings of a buurt from the queue: what is withdrawn must not come after. */
export async function discardDrawings(buurt: string): Promise<void> {
  for (const deed of await waitingDeeds())
    if (deed.kind === 'drawing' && buurtOf(deed) === buurt) await discardDeed(deed.id);
}

function isOf(deed: Deed, like: NewDeed, buurt: string): boolean {
  return deed.kind === like.kind && doorOf(deed.path) === doorOf(like.path) && buurtOf(deed) === buurt;
}

/** The path without the id at its end. */
const doorOf = (path: string): string => path.replace(/[^/]*$/, '');

function buurtOf({ body }: Deed): string | undefined {
  return body === null ? undefined : (JSON.parse(body) as { buurt?: string }).buurt;
}
