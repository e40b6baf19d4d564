/** What the places leave unsaid: busier buurten, where nobody walked, and signals for who looks after the neighbourhood. */
import type { BeyondPlaces, Signal } from '../../ground/api/types';
import { askOrKept } from '../../ground/map/kept';
import type { Striped } from '../../ground/map/plot';
import { overview } from './overview.svelte';

export class Beyond {
  /** Codes of buurten that are busier as a whole, without a place. */
  busier = $state.raw<readonly string[]>([]);
  /** Spots with too few people for a place; `null` for who does not hear of them. */
  signals = $state.raw<readonly Signal[] | null>(null);
  /** For which buurt it was told: what was told of another is not said here. */
  of = $state.raw<string | null | undefined>(undefined);
  #round = 0;

  /** Asks with the same question as the places. Without an answer the kept one; without that nothing is said. */
  async load(): Promise<void> {
    const round = ++this.#round;
    const asked = overview.hotspotQuery(overview.chosen);
    const { months, light, themes } = overview.filters;
    const name = `beyond ${overview.chosen ?? 'all'} ${months} ${light} ${themes.join(',')}`;
    const answer = await askOrKept<BeyondPlaces>(`/api/hotspots/beyond?${asked}`, name);
    if (round !== this.#round) return;
    const told: Partial<BeyondPlaces> = 'problem' in answer ? {} : answer.data;
    this.of = overview.chosen;
    this.busier = told.busier ?? [];
    this.signals = told.signals ?? null;
    overview.unwalked = (told.unwalked as Striped | null | undefined) ?? null;
  }

  /** Names of the busier buurten that are in sight: the chosen one, or all. */
  get busierNames(): string[] {
    const wanted = this.busier.filter((code) => overview.chosen === null || code === overview.chosen);
    const named = overview.buurten.filter(({ properties }) => wanted.includes(properties.code));
    return named.map(({ properties }) => properties.name);
  }
}

export const beyond = new Beyond();
