/** A proposal that is being written, kept on the phone per place until it is sent. */
import { v7 } from 'uuid';
import type { Place } from '../../ground/map/where';
import type { WaitingProposal } from '../../ground/outbox/proposals.svelte';
import { forget, keep, kept } from '../../ground/store/kept';
import { emptyGate, type GateDraft } from './gate';

export interface Draft {
  /** Made once, so that sending again is the same proposal. */
  id: string;
  kind: string;
  why: string;
  /** Where the pin stands; null until known. */
  place: Place | null;
  gate: GateDraft;
}

const nameOf = (slug: string): string => `proposal draft ${slug || 'map'}`;

/** The draft of a hotspot's cell, or of the map when `slug` is empty. */
export async function openDraft(slug: string): Promise<Draft> {
  const before = await kept<Draft>(nameOf(slug));
  return whole(before?.value) ?? { id: v7(), kind: '', why: '', place: null, gate: emptyGate() };
}

/**
 * The draft that goes on with a proposal that was refused, under a new id: the old one may hold other members at the
 * server. What was changed since is kept under the old id.
 */
export async function openAgain({ id, body, form }: WaitingProposal): Promise<Draft> {
  const before = await kept<Draft>(nameOf(id));
  const begun = whole(before?.value);
  if (begun) return begun;
  const [lon, lat] = body.place.type === 'Point' ? body.place.coordinates : [];
  const place = lon === undefined || lat === undefined ? null : { lon, lat };
  const plain = { kind: body.kind, why: body.why, place, gate: emptyGate() };
  return { ...plain, ...(whole(form as Draft | undefined) ?? {}), id: v7() };
}

/** A draft from before the gate asked what it asks now, with the new questions open. */
function whole(draft: Draft | undefined): Draft | undefined {
  return draft && { ...draft, gate: { ...emptyGate(), ...draft.gate } };
}

/** Keeps a plain copy of a draft. */
export function keepDraft(slug: string, draft: Draft): Promise<void> {
  return keep(nameOf(slug), draft);
}

export function dropDraft(slug: string): Promise<void> {
  return forget(nameOf(slug));
}
