/** Who this phone is to the server: one participant for all its walks, or nobody yet. Kept for a start without signal. */
import type { Joined, Me, Walk } from '../../ground/api/types';
import { serverNow } from '../../ground/clock';
import { readSetting, writeSetting } from '../../ground/store/settings';
import { currentWalk, type Doing } from './currentWalk';

const state = $state<{ me: Me | null; known: boolean; doing: Doing }>({ me: null, known: false, doing: {} });

export const me = {
  /** the participant or staff member, or null for nobody */
  get now(): Me | null {
    return state.me;
  },
  /** whether the phone's memory was read; before that nobody knows */
  get known(): boolean {
    return state.known;
  },
  /** the walk that findings made now belong to */
  get walk(): Walk | null {
    return currentWalk(state.me?.walks ?? [], state.doing, serverNow());
  },
};

/** Reads what the phone remembers; the server's word follows by `askMe`. */
export function startMe(): void {
  state.me = parsed<Me>('me');
  state.doing = parsed<Doing>('walk') ?? {};
  state.known = true;
}

function parsed<T>(setting: 'me' | 'walk'): T | null {
  try {
    return JSON.parse(readSetting(setting) ?? 'null') as T | null;
  } catch {
    return null;
  }
}

/** What this phone does about walks from now on: whose screen it opened, which one it joined. */
export function does(doing: Doing): void {
  state.doing = { ...state.doing, ...doing };
  writeSetting('walk', JSON.stringify(state.doing));
}

/** Whether somebody plans walks, and so has the screen for it. */
export function plansWalks(one: Me | null): boolean {
  return one?.role === 'networker' || one?.role === 'admin';
}

/** After joining: this phone is somebody, and what waited may go. `byHand`: the walker did it at this moment. */
export function joined(told: Joined, byHand = true): void {
  const walks = (state.me?.walks ?? []).filter((walk) => walk.id !== told.walk.id);
  const walk = { ...told.walk, my_name: told.participant.name ?? null };
  if (byHand) does({ opened: walk.id, joined: walk.id, at: serverNow() });
  remember({ role: 'participant', ...state.me, id: told.participant.id, walks: [...walks, walk] });
  void import('../../ground/outbox/outbox.svelte').then(({ loggedIn }) => loggedIn());
}

/** Who this phone is from now on; nobody when `null`. */
export function remember(told: Me | null): void {
  if (state.me?.id && told?.id !== state.me.id)
    void import('../../ground/map/kept').then(({ forgetAnswers }) => forgetAnswers());
  state.me = told;
  writeSetting('me', told && JSON.stringify(told));
}
