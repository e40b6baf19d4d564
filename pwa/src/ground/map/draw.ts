/**
 * The only file that drives MapLibre: opens a map in an element, shows a `Plot`, tells what was tapped.
 *
 * It is loaded when a map is first needed (about 445 kB compressed) and throws when the phone cannot draw (no WebGL);
 * the caller then shows the list. Nothing is fetched from elsewhere: no tiles, no glyphs, no sprite.
 */
import 'maplibre-gl/dist/maplibre-gl.css';
import { type GeoJSONSource, Map as LibreMap, type MapMouseEvent, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { type MapColours, readColours, watchLook } from './colours';
import { addImages } from './images';
import { clusterSums, clusterUntil, layersIn, paper } from './layers';
import { changedSources, emptyPlot, type Plot, sourcesOf } from './plot';
import { proposalLayer } from './proposals';
import type { Box, Place } from './where';

setWorkerUrl(workerUrl);

/** What the map tells the screen. */
export interface Hands {
  onmark?: (id: string) => void;
  onring?: (id: string) => void;
  onproposal?: (id: string) => void;
  /** A tap on bare ground inside a buurt. */
  onbuurt?: (code: string) => void;
  /** After each pan or zoom, with what is in sight. */
  onmoved?: (sight: Box) => void;
  /** Everything asked for is painted. */
  onpainted?: () => void;
  /** A picture only: no panning, no zooming, no focus. */
  still?: boolean;
  /** Many marks close together: smaller ones. */
  crowded?: boolean;
}

/** Pixels that other things cover on each side. */
export interface Covered {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

/** From where the reader looks; given back, the map stands as it was left. */
export interface Eye extends Place {
  zoom: number;
}

export interface DrawnMap {
  show(plot: Plot): void;
  /** Brings a box into the free part of the map. */
  fit(box: Box): void;
  goTo(place: Place, zoom: number): void;
  eye(): Eye;
  lookFrom(eye: Eye): void;
  cover(covered: Covered): void;
  zoomBy(steps: number): void;
  remove(): void;
  /** For markers of one's own, such as the pin. */
  readonly libre: LibreMap;
}

/** Layers that answer to a finger, the topmost first. */
const touchable = [
  'me-dot',
  proposalLayer,
  'waiting-marks',
  'ring-tags',
  'marks',
  'mark-counts',
  'mark-groups',
  'ring-area',
];
/** Half a fingertip in pixels. */
const reach = 10;

/** Opens a map on `box` in `element`, which must have a size. Resolves when the first layers stand. */
export async function openMap(
  element: HTMLElement,
  box: Box,
  name: string,
  hands: Hands = {},
): Promise<DrawnMap> {
  let colours = readColours(element);
  let plot = emptyPlot;
  const map = new LibreMap({
    container: element,
    style: paper(colours),
    bounds: box,
    fitBoundsOptions: { padding: 8 },
    attributionControl: false,
    interactive: !hands.still,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    minZoom: 8,
    maxZoom: 20,
    fadeDuration: 0,
    pixelRatio: Math.min(devicePixelRatio, 2),
    locale: { 'Map.Title': name },
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  nameCanvas(map.getCanvas(), hands.still === true);
  await map.once('style.load');
  await dress(map, colours, () => plot, hands);

  let looks = 0;
  const stopWatching = watchLook(() => {
    const look = ++looks;
    colours = readColours(element);
    map.setStyle(paper(colours), { diff: false });
    map.once('style.load', () => {
      // Two changes in a row: only the last one dresses the map.
      if (look === looks)
        void dress(
          map,
          colours,
          () => plot,
          hands,
          () => look === looks,
        );
    });
  });
  map.on('click', (event) => touch(map, event, hands));
  map.on('moveend', () => hands.onmoved?.(sightOf(map)));
  map.on('idle', () => hands.onpainted?.());

  return {
    libre: map,
    show(next) {
      const before = plot;
      plot = next;
      fill(map, next, before);
    },
    fit: (to) =>
      void map.fitBounds(
        to,
        hands.still ? { padding: 8, duration: 0 } : { padding: 28, maxZoom: 17, duration: 500 },
      ),
    goTo: (place, zoom) => void map.easeTo({ center: [place.lon, place.lat], zoom, duration: 500 }),
    eye: () => ({ lon: map.getCenter().lng, lat: map.getCenter().lat, zoom: map.getZoom() }),
    lookFrom: (eye) => void map.jumpTo({ center: [eye.lon, eye.lat], zoom: eye.zoom }),
    cover: (covered) => map.setPadding(covered),
    zoomBy: (steps) => void map.easeTo({ zoom: map.getZoom() + steps, duration: 200 }),
    remove() {
      stopWatching();
      map.remove();
    },
  };
}

/** MapLibre calls its canvas a region; our own frame already is one (or a picture), and two would be announced twice. */
function nameCanvas(canvas: HTMLCanvasElement, still: boolean): void {
  if (!still) canvas.setAttribute('role', 'application');
  else for (const attribute of ['role', 'aria-label', 'tabindex']) canvas.removeAttribute(attribute);
}

function sightOf(map: LibreMap): Box {
  const sight = map.getBounds();
  return [sight.getWest(), sight.getSouth(), sight.getEast(), sight.getNorth()];
}

/** Images first, then sources, then layers: a label laid out without its image would stay bare. */
async function dress(
  map: LibreMap,
  colours: MapColours,
  plot: () => Plot,
  hands: Hands,
  wanted = (): boolean => true,
): Promise<void> {
  await addImages(map, colours, wanted);
  if (!wanted()) return;
  const sources = sourcesOf(plot());
  for (const [name, data] of Object.entries(sources)) {
    if (map.getSource(name)) continue;
    const cluster = {
      cluster: true,
      clusterMaxZoom: clusterUntil,
      clusterRadius: 40,
      clusterProperties: clusterSums(),
    };
    map.addSource(name, { type: 'geojson', data, ...(name === 'marks' && !hands.still ? cluster : {}) });
  }
  for (const layer of layersIn(colours)) if (!map.getLayer(layer.id)) map.addLayer(layer);
  if (hands.crowded) map.setLayoutProperty('marks', 'icon-size', 0.74);
}

/** Gives the map what changed. The walker's dot moves every second; the findings need not be grouped anew for that. */
function fill(map: LibreMap, plot: Plot, before: Plot): void {
  const sources = sourcesOf(plot);
  for (const name of changedSources(plot, before)) {
    (map.getSource(name) as GeoJSONSource | undefined)?.setData(sources[name]);
  }
}

function touch(map: LibreMap, event: MapMouseEvent, hands: Hands): void {
  const { x, y } = event.point;
  const layers = touchable.filter((id) => map.getLayer(id));
  const around: [[number, number], [number, number]] = [
    [x - reach, y - reach],
    [x + reach, y + reach],
  ];
  const [hit] = map.queryRenderedFeatures(around, { layers });
  const id = String(hit?.properties.id ?? '');
  if (!hit) touchGround(map, event, hands);
  else if (hit.layer.id === proposalLayer) hands.onproposal?.(id);
  else if (hit.layer.id.startsWith('ring')) hands.onring?.(id);
  else if (hit.layer.id.startsWith('mark-')) openGroup(map, hit.properties.cluster_id, event);
  else if (id) hands.onmark?.(id);
}

function touchGround(map: LibreMap, event: MapMouseEvent, hands: Hands): void {
  const [buurt] = map.queryRenderedFeatures(event.point, {
    layers: ['buurt-veil'].filter((id) => map.getLayer(id)),
  });
  if (buurt) hands.onbuurt?.(String(buurt.properties.code));
}

/** A group of findings opens by going closer, until it falls apart. */
function openGroup(map: LibreMap, cluster: number, event: MapMouseEvent): void {
  const source = map.getSource('marks') as GeoJSONSource | undefined;
  void source?.getClusterExpansionZoom(cluster).then((zoom) => {
    map.easeTo({ center: event.lngLat, zoom: Math.max(zoom, map.getZoom() + 1), duration: 300 });
  });
}
