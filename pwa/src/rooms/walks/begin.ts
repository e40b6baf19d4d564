/** Begins a walk that nobody planned. It is there at once, also without signal; the server hears of it later. */
import { v7 } from 'uuid';
import type { Walk } from '../../ground/api/types';
import { instantText, serverNow } from '../../ground/clock';
import { enqueue } from '../../ground/outbox/deeds';
import { sendNow } from '../../ground/outbox/outbox.svelte';
import { begun } from '../people/askMe';
import { phoneKey } from '../people/phoneKey';

export interface Beginning {
  /** what the others may call this walker */
  name: string;
  /** what the walk is called until the server knows it */
  title: string;
  /** the buurt it goes through, when known */
  buurt: string | null;
}

/** Rejects when this phone could keep nothing; then no walk began. */
export async function beginWalk({ name, title, buurt }: Beginning): Promise<Walk> {
  const started_at = instantText(serverNow());
  const id = v7();
  const called = name.trim() || null;
  const key = await phoneKey();
  const begin = { id, started_at, ...(key ? { key } : {}), ...(buurt ? { buurt } : {}) };
  await enqueue({
    id,
    kind: 'begin',
    method: 'POST',
    path: '/api/join',
    body: { begin, ...(called ? { name: called } : {}) },
  });
  const walk: Walk = {
    id,
    title,
    buurt,
    starts_at: started_at,
    started_at,
    themes: [],
    my_name: called,
    state: 'walking',
    leader: true,
    left: false,
    roles: ['leader'],
  };
  begun(walk);
  void sendNow();
  return walk;
}
