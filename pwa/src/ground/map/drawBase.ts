/** Lays the base map under everything else, and the plain street plan back when the base map cannot be read. */
import { addProtocol, type Map as LibreMap } from 'maplibre-gl';
import { type BaseHint, baseGround, baseIds, baseNames, baseScheme, baseSource } from './basemap';
import type { MapColours } from './colours';
import { groundLayerIds, semiBold } from './layers';
import { type Base, baseOf, openBase } from './openBase';

// `basemap://KEY/Z/X/Y`: the worker asks, the file answers on the page's side.
addProtocol(baseScheme, async ({ url }, abort) => {
  const [key = '', z, x, y] = url.slice(baseScheme.length + 3).split('/');
  const base = baseOf(key);
  if (!base) throw new Error('no such base map');
  return { data: await base.tile(Number(z), Number(x), Number(y), abort.signal) };
});

export class BaseMap {
  #hint: BaseHint | null = null;
  #base: Base | null = null;
  #dressed = false;
  #planShown = true;

  constructor(
    private readonly map: LibreMap,
    private readonly colours: () => MapColours,
    /** Hears whose map is drawn, `null` when none is. */
    private readonly told: (credit: string | null, drawn: boolean) => void,
    /** Whether there is another street plan to fall back on. */
    private readonly hasPlan: () => boolean,
  ) {
    // The plain plan goes when the base map covers it, so that nobody looks at bare paper meanwhile.
    map.on('idle', () => {
      if (this.#base && this.#dressed) this.#plan(false);
    });
    map.on('error', (fault) => {
      if ((fault as { sourceId?: string }).sourceId === baseSource && this.hasPlan()) this.#take(null);
    });
  }

  /** Which base map should be drawn. The same file named again by a fresh answer is tried again if it failed. */
  want(hint: BaseHint | null): void {
    if (hint === this.#hint) return;
    const same = hint?.version === this.#hint?.version;
    this.#hint = hint;
    if (!hint) this.#take(null);
    else if (!same || !this.#base) void this.#open(hint);
  }

  dress(): void {
    this.#dressed = true;
    if (this.#base) this.#lay(this.#base);
  }

  undress(): void {
    this.#dressed = false;
    this.#planShown = true;
  }

  async #open(hint: BaseHint): Promise<void> {
    const base = await openBase(hint);
    if (base && hint === this.#hint) this.#take(base);
  }

  #take(base: Base | null): void {
    if (base === this.#base) return;
    if (this.#base && this.#dressed) this.#lift();
    this.#base = base;
    if (base && this.#dressed) this.#lay(base);
    this.told(base?.credit ?? null, base !== null);
  }

  #lay(base: Base): void {
    const { map } = this;
    const colours = this.colours();
    if (!map.getSource(baseSource)) {
      const { minzoom, maxzoom, bounds, key } = base;
      map.addSource(baseSource, {
        type: 'vector',
        tiles: [`${baseScheme}://${key}/{z}/{x}/{y}`],
        minzoom,
        maxzoom,
        bounds,
      });
    }
    for (const layer of baseGround(colours)) if (!map.getLayer(layer.id)) map.addLayer(layer, 'buurt-fade');
    for (const layer of baseNames(colours, semiBold))
      if (!map.getLayer(layer.id)) map.addLayer(layer, 'buurt-names');
  }

  #lift(): void {
    const { map } = this;
    for (const id of baseIds(this.colours())) if (map.getLayer(id)) map.removeLayer(id);
    if (map.getSource(baseSource)) map.removeSource(baseSource);
    this.#plan(true);
  }

  /** The plain street plan of the example, which the base map replaces. */
  #plan(shown: boolean): void {
    if (shown === this.#planShown) return;
    this.#planShown = shown;
    for (const id of groundLayerIds) {
      this.map.setLayoutProperty(id, 'visibility', shown ? 'visible' : 'none');
    }
  }
}
