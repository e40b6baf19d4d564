/** Lays borders over a drawn map and keeps them there when the look changes: night, outdoors, forced colours. */
import type { GeoJSONSource, Map as LibreMap, MapMouseEvent } from 'maplibre-gl';
import type { DrawnMap } from '../../ground/map/draw';
import {
  borderLayers,
  collected,
  patternImage,
  patternName,
  patterns,
  readBorderColours,
  type Scene,
  type SceneName,
  sceneNames,
  sourceOf,
} from './borderLook';

/** Half a fingertip in pixels. */
const reach = 12;

export interface Dressed {
  /** The borders lie on the map, in the look of the moment. */
  readonly there: boolean;
  show(scene: Scene): void;
  /** What lies under a tap, the topmost first: the name of its kind and its properties. */
  under(
    event: MapMouseEvent,
    names: readonly SceneName[],
  ): { name: SceneName; properties: Record<string, unknown> }[];
}

/** `onbare` hears that the look changed and the map is being laid anew. */
export function dressBorders({ libre }: DrawnMap, element: HTMLElement, onbare: () => void): Dressed {
  let scene: Scene = {};
  let dressing = false;
  const dress = (): void => {
    // The base is there when its names are; a change of look takes everything away and lays the base anew.
    // Every addition fires the same event again.
    if (dressing || !libre.getLayer('buurt-names') || libre.getSource(sourceOf('spot'))) return;
    dressing = true;
    const colours = readBorderColours(element);
    addPatterns(libre, colours);
    for (const name of sceneNames)
      libre.addSource(sourceOf(name), { type: 'geojson', data: collected(scene[name]) });
    const letters = libre.getLayoutProperty('buurt-names', 'text-font') as string[];
    for (const layer of borderLayers(colours, letters)) libre.addLayer(layer);
    dressing = false;
  };
  libre.on('style.load', onbare);
  libre.on('styledata', dress);
  dress();
  return {
    get there() {
      return libre.getSource(sourceOf('spot')) !== undefined;
    },
    show(next) {
      const before = scene;
      scene = next;
      for (const name of sceneNames) {
        if (next[name] === before[name]) continue;
        (libre.getSource(sourceOf(name)) as GeoJSONSource | undefined)?.setData(collected(next[name]));
      }
    },
    under({ point: { x, y } }, names) {
      const layers = libre
        .getStyle()
        .layers.filter((layer) => 'source' in layer && names.some((name) => layer.source === sourceOf(name)))
        .map(({ id }) => id);
      const around: [[number, number], [number, number]] = [
        [x - reach, y - reach],
        [x + reach, y + reach],
      ];
      return libre.queryRenderedFeatures(around, { layers }).map(({ source, properties }) => ({
        name: source.replace(/^border-/, '') as SceneName,
        properties,
      }));
    },
  };
}

function addPatterns(libre: LibreMap, colours: ReturnType<typeof readBorderColours>): void {
  const sharpness = Math.max(2, Math.ceil(devicePixelRatio));
  for (const pattern of patterns) {
    const image = patternImage(pattern, colours, sharpness);
    if (image && !libre.hasImage(patternName(pattern)))
      libre.addImage(patternName(pattern), image, { pixelRatio: sharpness });
  }
}
