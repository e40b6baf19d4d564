/** Who this phone is to the server: one participant for all its walks, or nobody yet. Kept for a start without signal. */
import { ask } from '../../ground/api/client';
import type { Joined, Me, Walk } from '../../ground/api/types';
import { instantOf, now } from '../../ground/clock';
import { readSetting, writeSetting } from '../../ground/store/settings';

const state = $state<{ me: Me | null; known: boolean }>({ me: null, known: false });
let asked = 0;
const EVENING = 12 * 3_600_000;

export const me = {
  /** the participant or staff member, or null for nobody */
  get now(): Me | null {
    return state.me;
  },
  /** whether the phone's memory was read; before that nobody knows */
  get known(): boolean {
    return state.known;
  },
  /** the walk that findings made now belong to: the latest that begins within 12 hours or has begun, and has not ended */
  get walk(): Walk | null {
    const open = (state.me?.walks ?? []).filter(
      (walk) => walk.state !== 'ended' && instantOf(walk.starts_at) < now() + EVENING,
    );
    return open.sort((a, b) => instantOf(b.starts_at) - instantOf(a.starts_at))[0] ?? null;
  },
};

/** Reads what the phone remembers; the server's word follows by `askMe`. */
export function startMe(): void {
  try {
    state.me = JSON.parse(readSetting('me') ?? 'null') as Me | null;
  } catch {
    state.me = null;
  }
  state.known = true;
}

/** Asks the server who we are. Returns the status of its answer; 0 when none came. */
export async function askMe(): Promise<number> {
  const round = ++asked;
  const answer = await ask<Me>('/api/me');
  // An older answer may not undo what a newer one said, for example after coming in as staff.
  if (round !== asked) return answer.status;
  if (answer.ok) remember(answer.data);
  else if (answer.status === 401) {
    const begun = unknownYet();
    if (begun.length > 0) remember(nobodyYet());
    else {
      state.me = null;
      writeSetting('me', null);
    }
  }
  return answer.status;
}

/** A walk that this phone began and the server does not know yet: it is ours all the same. */
export function begun(walk: Walk): void {
  writeSetting('begun', JSON.stringify([...unknownYet().filter(({ id }) => id !== walk.id), walk]));
  remember(state.me ?? nobodyYet());
}

/** A walk that is different now, by this phone's own doing or as the server told. */
export function changed(walk: Walk): void {
  if (!state.me) return;
  const walks = state.me.walks.map((one) => (one.id === walk.id ? { ...one, ...walk } : one));
  if (unknownYet().some(({ id }) => id === walk.id)) begun(walk);
  else remember({ ...state.me, walks });
}

function unknownYet(): Walk[] {
  try {
    return JSON.parse(readSetting('begun') ?? '[]') as Walk[];
  } catch {
    return [];
  }
}

function nobodyYet(): Me {
  return { id: '', role: 'participant', walks: [] };
}

/** Whether somebody plans walks, and so has the screen for it. */
export function plansWalks(one: Me | null): boolean {
  return one?.role === 'networker' || one?.role === 'admin';
}

/** After joining: this phone is somebody, and what waited may go. */
export function joined(told: Joined): void {
  const walks = (state.me?.walks ?? []).filter((walk) => walk.id !== told.walk.id);
  const walk = { ...told.walk, my_name: told.participant.name ?? null };
  const begun = unknownYet().filter(({ id }) => id !== walk.id);
  writeSetting('begun', begun.length > 0 ? JSON.stringify(begun) : null);
  remember({ role: 'participant', ...state.me, id: told.participant.id, walks: [...walks, walk] });
  void import('../../ground/outbox/outbox.svelte').then(({ loggedIn }) => loggedIn());
}

function remember(told: Me): void {
  const known = told.walks ?? [];
  const begun = unknownYet();
  const ids = new Set(begun.map(({ id }) => id));
  state.me = { ...told, walks: [...known.filter(({ id }) => !ids.has(id)), ...begun] };
  writeSetting('me', JSON.stringify(state.me));
}
