/**
 * The tiles and their items. The server's catalogue is asked once per start and kept for later;
 * a phone that never reached the server uses the eight tiles below.
 */
import { ask } from '../api/client';
import { keep, kept } from '../store/kept';

export interface Named {
  nl: string;
  en?: string | null;
}

export interface Item {
  code: string;
  name: Named;
  /** personal: photo stays behind by default, never a public point */
  sensitivity?: 'open' | 'personal' | null;
  /** shown as advice, never stored as a finding */
  stored?: boolean | null;
  /** where help is, for what is not stored */
  help?: Named | null;
  /** what is said first when it is chosen */
  first_line?: Named | null;
  /** how near and how recent another finding of it is likely to be the same thing */
  duplicate?: { metres: number; days: number } | null;
  retired?: string | null;
}

export interface Group {
  code: string;
  name: Named;
  sensitivity: 'open' | 'personal';
  order?: number | null;
  first_line?: Named | null;
  items: Item[];
}

const tile = (code: string, nl: string, en: string, sensitivity: Group['sensitivity'] = 'open'): Group => ({
  code,
  name: { nl, en },
  sensitivity,
  items: [],
});

/** What a phone knows before it ever met the server. */
export const builtIn: readonly Group[] = [
  tile('schoon', 'Afval en vuil', 'Litter and dirt'),
  tile('groen', 'Groen en water', 'Green and water'),
  tile('heel', 'Stoep of ding stuk', 'Pavement or thing broken'),
  tile('licht', 'Donker of lamp uit', 'Dark or light out'),
  tile('verkeer', 'Verkeer', 'Traffic'),
  tile('veilig', 'Voelt onveilig', 'Feels unsafe', 'personal'),
  tile('parel', 'Parel: mooi!', 'Pearl: lovely!'),
  tile('idee', 'Ik heb een idee', 'I have an idea'),
];

const state = $state<{ groups: readonly Group[] }>({ groups: builtIn });
let asked = false;

/** The groups in order of the tiles. Fills itself from the kept copy and then from the server. */
export function groups(): readonly Group[] {
  return state.groups;
}

/** The name of a group or item code; null for a code the catalogue does not have. */
export function nameOf(code: string | null | undefined): Named | null {
  for (const group of state.groups) {
    if (group.code === code) return group.name;
    const item = group.items.find((one) => one.code === code);
    if (item) return item.name;
  }
  return null;
}

/** The group that a group or item code belongs to. */
export function groupOf(code: string | null | undefined): Group | null {
  return state.groups.find((g) => g.code === code || g.items.some((item) => item.code === code)) ?? null;
}

/** Asks for the catalogue once per start. Without signal, or when the server does not know this phone, the kept copy stands. */
export async function startCatalogue(known = true): Promise<void> {
  if (asked) return;
  asked = known;
  const before = await kept<Group[]>('categories');
  if (before && before.value.length > 0) state.groups = before.value;
  if (!known) return;
  const answer = await ask<unknown>('/api/categories');
  if (!answer.ok) {
    asked = false;
    return;
  }
  const read = readCatalogue(answer.data);
  if (read.length === 0) return;
  state.groups = read;
  await keep('categories', read);
}

/** Groups with their items, from a catalogue that lists items inside groups or beside them. */
export function readCatalogue(data: unknown): Group[] {
  const told = (data ?? {}) as { groups?: Group[]; items?: (Item & { group: string })[] };
  if (!Array.isArray(told.groups)) return [];
  return told.groups
    .map((group) => ({
      ...group,
      items: (group.items ?? told.items?.filter((item) => item.group === group.code) ?? []).filter(
        (one) => !one.retired,
      ),
    }))
    .sort((a, b) => (a.order ?? 0) - (b.order ?? 0));
}
