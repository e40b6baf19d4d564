/**
 * How high the sun stands, so that the filter "overdag" and "avond" can sort findings on the phone.
 *
 * The mean longitude and mean anomaly formulas of the Astronomical Almanac (low precision, about 0.01 degrees until 2050),
 * without refraction. Dark = below -0.83 degrees, the same rule as the server.
 */
import type { Place } from './where';

const rad = Math.PI / 180;
const dayMs = 86_400_000;
const j2000 = Date.UTC(2000, 0, 1, 12);

/** The sun's height in degrees above the horizon at `at` (ms UTC). */
export function sunHeight(at: number, place: Place): number {
  const days = (at - j2000) / dayMs;
  const longitude = (280.46 + 0.9856474 * days) * rad;
  const anomaly = (357.528 + 0.9856003 * days) * rad;
  const ecliptic = longitude + (1.915 * Math.sin(anomaly) + 0.02 * Math.sin(2 * anomaly)) * rad;
  const tilt = (23.439 - 0.0000004 * days) * rad;
  const rightAscension = Math.atan2(Math.cos(tilt) * Math.sin(ecliptic), Math.cos(ecliptic));
  const declination = Math.asin(Math.sin(tilt) * Math.sin(ecliptic));
  const sidereal = (280.46062 + 360.98564737 * days + place.lon) * rad;
  const hour = sidereal - rightAscension;
  const height =
    Math.sin(place.lat * rad) * Math.sin(declination) +
    Math.cos(place.lat * rad) * Math.cos(declination) * Math.cos(hour);
  return Math.asin(height) / rad;
}

/** Whether it is dark at that time and place. */
export function isDark(at: number, place: Place): boolean {
  return sunHeight(at, place) < -0.83;
}
