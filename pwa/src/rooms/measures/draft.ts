/** A proposal that is being written, kept on the phone per place until it is sent. */
import { v7 } from 'uuid';
import type { Place } from '../../ground/map/where';
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
  return before?.value ?? { id: v7(), kind: '', why: '', place: null, gate: emptyGate() };
}

/** Keeps a plain copy of a draft. */
export function keepDraft(slug: string, draft: Draft): Promise<void> {
  return keep(nameOf(slug), draft);
}

export function dropDraft(slug: string): Promise<void> {
  return forget(nameOf(slug));
}
