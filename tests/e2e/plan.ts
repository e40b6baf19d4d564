/**
 * A base map for the invented street: one PMTiles file (version 3) of vector tiles, written by hand so that the app's reader
 * meets another hand than the server's. Every tile holds land, a pond, a house and a street with a name.
 */
import type { BrowserContext } from '@playwright/test';

type Corner = [number, number];
/** A layer of the Protomaps basemap schema with one feature in tile units (4096 wide). */
interface Layer {
  name: string;
  area: boolean;
  corners: Corner[];
  properties: Record<string, string>;
}

const square = (at: number, side: number): Corner[] => [
  [at, at],
  [at + side, at],
  [at + side, at + side],
  [at, at + side],
];
const layers: Layer[] = [
  { name: 'earth', area: true, corners: square(0, 4096), properties: { kind: 'earth' } },
  { name: 'water', area: true, corners: square(900, 700), properties: { kind: 'water' } },
  { name: 'buildings', area: true, corners: square(2400, 500), properties: { kind: 'building' } },
  {
    name: 'roads',
    area: false,
    corners: [
      [0, 2048],
      [4096, 2048],
    ],
    properties: { kind: 'major_road', name: 'Proefstraat' },
  },
];

function varint(value: number): number[] {
  const bytes = [];
  for (; value > 127; value = Math.floor(value / 128)) bytes.push((value % 128) | 128);
  return [...bytes, value];
}
const field = (number: number, bytes: readonly number[]): number[] => [
  ...varint(number * 8 + 2),
  ...varint(bytes.length),
  ...bytes,
];
const count = (number: number, value: number): number[] => [...varint(number * 8), ...varint(value)];
const text = (words: string): number[] => [...Buffer.from(words)];
const zigzag = (value: number): number => (value < 0 ? -value * 2 - 1 : value * 2);

/** Commands of the MVT specification: move to the first corner, lines to the others, and close an area. */
function commands(corners: readonly Corner[], area: boolean): number[] {
  const steps = corners.map(([x, y], i) => {
    const [fromX, fromY] = corners[i - 1] ?? [0, 0];
    return [zigzag(x - fromX), zigzag(y - fromY)];
  });
  const lineTo = 2 + (corners.length - 1) * 8;
  return [9, ...(steps[0] ?? []), lineTo, ...steps.slice(1).flat(), ...(area ? [15] : [])];
}

function layer({ name, area, corners, properties }: Layer): number[] {
  const entries = Object.entries(properties);
  const tags = entries.flatMap((_, i) => [...varint(i), ...varint(i)]);
  const feature = [
    ...field(2, tags),
    ...count(3, area ? 3 : 2),
    ...field(4, commands(corners, area).flatMap(varint)),
  ];
  return field(3, [
    ...field(1, text(name)),
    ...field(2, feature),
    ...entries.flatMap(([key]) => field(3, text(key))),
    ...entries.flatMap(([, value]) => field(4, field(1, text(value)))),
    ...count(5, 4096),
    ...count(15, 2),
  ]);
}

/** A street from north to south at a longitude, as it lies in the tiles there; every other tile holds one too. */
export function streetAt(lon: number, deepest = 14): Layer {
  const across = Math.round(((((lon + 180) / 360) * 2 ** deepest) % 1) * 4096);
  const corners: Corner[] = [
    [across, 0],
    [across, 4096],
  ];
  return { name: 'roads', area: false, corners, properties: { kind: 'minor_road', name: 'Grensstraat' } };
}

/** The place at a corner of the tile over a longitude and latitude, in tile units. */
export function inTile([lon, lat]: [number, number], [x, y]: Corner, deepest = 14) {
  const size = 2 ** deepest;
  const row = ((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * size;
  const column = Math.floor(((lon + 180) / 360) * size) + x / 4096;
  const turn = Math.PI * (1 - (2 * (Math.floor(row) + y / 4096)) / size);
  return {
    longitude: (column / size) * 360 - 180,
    latitude: (Math.atan(Math.sinh(turn)) * 180) / Math.PI,
  };
}

/** The file: all tiles of zoom 0 share one content, and so do all up to zoom `deepest`. `instead` takes the place of layers. */
export function basemapFile(
  credit = 'Verzonnen <b>stratenplan</b>',
  deepest = 14,
  instead: readonly Layer[] = [],
): Buffer {
  const others = layers.filter(({ name }) => !instead.some((one) => one.name === name));
  const tile = Buffer.from([...others, ...instead].flatMap(layer));
  const tiles = (4 ** (deepest + 1) - 1) / 3;
  // One entry: tile 0, a run over all tiles, its length, its offset (plus one).
  const directory = Buffer.from([1, 0, tiles, tile.length, 1].flatMap(varint));
  const metadata = Buffer.from(JSON.stringify({ attribution: credit }));
  const header = Buffer.alloc(127);
  header.write('PMTiles');
  header[7] = 3;
  const after = header.length + directory.length;
  const places = [
    header.length,
    directory.length,
    after,
    metadata.length,
    0,
    0,
    after + metadata.length,
    tile.length,
  ];
  for (const [i, value] of [...places, tiles, 1, 1].entries())
    header.writeBigUInt64LE(BigInt(value), 8 + 8 * i);
  // Clustered, nothing packed (1), vector tiles (1), zooms 0 to the deepest, the whole world.
  for (const [i, value] of [1, 1, 1, 1, 0, deepest].entries()) header[96 + i] = value;
  for (const [i, degrees] of [-180, -85, 180, 85].entries()) header.writeInt32LE(degrees * 1e7, 102 + 4 * i);
  return Buffer.concat([header, directory, metadata, tile]);
}

/** Lets a server offer this base map, as it does when it is started with one; gives how often the file was asked for. */
export async function offersBasemap(context: BrowserContext, file: Buffer, version = '1') {
  const asked = { times: 0 };
  await context.route('**/api/buurten', async (route) => {
    const answer = await route.fetch().catch(() => null);
    if (!answer?.ok()) return route.abort('internetdisconnected');
    const borders = (await answer.json()) as object;
    await route.fulfill({
      response: answer,
      json: { ...borders, basemap: { href: '/basemap.pmtiles', bytes: file.length, version } },
    });
  });
  await context.route('**/basemap.pmtiles', async (route) => {
    asked.times += 1;
    const range = /bytes=(\d+)-(\d+)/.exec(route.request().headers().range ?? '');
    if (!range) return route.fulfill({ body: file, contentType: 'application/octet-stream' });
    const [from, to] = [Number(range[1]), Math.min(Number(range[2]), file.length - 1)];
    await route.fulfill({
      status: 206,
      body: file.subarray(from, to + 1),
      headers: {
        'Content-Type': 'application/octet-stream',
        'Content-Range': `bytes ${from}-${to}/${file.length}`,
        'Content-Length': String(to + 1 - from),
      },
    });
  });
  return asked;
}
