/** What goes on during a walk whichever screen is open: cells are noted, and a walk begun here becomes known. */
import { untrack } from 'svelte';
import type { Joined } from '../../ground/api/types';
import { onArrival } from '../../ground/outbox/sendDeed';
import { place } from '../../ground/place/place.svelte';
import { nowKnown } from '../people/askMe';
import { me } from '../people/me.svelte';
import { Walked } from './walked.svelte';

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
  const deaf = onArrival('begin', (_, answer) => nowKnown(answer as Joined));
  const hide = () => document.visibilityState === 'hidden' && saveAll();
  document.addEventListener('visibilitychange', hide);
  const still = $effect.root(() => {
    $effect(() => {
      const { walk } = me;
      if (walk?.state !== 'walking' || !place.fix) return;
      const { id } = walk;
      untrack(() => walkedOf(id).step());
    });
  });
  return () => {
    deaf();
    document.removeEventListener('visibilitychange', hide);
    still();
  };
}

function saveAll(): void {
  for (const walked of known.values()) if (walked.cells.length > 0) void walked.save();
}
