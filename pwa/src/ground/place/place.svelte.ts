/**
 * Where this phone is. Watched while a screen needs it, and during a walk as long as the page is seen; never sent by itself,
 * never written to disk.
 */
import { now } from '../clock';
import { type Fix, type Trust, trust } from './fix';
import { nowhere, type Track, withReport } from './steady';

/** The phone may answer with a fix of at most this age, in ms. */
const FRESH = 4_000;
/** A watch that says nothing for so long while the page is seen is dead, in ms: phones do that after sleep. */
const DEAD = 30_000;
const BEAT = 5_000;

interface State {
  track: Track;
  /** the person or the phone does not allow it */
  refused: boolean;
  now: number;
}

let here = $state.raw<State>({ track: nowhere, refused: false, now: now() });
let watchers = 0;
let watch: number | undefined;
let begunAt = 0;
let clock: ReturnType<typeof setInterval> | undefined;

export const place = {
  /** the place to use, or null */
  get fix(): Fix | null {
    return here.track.steady;
  },
  /** the last believed report as the phone gave it, or null */
  get raw(): Fix | null {
    return here.track.raw;
  },
  get trust(): Trust | null {
    const { track, now: then } = here;
    return track.steady && trust(track.steady, Math.max(then, track.steady.at));
  },
  get refused(): boolean {
    return here.refused;
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

/**
 * Watches for a whole walk, but only once the person allowed it: nobody is asked for their place before they record
 * something or look for themselves on the map. The answer stops it.
 */
export function watchWhenAllowed(): () => void {
  let stop: (() => void) | null = null;
  let over = false;
  let permission: PermissionStatus | null = null;
  const look = () => {
    if (permission?.state === 'granted' && !over) stop ??= watchPlace();
  };
  void navigator.permissions
    ?.query({ name: 'geolocation' })
    .then((told) => {
      permission = told;
      permission.addEventListener('change', look);
      look();
    })
    .catch(() => {
      // A browser that does not tell: each screen asks for itself.
    });
  return () => {
    over = true;
    permission?.removeEventListener('change', look);
    stop?.();
  };
}

function begin(): void {
  if (!('geolocation' in navigator)) {
    note({ refused: true });
    return;
  }
  clock = setInterval(beat, BEAT);
  document.addEventListener('visibilitychange', seen);
  renew();
}

function end(): void {
  clearInterval(clock);
  document.removeEventListener('visibilitychange', seen);
  rest();
}

/** A hidden page spares the battery; one that is seen again gets a new watch, because the old one may be dead. */
function seen(): void {
  if (document.visibilityState === 'visible') renew();
  else rest();
}

function renew(): void {
  rest();
  begunAt = now();
  watch = navigator.geolocation.watchPosition(arrived, failed, {
    enableHighAccuracy: true,
    maximumAge: FRESH,
    timeout: 30_000,
  });
}

function rest(): void {
  if (watch !== undefined) navigator.geolocation.clearWatch(watch);
  watch = undefined;
}

/** Some phones fall silent while nobody moves: ask again before the fix counts as old, and begin anew when nothing helps. */
function beat(): void {
  note({});
  if (document.visibilityState !== 'visible') return;
  const last = Math.max(here.track.raw?.at ?? 0, begunAt);
  if (now() - last > DEAD && !here.refused) {
    renew();
    return;
  }
  if (here.track.raw && now() - here.track.raw.at < 9_000) return;
  navigator.geolocation.getCurrentPosition(arrived, failed, {
    enableHighAccuracy: true,
    maximumAge: FRESH,
    timeout: 10_000,
  });
}

function arrived({ coords, timestamp }: GeolocationPosition): void {
  const at = now();
  const fix: Fix = {
    lon: coords.longitude,
    lat: coords.latitude,
    accuracy: coords.accuracy,
    // Some phones report another clock. What we asked for bounds the age of what we get.
    at: Math.min(Math.max(timestamp, at - FRESH), at),
    ...(coords.speed !== null && Number.isFinite(coords.speed) ? { speed: coords.speed } : {}),
  };
  note({ refused: false, track: withReport(here.track, fix) });
}

function failed(fault: GeolocationPositionError): void {
  if (fault.code === fault.PERMISSION_DENIED) note({ refused: true, track: nowhere });
}

function note(change: Partial<State>): void {
  here = { ...here, ...change, now: now() };
}
