/** Who this phone is to the server: one participant for all its walks, or nobody yet. Kept for a start without signal. */
import type { Joined, Me, Walk } from '../../ground/api/types';
import { instantOf, now } from '../../ground/clock';
import { readSetting, writeSetting } from '../../ground/store/settings';

const state = $state<{ me: Me | null; known: boolean }>({ me: null, known: false });
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

/** Who this phone is from now on; nobody when `null`. */
export function remember(told: Me | null): void {
  state.me = told;
  writeSetting('me', told && JSON.stringify(told));
}
