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
  /** the walk that findings made now belong to: the latest that begins within 12 hours or has begun */
  get walk(): Walk | null {
    const open = (state.me?.walks ?? []).filter((walk) => instantOf(walk.starts_at) < now() + EVENING);
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
    state.me = null;
    writeSetting('me', null);
  }
  return answer.status;
}

/** Whether somebody plans walks, and so has the screen for it. */
export function plansWalks(one: Me | null): boolean {
  return one?.role === 'networker' || one?.role === 'admin';
}

/** After joining: this phone is somebody, and what waited may go. */
export function joined(told: Joined): void {
  const walks = (state.me?.walks ?? []).filter((walk) => walk.id !== told.walk.id);
  const walk = { ...told.walk, my_name: told.participant.name ?? null };
  remember({ role: 'participant', ...state.me, id: told.participant.id, walks: [...walks, walk] });
  void import('../../ground/outbox/outbox.svelte').then(({ loggedIn }) => loggedIn());
}

function remember(told: Me): void {
  state.me = { ...told, walks: told.walks ?? [] };
  writeSetting('me', JSON.stringify(state.me));
}
