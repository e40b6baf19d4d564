/**
 * Where this phone is. Watched only while a screen needs it, never sent by itself, never written to disk.
 */
import { now } from '../clock';
import { type Fix, isUsable, type Trust, trust } from './fix';

/** The phone may answer with a fix of at most this age, in ms. */
const FRESH = 4_000;

interface State {
  fix: Fix | null;
  /** the person or the phone does not allow it */
  refused: boolean;
  now: number;
}

const state = $state<State>({ fix: null, refused: false, now: now() });
let watchers = 0;
let watch: number | undefined;
let clock: ReturnType<typeof setInterval> | undefined;

export const place = {
  /** the last usable fix, or null */
  get fix(): Fix | null {
    return state.fix;
  },
  get trust(): Trust | null {
    return state.fix && trust(state.fix, Math.max(state.now, state.fix.at));
  },
  get refused(): boolean {
    return state.refused;
  },
};

/** Starts watching while at least one caller wants it; the answer stops it. Fits an `$effect`. */
export function watchPlace(): () => void {
  watchers += 1;
  if (watchers === 1) begin();
  let done = false;
  return () => {
    if (done) return;
    done = true;
    watchers -= 1;
    if (watchers === 0) end();
  };
}

function begin(): void {
  if (!('geolocation' in navigator)) {
    state.refused = true;
    return;
  }
  clock = setInterval(beat, 5_000);
  watch = navigator.geolocation.watchPosition(arrived, failed, {
    enableHighAccuracy: true,
    maximumAge: FRESH,
    timeout: 30_000,
  });
}

/** Some phones fall silent while nobody moves: ask again before the fix counts as old. */
function beat(): void {
  state.now = now();
  if (document.visibilityState !== 'visible' || (state.fix && state.now - state.fix.at < 9_000)) return;
  navigator.geolocation.getCurrentPosition(arrived, failed, {
    enableHighAccuracy: true,
    maximumAge: FRESH,
    timeout: 10_000,
  });
}

function end(): void {
  clearInterval(clock);
  if (watch !== undefined) navigator.geolocation.clearWatch(watch);
  watch = undefined;
}

function arrived({ coords, timestamp }: GeolocationPosition): void {
  state.refused = false;
  state.now = now();
  // Some phones report another clock. What we asked for bounds the age of what we get.
  const at = Math.min(Math.max(timestamp, state.now - FRESH), state.now);
  const fix = { lon: coords.longitude, lat: coords.latitude, accuracy: coords.accuracy, at };
  if (isUsable(fix)) state.fix = fix;
}

function failed(fault: GeolocationPositionError): void {
  if (fault.code === fault.PERMISSION_DENIED) {
    state.refused = true;
    state.fix = null;
  }
}
