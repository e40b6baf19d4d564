/** Parts that lie away from their buurt: a neighbour has them, and the committee says whether that is right. */
import { ask } from '../../ground/api/client';
import { type Check, type Proposal, proposalDoor } from './borderDoors';
import { isMet } from './deskRefusal';
import { isAlike } from './proposalArcs';
import type { Desk } from './proposalDesk.svelte';

/** Whether this is a part that another buurt has and nobody answered for. */
export function isAsked({ code, ok, part }: Check): boolean {
  return code === 'loose_part' && !ok && part !== undefined && part !== null;
}

/** Numbers of the parts that stay, with this one. */
export function stayed(checks: readonly Check[], part: number): number[] {
  const before = checks.filter(
    ({ code, ok, with: holder }) => code === 'loose_part' && ok && Boolean(holder),
  );
  return [...before.map((check) => check.part ?? 0), part].sort((one, other) => one - other);
}

/**
 * Lets a part stay where it is, after the lines that were moved before. Says whether the server heard it. When somebody else was
 * first: with the same lines it is said once more, with others both versions are shown.
 */
export async function letStay(desk: Desk, part: number, again = true): Promise<boolean> {
  await desk.save();
  if (desk.saving !== 'saved' || desk.theirs) return false;
  const { id, revision, checks } = desk.proposal;
  const json = { revision, stay: stayed(checks, part) };
  const answer = await ask<Proposal>(proposalDoor(id, '/loose'), { method: 'PUT', json });
  if (answer.ok) {
    desk.renew(answer.data);
    return true;
  }
  if (!isMet(answer.problem)) return false;
  const theirs = await ask<Proposal>(proposalDoor(id));
  if (!theirs.ok) return false;
  if (!isAlike(theirs.data.coverage, desk.coverage)) {
    desk.theirs = theirs.data;
    return false;
  }
  desk.renew(theirs.data);
  return again ? letStay(desk, part, false) : false;
}
