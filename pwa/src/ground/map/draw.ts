/**
 * The only file that drives MapLibre: opens a map in an element, shows a `Plot`, tells what was tapped.
 *
 * It is loaded when a map is first needed (about 445 kB compressed) and throws when the phone cannot draw (no WebGL);
 * the caller then shows the list. Nothing is fetched from elsewhere: no tiles, no glyphs, no sprite.
 */
import './map.css';
import { type GeoJSONSource, Map as LibreMap, type MapMouseEvent, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { type MapColours, readColours, watchLook } from './colours';
import { BaseMap } from './drawBase';
import { FoundTiles } from './drawTiles';
import { addImages } from './images';
import { clusterSums, clusterUntil, layersIn, paper } from './layers';
import { changedSources, emptyPlot, type Plot, sourcesOf } from './plot';
import { proposalLayer } from './proposals';
import { type Drawn, foundGroups, foundMarks, preferSingles, singlesFrom } from './tiles';
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
  /** Everything asked for is painted; how many findings stand in sight one by one. */
  onpainted?: (inSight: number) => void;
  /** Whether the findings come from tiles or from the phone's rows. */
  ondrawn?: (drawn: Drawn) => void;
  /** A base map is drawn, and whose it is. */
  onbase?: (credit: string | null, drawn: boolean) => void;
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
  /** Brings a box into the free part of the map; `atOnce` without a movement. */
  fit(box: Box, atOnce?: boolean): void;
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
  'ring-fits',
  'marks',
  ...foundMarks,
  ...foundGroups,
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
  const drawn = (now: Drawn): void => hands.ondrawn?.(now);
  const found = new FoundTiles(map, () => colours, drawn);
  const credited = (credit: string | null, there: boolean): void => hands.onbase?.(credit, there);
  const hasPlan = (): boolean => (plot.ground?.features.length ?? 0) > 0;
  const base = new BaseMap(map, () => colours, credited, hasPlan);
  const clothes = [base, found];
  let looks = 0;
  const dressed = async (): Promise<void> => {
    const look = looks;
    // Two changes in a row: only the last one dresses the map.
    const wanted = (): boolean => look === looks;
    await dress(map, colours, () => plot, hands, wanted);
    if (wanted()) for (const one of clothes) one.dress();
  };
  await map.once('style.load');
  await dressed();

  const stopWatching = watchLook(() => {
    const look = ++looks;
    for (const one of clothes) one.undress();
    colours = readColours(element);
    map.setStyle(paper(colours), { diff: false });
    map.once('style.load', () => {
      if (look === looks) void dressed();
    });
  });
  map.on('click', (event) => touch(map, event, hands));
  map.on('moveend', () => hands.onmoved?.(sightOf(map)));
  map.on('idle', () => hands.onpainted?.(inSight(map)));

  return {
    libre: map,
    show(next) {
      const before = plot;
      plot = next;
      fill(map, next, before);
      base.want(next.base);
      found.want(next.tiles, next.own, next.marks.length);
    },
    fit(to, atOnce = false) {
      if (hands.still) return void map.fitBounds(to, { padding: 8, duration: 0 });
      const whole = map.cameraForBounds(to, { padding: 28, maxZoom: 17 });
      if (!whole) return;
      const eye = { center: whole.center, zoom: preferSingles(whole.zoom ?? map.getZoom()) };
      map.easeTo({ ...eye, duration: atOnce ? 0 : 500 });
    },
    goTo: (place, zoom) => void map.easeTo({ center: [place.lon, place.lat], zoom, duration: 500 }),
    eye: () => ({ lon: map.getCenter().lng, lat: map.getCenter().lat, zoom: map.getZoom() }),
    lookFrom: (eye) => void map.jumpTo({ center: [eye.lon, eye.lat], zoom: eye.zoom }),
    cover(covered) {
      // Setting it stops a movement that is under way, so only when it is another one.
      const { top, bottom, left, right } = map.getPadding();
      const same = top === covered.top && bottom === covered.bottom;
      if (!same || left !== covered.left || right !== covered.right) map.setPadding(covered);
    },
    zoomBy: (steps) => void map.easeTo({ zoom: map.getZoom() + steps, duration: 200 }),
    remove() {
      stopWatching();
      looks++;
      for (const one of clothes) one.undress();
      map.remove();
    },
  };
}

/** MapLibre calls its canvas a region; our own frame already is one (or a picture), and two would be announced twice. */
function nameCanvas(canvas: HTMLCanvasElement, still: boolean): void {
  if (!still) canvas.setAttribute('role', 'application');
  else for (const attribute of ['role', 'aria-label', 'tabindex']) canvas.removeAttribute(attribute);
}

/** Findings that stand one by one in sight, each once. */
function inSight(map: LibreMap): number {
  const layers = ['waiting-marks', 'marks', ...foundMarks].filter((id) => map.getLayer(id));
  const ids = map.queryRenderedFeatures({ layers }).map(({ properties }) => String(properties.id));
  return new Set(ids).size;
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
  else if (hit.properties.n !== undefined) goCloser(map, event);
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

/** A group of a tile opens by going closer: two steps, and from a distance as far as single findings. */
function goCloser(map: LibreMap, event: MapMouseEvent): void {
  map.easeTo({ center: event.lngLat, zoom: Math.max(map.getZoom() + 2, singlesFrom), duration: 300 });
}
