/** How far a position of the phone can be trusted. Pure. */

export interface Fix {
  /** WGS84 degrees */
  lon: number;
  lat: number;
  /** radius in metres that the phone is 95 % sure of */
  accuracy: number;
  /** ms since 1970 */
  at: number;
  /** metres per second, when the phone tells it */
  speed?: number;
}

export type Trust = 'good' | 'fair' | 'poor' | 'old';

/** A fix older than this says where the walker was, not is. */
export const OLD_AFTER = 15_000;
/** A fix worse than this is no fix. */
export const WORST = 100;

export function trust(fix: Fix, now: number): Trust {
  if (now - fix.at > OLD_AFTER) return 'old';
  if (fix.accuracy <= 10) return 'good';
  return fix.accuracy <= 30 ? 'fair' : 'poor';
}

/** Whether a report of the phone can be used at all: finite, on earth, within 100 m. */
export function isUsable(fix: Fix): boolean {
  const numbers = [fix.lon, fix.lat, fix.accuracy].every(Number.isFinite);
  return numbers && Math.abs(fix.lon) <= 180 && Math.abs(fix.lat) <= 90 && fix.accuracy <= WORST;
}

/** A point moved by metres, good to a few centimetres at these distances. */
export function moved(
  from: { lon: number; lat: number },
  east: number,
  north: number,
): { lon: number; lat: number } {
  const perDegree = 111_320;
  return {
    lon: from.lon + east / (perDegree * Math.cos((from.lat * Math.PI) / 180)),
    lat: from.lat + north / perDegree,
  };
}
