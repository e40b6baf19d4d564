/** Where somebody goes after recording: back to the walk when they came from it, else to the map. */
import { way } from '../../ground/ui/way.svelte';
import { me } from '../people/me.svelte';

/** A page that the phone threw away while its camera was open no longer knows where it came from: the walk that goes on. */
export function wayBack(): string {
  if (way.from.startsWith('/schouw/')) return way.from;
  return way.from === '' && me.walk?.state === 'walking' ? `/schouw/${me.walk.id}` : '/kaart';
}
