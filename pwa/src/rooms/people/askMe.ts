/** Who the server says this phone is; and walks that this phone began and the server has not heard of yet. */
import { ask } from '../../ground/api/client';
import type { Joined, Me, Walk } from '../../ground/api/types';
import { readSetting, writeSetting } from '../../ground/store/settings';
import { does, joined, me, remember } from './me.svelte';

let asked = 0;
/** the last question that was answered, or never will be */
let heard = 0;
let latest = Promise.resolve(0);
/** Deeds on their way that may make this phone somebody else, and how many there were. */
let becoming = 0;
let became = 0;
/** How many of those there were when the server was asked whose answer is remembered; -1 before any is. */
let heardAt = -1;

/** Asks the server who we are. Returns the status of its answer when that is remembered; 0 when none came. */
export function askMe(): Promise<number> {
  latest = hearMe(++asked);
  return latest;
}

/**
 * Does what may make this phone somebody else, such as coming in as staff. From here on nobody knows who it is, until
 * `askMe` hears so.
 */
export async function becomes<T>(deed: () => Promise<T>): Promise<T> {
  becoming += 1;
  try {
    return await deed();
  } finally {
    becoming -= 1;
    became += 1;
  }
}

/**
 * Whether the server said, since this page opened and since the phone may have become somebody else, who it is. Asks when
 * nobody does: the answer changes `me`.
 */
export function isSure(): boolean {
  if (becoming > 0 || asked > heard) return false;
  if (heardAt === became) return true;
  void askMe();
  return false;
}

async function hearMe(round: number): Promise<number> {
  const since = became;
  const answer = await ask<Me>('/api/me');
  // An older answer may not undo what a newer one says, for example after coming in as staff; who asked waits for that one.
  if (round !== asked) return latest;
  heard = round;
  if (answer.ok || answer.status === 401) heardAt = since;
  const own = unknownYet();
  const ids = new Set(own.map(({ id }) => id));
  if (answer.ok) {
    const known = answer.data.walks.filter(({ id }) => !ids.has(id));
    remember({ ...answer.data, walks: [...known, ...own] });
  } else if (answer.status === 401) remember(own.length > 0 ? { ...nobodyYet, walks: own } : null);
  return answer.status;
}

/** A walk that this phone began and the server does not know yet: it is ours all the same. */
export function begun(walk: Walk): void {
  const others = (walks: Walk[]) => walks.filter(({ id }) => id !== walk.id);
  if (!isNews(walk.id)) does({ opened: walk.id });
  writeSetting('begun', JSON.stringify([...others(unknownYet()), walk]));
  const known = me.now ?? nobodyYet;
  remember({ ...known, walks: [...others(known.walks), walk] });
}

/** The server heard of a walk that was begun here. What happened to it since, here, is newer than its answer. */
export function nowKnown(told: Joined): void {
  const walks = unknownYet();
  const own = walks.find(({ id }) => id === told.walk.id);
  const left = walks.filter((walk) => walk !== own);
  writeSetting('begun', left.length > 0 ? JSON.stringify(left) : null);
  joined(
    {
      ...told,
      walk: { ...told.walk, ...(own ? { state: own.state, ended_at: own.ended_at, left: own.left } : {}) },
    },
    false,
  );
}

/** A walk that is different now, by this phone's own doing or as the server told. */
export function changed(walk: Walk): void {
  if (!me.now) return;
  const walks = me.now.walks.map((one) => (one.id === walk.id ? { ...one, ...walk } : one));
  if (isNews(walk.id)) begun(walk);
  else remember({ ...me.now, walks });
}

/** Whether a walk was begun here and the server has not heard of it. */
export function isNews(walk: string): boolean {
  return unknownYet().some(({ id }) => id === walk);
}

const nobodyYet: Me = { id: '', role: 'participant', walks: [] };

function unknownYet(): Walk[] {
  try {
    return JSON.parse(readSetting('begun') ?? '[]') as Walk[];
  } catch {
    return [];
  }
}
