/** The server's last answers for map and list, so that both work without signal after one visit. */
import type { FeatureCollection } from 'geojson';
import { ask } from '../api/client';
import type { BordersToo, Problem } from '../api/types';
import { now } from '../clock';
import { forgetOlder, keep, kept } from '../store/kept';
import type { Buurt, Plot } from './plot';

/** What a screen gets: fresh, or the last one kept with its own time. */
export interface Known<T> {
  data: T;
  /** When it came, ms UTC. */
  at: number;
  /** Kept from an earlier visit because the server did not answer now. */
  old: boolean;
}

/** Names under which answers are kept that several screens read. */
export const borderDoor = '/api/buurten';
export const groundName = 'street plan';

/** What is kept under a name, as an old answer. */
export async function keptAnswer<T>(name: string): Promise<Known<T> | null> {
  const found = await kept<T>(name);
  return found ? { data: found.value, at: found.at, old: true } : null;
}

/**
 * Asks a door and keeps the answer under `name`; when the server does not answer or fails (status 0 or 5xx), the kept one.
 * A refusal (4xx) is never hidden behind an old answer.
 */
export async function askOrKept<T>(path: string, name = path): Promise<Known<T> | { problem: Problem }> {
  const answer = await ask<T>(path);
  if (answer.ok) {
    await keep(name, answer.data);
    return { data: answer.data, at: now(), old: false };
  }
  const mayUseOld = answer.status === 0 || answer.status >= 500;
  return (mayUseOld ? await keptAnswer<T>(name) : null) ?? { problem: answer.problem };
}

/** Answers that depend on who asks: nobody finds those of whoever used this phone before. */
const personal = ['hotspots ', 'beyond ', 'findings ', 'proposals ', '/api/hotspots', '/api/measures?'];

export async function forgetAnswers(): Promise<void> {
  for (const stem of personal) await forgetOlder(stem, Number.POSITIVE_INFINITY);
}

/** What a small map shows as ground: the borders, streets and base map that are known, without asking for borders anew. */
export async function keptBorders(): Promise<Pick<Plot, 'buurten' | 'ground' | 'base'>> {
  const [borders, ground] = await Promise.all([
    keptAnswer<FeatureCollection & BordersToo>(borderDoor),
    keptAnswer<FeatureCollection>(groundName),
  ]);
  return {
    buurten: (borders?.data.features ?? []) as Buurt[],
    ground: ground?.data ?? null,
    base: borders?.data.basemap ?? null,
  };
}
