/** Everything that is not needed to see and touch the first screen. */
import { startCatalogue } from './ground/catalogue/catalogue.svelte';
import { startOutbox } from './ground/outbox/outbox.svelte';
import { onArrival } from './ground/outbox/sendDeed';
import { watchWhenAllowed } from './ground/place/place.svelte';
import type { Awaiting } from './ground/store/drawings';
import { startServiceWorker } from './ground/ui/update.svelte';
import { askMe } from './rooms/people/askMe';
import { me } from './rooms/people/me.svelte';
import { startAlong } from './rooms/walks/along.svelte';

/** Starts the queue, the service worker, the place during a walk, and asks who this phone is. Call once. */
export async function afterwards(): Promise<void> {
  // Before the queue: it may bring the answer to a walk that was begun without signal.
  startAlong();
  onArrival('drawing', (_, answer) => heardOfDrawing(answer as Awaiting));
  startOutbox();
  void startServiceWorker();
  // During a walk the phone knows its place before somebody wants to record something.
  $effect.root(() => {
    $effect(() => (me.walk ? watchWhenAllowed() : undefined));
  });
  await askMe();
  await startCatalogue(me.now !== null);
}

/** What the server mended, or wonders about, waits for its maker's yes: said on whichever screen is open. */
function heardOfDrawing(told: Awaiting): void {
  if (!told.needs_confirmation) return;
  // Without this message one's own page tells it.
  void import('./rooms/boundaries/yesAsked').then(({ askForYes }) => askForYes(told)).catch(() => {});
}
