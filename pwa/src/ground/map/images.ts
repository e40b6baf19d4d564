/** The pictures the map needs, drawn from our own SVG at the sharpness of the screen. No file is fetched. */
import type { Map as LibreMap, StyleImageMetadata } from 'maplibre-gl';
import { drawings, markerSvg, type Theme } from '../ui/icons/markers';
import type { MapColours } from './colours';
import { markerImages } from './plot';

/** CSS pixels of a marker on the map, halo and air included. */
const markerSide = 38;

async function picture(svg: string): Promise<HTMLImageElement> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  return image;
}

function markerIn(theme: Theme | null, waiting: boolean, c: MapColours, side: number): string {
  const on = theme ? drawings[theme].on : 'light';
  const colours = {
    fill: theme ? c.themes[theme] : c.card,
    sign: on === 'dark' ? c.onDark : c.onLight,
    ink: c.onLight,
    halo: c.markerHalo,
  };
  return markerSvg(theme, colours, side, waiting);
}

/** A round-ended label that stretches in its middle around a text. */
function label(fill: string, edge: string, height: number, sharpness: number): string {
  const width = height + 4;
  const line = `<rect x="1.5" y="1.5" width="${width - 3}" height="${height - 3}" rx="${(height - 3) / 2}" `;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width * sharpness}" height="${height * sharpness}" ` +
    `viewBox="0 0 ${width} ${height}">${line}fill="${fill}" stroke="${edge}" stroke-width="2.5"/></svg>`
  );
}

/** Grey stripes that repeat without a seam, for where nobody walked. */
function stripes(colour: string, sharpness: number): string {
  const side = 10 * sharpness;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}" viewBox="0 0 10 10">` +
    `<path d="M-1 1L1-1M0 10L10 0M9 11L11 9" stroke="${colour}" stroke-width="1.4"/></svg>`
  );
}

function stretch(height: number, sharpness: number): Partial<StyleImageMetadata> {
  const half = height / 2;
  const inPixels = (a: number, b: number): [number, number] => [a * sharpness, b * sharpness];
  return {
    pixelRatio: sharpness,
    stretchX: [inPixels(half, half + 4)],
    stretchY: [inPixels(half - 1, half + 1)],
    content: [3 * sharpness, 3 * sharpness, (height + 1) * sharpness, (height - 3) * sharpness],
  };
}

/**
 * Draws and registers every image; call it before the layers are added, so that no tile is laid out
 * without them. `wanted` says whether the map still wears these colours when the drawing is done.
 */
export async function addImages(map: LibreMap, colours: MapColours, wanted: () => boolean): Promise<void> {
  // Twice the screen's own sharpness costs little and keeps edges clean when the map is turned.
  const sharpness = Math.max(2, Math.ceil(devicePixelRatio));
  const side = markerSide * sharpness;
  const markers = markerImages().map(async ({ name, theme, waiting }) => ({
    name,
    image: await picture(markerIn(theme, waiting, colours, side)),
    meta: { pixelRatio: sharpness },
  }));
  const { boardPictures } = await import('./boards');
  const boards = boardPictures(colours, side).map(async ({ name, svg }) => ({
    name,
    image: await picture(svg),
    meta: { pixelRatio: sharpness },
  }));
  const labels = [
    { name: 'tag', fill: colours.hotspot, edge: colours.halo, height: 26 },
    { name: 'count', fill: colours.card, edge: colours.ink, height: 18 },
  ].map(async ({ name, fill, edge, height }) => ({
    name,
    image: await picture(label(fill, edge, height, sharpness)),
    meta: stretch(height, sharpness),
  }));
  const striped = picture(stripes(colours.label, sharpness)).then((image) => ({
    name: 'stripes',
    image,
    meta: { pixelRatio: sharpness },
  }));
  const drawn = await Promise.all([...markers, ...boards, ...labels, striped]);
  if (!wanted()) return;
  for (const { name, image, meta } of drawn) if (!map.hasImage(name)) map.addImage(name, image, meta);
}
