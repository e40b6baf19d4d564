/** What goes on during a walk whichever screen is open: cells are noted, and a walk begun here becomes known. */
import { untrack } from 'svelte';
import type { Joined } from '../../ground/api/types';
import { now } from '../../ground/clock';
import { outbox } from '../../ground/outbox/outbox.svelte';
import { onArrival } from '../../ground/outbox/sendDeed';
import { place } from '../../ground/place/place.svelte';
import { forgetOlder } from '../../ground/store/kept';
import { isNews, isSure, nowKnown } from '../people/askMe';
import { me } from '../people/me.svelte';
import { tellWaiting } from './tellWaiting';
import { WALKED, Walked } from './walked.svelte';

/** Where somebody walked is not kept longer than this on the phone, asked about or not, in ms. */
const WEEK = 7 * 86_400_000;
const known = new Map<string, Walked>();

/** The cells of a walk, the same ones on every screen. */
export function walkedOf(walk: string): Walked {
  const held = known.get(walk);
  if (held) return held;
  const fresh = new Walked(walk);
  known.set(walk, fresh);
  void fresh.open();
  return fresh;
}

/** Starts watching. Call once; returns the way to stop (for tests). */
export function startAlong(): () => void {
  void forgetOlder(WALKED, now() - WEEK);
  const deaf = onArrival('begin', (_, answer) => nowKnown(answer as Joined));
  const hide = () => document.visibilityState === 'hidden' && saveAll();
  document.addEventListener('visibilitychange', hide);
  const still = $effect.root(() => {
    $effect(() => {
      const { walk } = me;
      if (walk?.state !== 'walking' || walk.left || !place.fix) return;
      const { id } = walk;
      untrack(() => walkedOf(id).step());
    });
    // After every pass of the outbox, whichever screen is open, and when a walk ended.
    $effect(() => {
      const walks = me.now?.walks ?? [];
      if (!outbox.known || outbox.busy || outbox.signal !== 'good' || walks.length === 0) return;
      untrack(() => {
        // These may be walks of whom this phone was a moment ago.
        if (!isSure()) return;
        const known = walks.filter(({ id }) => !isNews(id));
        void tellWaiting(known, outbox.rows);
      });
    });
  });
  return () => {
    deaf();
    document.removeEventListener('visibilitychange', hide);
    still();
  };
}

function saveAll(): void {
  for (const walked of known.values()) if (walked.ready) void walked.save();
}
