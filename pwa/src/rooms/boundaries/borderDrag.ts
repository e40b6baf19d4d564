/** Dragging the points of a line on the map, with mouse or finger. Two fingers still move and zoom the map. */
import type { Position } from 'geojson';
import type { Map as LibreMap, MapMouseEvent, MapTouchEvent } from 'maplibre-gl';

/** What can be dragged and who hears of it. Places are WGS84 degrees. */
export interface Grip {
  points(): readonly Position[];
  /** Between two points: dragging one makes a point. */
  halfway(): readonly Position[];
  /** A point was taken hold of. */
  onpick(point: number): void;
  /** The place halfway behind a point was taken hold of. */
  onhalf(point: number): void;
  onmove(to: Position): void;
  ondrop(): void;
}

/** Pixels within which a point is taken hold of. */
const reach = { mouse: 14, touch: 28 };

/** Lets points be dragged until the returned way to stop is called. */
export function letDrag(libre: LibreMap, grip: Grip): () => void {
  let held = false;
  const nearest = (event: MapMouseEvent, places: readonly Position[], within: number): number => {
    const away = places.map(([lon = 0, lat = 0]) => {
      const { x, y } = libre.project([lon, lat]);
      return Math.hypot(x - event.point.x, y - event.point.y);
    });
    const least = Math.min(...away);
    return least <= within ? away.indexOf(least) : -1;
  };
  const take = (event: MapMouseEvent | MapTouchEvent): void => {
    const touch = 'points' in event;
    if (touch && event.points.length > 1) {
      drop();
      return;
    }
    const within = touch ? reach.touch : reach.mouse;
    const point = nearest(event as MapMouseEvent, grip.points(), within);
    const half = point < 0 ? nearest(event as MapMouseEvent, grip.halfway(), within) : -1;
    if (point < 0 && half < 0) return;
    event.preventDefault();
    held = true;
    if (point >= 0) grip.onpick(point);
    else grip.onhalf(half);
  };
  const move = (event: MapMouseEvent | MapTouchEvent): void => {
    if (!held) return;
    event.preventDefault();
    grip.onmove([event.lngLat.lng, event.lngLat.lat]);
  };
  const drop = (): void => {
    if (!held) return;
    held = false;
    grip.ondrop();
  };
  libre.on('mousedown', take);
  libre.on('touchstart', take);
  libre.on('mousemove', move);
  libre.on('touchmove', move);
  libre.on('touchend', drop);
  libre.on('touchcancel', drop);
  // Let go outside the map is let go.
  addEventListener('mouseup', drop);
  return () => {
    removeEventListener('mouseup', drop);
    for (const kind of ['mousedown', 'touchstart'] as const) libre.off(kind, take);
    for (const kind of ['mousemove', 'touchmove'] as const) libre.off(kind, move);
    for (const kind of ['touchend', 'touchcancel'] as const) libre.off(kind, drop);
  };
}
