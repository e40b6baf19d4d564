/** What an event of a walk's stream makes of the findings of that walk. Pure. */
import type { FindingFeature } from '../api/types';
import { instantOf } from '../clock';

/** The findings of a walk by id. */
export type Findings = ReadonlyMap<string, FindingFeature>;

/** An event as the server tells it: its name and its data. */
export interface Told {
  name: 'finding' | 'photo' | 'confirmation';
  data: unknown;
}

interface Word {
  id?: string;
  withdrawn?: boolean;
  finding?: string;
  photo?: string;
  confirmations?: number;
}

/** The findings after an event. What is told of a finding that is not here changes nothing; the same twice neither. */
export function patched(findings: Findings, told: Told): Findings {
  const word = (told.data ?? {}) as Word;
  const id = told.name === 'finding' ? word.id : word.finding;
  if (!id) return findings;
  const next = new Map(findings);
  if (told.name === 'finding') {
    if (word.withdrawn) next.delete(id);
    else if (isWhole(told.data)) next.set(id, told.data);
    return next;
  }
  const before = findings.get(id);
  if (!before) return findings;
  return next.set(id, { ...before, properties: { ...before.properties, ...said(before, word) } });
}

function isWhole(data: unknown): data is FindingFeature {
  const told = data as Partial<FindingFeature>;
  return told.geometry?.type === 'Point' && typeof told.properties === 'object';
}

function said(before: FindingFeature, word: Word): Partial<FindingFeature['properties']> {
  if (word.confirmations !== undefined) return { confirmations: word.confirmations };
  if (!word.photo) return {};
  const photos = before.properties.photos.filter(({ id }) => id !== word.photo);
  return { photos: [...photos, { id: word.photo, state: 'stored' }] };
}

/** Newest first, ties by id, as lists tell them. */
export function inOrder(findings: Findings): FindingFeature[] {
  const time = new Map([...findings].map(([id, one]) => [id, instantOf(one.properties.observed_at)]));
  const at = (one: FindingFeature) => time.get(one.properties.id) ?? 0;
  return [...findings.values()].sort((a, b) => at(b) - at(a) || (a.properties.id < b.properties.id ? 1 : -1));
}
