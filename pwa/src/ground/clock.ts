/**
 * The one place that asks what time it is. Everywhere else time is a number: milliseconds since 1970, UTC.
 * Tests replace the clock with `setClock`.
 */

import { readSetting, writeSetting } from './store/settings';

type Clock = () => number;

const wall: Clock = () => Date.now();
let clock: Clock = wall;

/** Milliseconds since 1970, UTC. */
export function now(): number {
  return clock();
}

/** For tests: another clock, or none to go back to the real one. */
export function setClock(other?: Clock): void {
  clock = other ?? wall;
}

/** Below this, in ms, ours is as good as the server's: its word took a while to come. */
const ALIKE = 300_000;
let ahead = Number(readSetting('clock')) || 0;

/** Hears the server's clock (a `Date` header), and remembers how far it is from ours. */
export function hearServer(date: string | null): void {
  const off = new Date(date ?? '').getTime() - now();
  if (Number.isNaN(off) || Math.abs(off - ahead) < ALIKE) return;
  ahead = Math.abs(off) < ALIKE ? 0 : off;
  writeSetting('clock', ahead === 0 ? null : String(ahead));
}

/** Now by the server's clock, as far as it was heard: for what is compared with times that the server tells, such as walks. */
export function serverNow(): number {
  return now() + ahead;
}

/** RFC 3339 text in UTC, as the server's doors take it. */
export function instantText(ms: number): string {
  return new Date(ms).toISOString();
}

/** Milliseconds of an RFC 3339 text; NaN when it is none. */
export function instantOf(text: string): number {
  return new Date(text).getTime();
}

/** "20:14" in the reader's time zone. */
export function clockTime(ms: number, language: string): string {
  return new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
    ms,
  );
}

/** "12 maart" or, in another year than now, "12 maart 2025". */
export function dayText(ms: number, language: string): string {
  const sameYear = new Date(ms).getFullYear() === new Date(now()).getFullYear();
  return new Intl.DateTimeFormat(language, {
    day: 'numeric',
    month: 'long',
    ...(sameYear ? {} : { year: 'numeric' as const }),
  }).format(ms);
}

/** Whether two instants fall on the same day in the reader's time zone. */
export function sameDay(a: number, b: number): boolean {
  return new Date(a).toDateString() === new Date(b).toDateString();
}
