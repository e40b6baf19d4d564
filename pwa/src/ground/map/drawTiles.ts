/** Puts the findings' tiles on a map, and the rows of the phone in their place whenever tiles fail. */
import type { LayerSpecification, Map as LibreMap } from 'maplibre-gl';
import type { MapColours } from './colours';
import { bold } from './layers';
import {
  type Drawn,
  foundLayers,
  foundSource,
  manyMarks,
  type News,
  rowLayers,
  tileZooms,
  type Use,
  use,
  useRows,
} from './tiles';

export class FoundTiles {
  #use: Use = useRows;
  #own: string | null = null;
  #many = false;
  #dressed = false;

  constructor(
    private readonly map: LibreMap,
    private readonly colours: () => MapColours,
    /** Hears where the findings come from, at each change. */
    private readonly told: (drawn: Drawn) => void,
  ) {
    // Idle: all tiles in sight stand, and none of them failed.
    map.on('idle', () => this.#hear('came'));
    map.on('error', (fault) => {
      if ((fault as { sourceId?: string }).sourceId === foundSource) this.#hear('failed');
    });
  }

  /** Which tiles should be drawn (`null`: none, rows are all there is), which buurt is the reader's, how many to expect. */
  want(url: string | null, own: string | null, marks: number): void {
    const many = marks > manyMarks;
    const turned = own !== this.#own || many !== this.#many;
    this.#own = own;
    this.#many = many;
    this.#hear({ wanted: url });
    if (turned) this.#layers();
  }

  /** Call it after each new style, when the other layers stand. */
  dress(): void {
    this.#dressed = true;
    this.#layers();
  }

  /** The style goes; nothing may be added until `dress`. */
  undress(): void {
    this.#dressed = false;
  }

  #hear(news: News): void {
    const before = this.#use;
    this.#use = use(before, news);
    if (this.#use === before) return;
    if (this.#dressed) this.#follow(before);
    if (this.#use.drawn !== before.drawn) this.told(this.#use.drawn);
  }

  #follow(before: Use): void {
    const { url, drawn } = this.#use;
    const source = this.map.getSource(foundSource);
    if (drawn === before.drawn && url && source)
      (source as unknown as { setTiles(urls: string[]): void }).setTiles([url]);
    else this.#layers();
  }

  /** Makes source and layers what `#use` says. */
  #layers(): void {
    if (!this.#dressed) return;
    const { map } = this;
    const { url, drawn } = this.#use;
    const layers = foundLayers(this.colours(), bold, this.#own, drawn === 'tiles', this.#many);
    const wanted = drawn !== 'rows' && url !== null;
    if (!wanted) for (const { id } of layers) if (map.getLayer(id)) map.removeLayer(id);
    if (!wanted && map.getSource(foundSource)) map.removeSource(foundSource);
    if (wanted && !map.getSource(foundSource)) {
      map.addSource(foundSource, { type: 'vector', tiles: [url], ...tileZooms });
    }
    if (wanted) for (const layer of layers) this.#put(layer);
    for (const id of rowLayers) {
      map.setLayoutProperty(id, 'visibility', drawn === 'tiles' ? 'none' : 'visible');
    }
  }

  /** Adds a layer, or makes the one that stands like it. */
  #put(layer: LayerSpecification): void {
    const { map } = this;
    if (!map.getLayer(layer.id)) {
      map.addLayer(layer, 'waiting-marks');
      return;
    }
    if ('filter' in layer && layer.filter) map.setFilter(layer.id, layer.filter);
    type Properties = Record<string, unknown> | undefined;
    const style = map as unknown as Record<
      'setPaintProperty' | 'setLayoutProperty',
      (id: string, name: string, value: unknown) => void
    >;
    for (const [name, value] of Object.entries((layer.paint as Properties) ?? {}))
      style.setPaintProperty(layer.id, name, value);
    for (const [name, value] of Object.entries((layer.layout as Properties) ?? {}))
      style.setLayoutProperty(layer.id, name, value);
  }
}
