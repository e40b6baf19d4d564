/**
 * The plane on which the city counts: degrees WGS84 to metres, and the cells of 25 m in it. The same planes as the
 * server's: RD New (RDNAPTRANS2018 without its correction grid) in the Netherlands, a transverse Mercator elsewhere.
 */
import type { Place } from '../../ground/map/where';

/** What `GET /api/frame` answers. */
export interface Frame {
  kind: 'rd' | 'local';
  lon0?: number;
  lat0?: number;
  /** its name, told beside cells: on another plane they are other places */
  plane?: string;
  /** side of a cell in metres */
  cell: number;
}

/**
 * The plane that a city around this place counts on, when it can be told without asking: all Dutch cities have one, by
 * the same box as on the server. Elsewhere nobody knows before the server said so.
 */
export function guessedFrame({ lon, lat }: Place): Frame | null {
  return lon >= 3.2 && lon <= 7.3 && lat >= 50.7 && lat <= 53.6
    ? { kind: 'rd', plane: 'rd', cell: 25 }
    : null;
}

/** Column and row of a cell, counted east and north from the plane's origin. */
export type Cell = readonly [ix: number, iy: number];
/** Metres east and north of the plane's origin. */
export type Metres = readonly [x: number, y: number];

interface Ellipsoid {
  a: number;
  e2: number;
}

const ellipsoid = (a: number, inverse: number): Ellipsoid => ({ a, e2: (2 - 1 / inverse) / inverse });
const wgs84 = ellipsoid(6_378_137, 298.257223563);
const bessel = ellipsoid(6_377_397.155, 299.1528128);
const radians = (degrees: number): number => (degrees * Math.PI) / 180;
const arcsecond = Math.PI / 648_000;

function isometric(phi: number, { e2 }: Ellipsoid): number {
  const e = Math.sqrt(e2);
  return Math.atanh(Math.sin(phi)) - e * Math.atanh(e * Math.sin(phi));
}

/** Metres of a place on a frame. */
export function metresOf(frame: Frame, place: Place): Metres {
  return frame.kind === 'rd'
    ? rdMetres(place)
    : localMetres(place, { lon: frame.lon0 ?? 0, lat: frame.lat0 ?? 0 });
}

/** The cell that holds a place. */
export function cellOf(frame: Frame, place: Place): Cell {
  const [x, y] = metresOf(frame, place);
  return [Math.floor(x / frame.cell), Math.floor(y / frame.cell)];
}

const centre = { lat: 52.156160556, lon: 5.387638889 };
const shift = [-565.7346, -50.4058, -465.2895] as const;
const turn = [-0.395023 * arcsecond, 0.330776 * arcsecond, -1.876073 * arcsecond] as const;
const scale = 1 - 4.07242e-6;

/** From GRS80 at 43 m height, where the Dutch transformation is made for, to Bessel's ellipsoid. */
function toBessel(place: Place): { phi: number; lambda: number } {
  const [phi0, lambda0] = [radians(place.lat), radians(place.lon)];
  const nu = wgs84.a / Math.sqrt(1 - wgs84.e2 * Math.sin(phi0) ** 2);
  const ring = (nu + 43) * Math.cos(phi0);
  const [x, y] = [ring * Math.cos(lambda0), ring * Math.sin(lambda0)];
  const z = (nu * (1 - wgs84.e2) + 43) * Math.sin(phi0);
  const [a, b, c] = turn;
  const east = shift[0] + scale * (x + c * y - b * z);
  const north = shift[1] + scale * (y - c * x + a * z);
  const up = shift[2] + scale * (z + b * x - a * y);
  const flat = Math.hypot(east, north);
  let phi = Math.atan2(up, flat * (1 - bessel.e2));
  for (let round = 0; round < 6; round++) {
    const radius = bessel.a / Math.sqrt(1 - bessel.e2 * Math.sin(phi) ** 2);
    phi = Math.atan2(up + bessel.e2 * radius * Math.sin(phi), flat);
  }
  return { phi, lambda: Math.atan2(north, east) };
}

/** Schreiber's double projection: onto a sphere, then onto the plane. */
function rdMetres(place: Place): Metres {
  const { phi, lambda } = toBessel(place);
  const phi0 = radians(centre.lat);
  const stretch = Math.sqrt(1 + (bessel.e2 * Math.cos(phi0) ** 4) / (1 - bessel.e2));
  const sin0 = Math.sin(phi0) / stretch;
  const cos0 = Math.sqrt(1 - sin0 * sin0);
  const offset = Math.atanh(sin0) - stretch * isometric(phi0, bessel);
  const bulge = 1 - bessel.e2 * Math.sin(phi0) ** 2;
  const diameter = (2 * 0.9999079 * bessel.a * Math.sqrt(1 - bessel.e2)) / bulge;
  const sine = Math.tanh(stretch * isometric(phi, bessel) + offset);
  const cosine = Math.sqrt(1 - sine * sine);
  const angle = stretch * (lambda - radians(centre.lon));
  const k = diameter / (1 + sine * sin0 + cosine * cos0 * Math.cos(angle));
  return [
    155_000 + k * cosine * Math.sin(angle),
    463_000 + k * (sine * cos0 - cosine * sin0 * Math.cos(angle)),
  ];
}

const n = 1 / (2 * 298.257223563 - 1);
const radius = (wgs84.a / (1 + n)) * (1 + n ** 2 / 4 + n ** 4 / 64);
/** Krüger's series from the conformal sphere to the plane. */
const forward = [
  n / 2 - (2 * n ** 2) / 3 + (5 * n ** 3) / 16 + (41 * n ** 4) / 180,
  (13 * n ** 2) / 48 - (3 * n ** 3) / 5 + (557 * n ** 4) / 1440,
  (61 * n ** 3) / 240 - (103 * n ** 4) / 140,
  (49_561 * n ** 4) / 161_280,
];

/** East and north of the meridian `lon0`, north counted from the equator. */
function mercator(place: Place, lon0: number): Metres {
  const angle = radians(((((place.lon - lon0 + 540) % 360) + 360) % 360) - 180);
  const tangent = Math.sinh(isometric(radians(place.lat), wgs84));
  let xi = Math.atan2(tangent, Math.cos(angle));
  let eta = Math.asinh(Math.sin(angle) / Math.hypot(tangent, Math.cos(angle)));
  const [xi0, eta0] = [xi, eta];
  forward.forEach((term, at) => {
    const twice = 2 * (at + 1);
    xi += term * Math.sin(twice * xi0) * Math.cosh(twice * eta0);
    eta += term * Math.cos(twice * xi0) * Math.sinh(twice * eta0);
  });
  return [radius * eta, radius * xi];
}

function localMetres(place: Place, origin: Place): Metres {
  const [x, y] = mercator(place, origin.lon);
  return [x, y - mercator(origin, origin.lon)[1]];
}
