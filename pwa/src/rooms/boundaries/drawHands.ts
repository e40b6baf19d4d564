/**
 * Fingers on the map: one draws, two pan and zoom. A finger that was down together with another one never draws; only when all are
 * lifted a new stroke may begin. Pointer events come before the touch events that the map listens to, so the map's own handlers
 * are let loose and tied up again here.
 */
import type { Map as LibreMap } from 'maplibre-gl';

export type Pixel = [number, number];

export interface Told {
  /** Whether one finger draws now; else every finger belongs to the map. */
  draws: () => boolean;
  /** After each bit of a stroke, with all of it. */
  onstroke: (trail: readonly Pixel[]) => void;
  /** The finger is lifted; null: it was no stroke after all. */
  onlift: (trail: readonly Pixel[] | null) => void;
}

/** What a second finger ends: shorter than this it was never meant as a stroke, in pixels. */
const SHORT = 24;
/** Pixels between two places of a stroke. */
const GRAIN = 2;

/** Takes over the fingers on `frame`, in which the map lies. Returns the way to stop. */
export function takeHands(frame: HTMLElement, map: LibreMap, told: Told): () => void {
  const down = new Set<number>();
  let pen: number | null = null;
  let spoiled = false;
  let trail: Pixel[] = [];

  const spot = (event: PointerEvent): Pixel => {
    const { left, top } = frame.getBoundingClientRect();
    return [event.clientX - left, event.clientY - top];
  };
  const lift = (keep: boolean): void => {
    if (pen === null) return;
    pen = null;
    told.onlift(keep && longOf(trail) > GRAIN ? trail : null);
    trail = [];
  };
  const press = (event: PointerEvent): void => {
    if (!told.draws()) return;
    down.add(event.pointerId);
    if (down.size > 1) {
      lift(longOf(trail) >= SHORT);
      spoiled = true;
      freeMap(map, true);
      return;
    }
    if (spoiled || event.button !== 0) return;
    pen = event.pointerId;
    trail = [spot(event)];
    told.onstroke(trail);
  };
  const move = (event: PointerEvent): void => {
    if (event.pointerId !== pen) return;
    const all = event.getCoalescedEvents?.() ?? [];
    for (const one of all.length > 0 ? all : [event]) {
      const to = spot(one);
      const last = trail.at(-1) ?? to;
      if (Math.hypot(to[0] - last[0], to[1] - last[1]) >= GRAIN) trail.push(to);
    }
    told.onstroke(trail);
  };
  const release = (event: PointerEvent): void => {
    if (!down.delete(event.pointerId)) return;
    if (event.pointerId === pen) lift(event.type === 'pointerup');
    if (down.size > 0) return;
    spoiled = false;
    // The map still has to hear that the fingers went.
    requestAnimationFrame(() => {
      if (down.size === 0 && told.draws()) freeMap(map, false);
    });
  };
  const forget = (): void => {
    down.clear();
    lift(false);
    spoiled = false;
    if (told.draws()) freeMap(map, false);
  };

  frame.addEventListener('pointerdown', press, { capture: true });
  addEventListener('pointermove', move);
  addEventListener('pointerup', release);
  addEventListener('pointercancel', release);
  addEventListener('blur', forget);
  return () => {
    frame.removeEventListener('pointerdown', press, { capture: true });
    removeEventListener('pointermove', move);
    removeEventListener('pointerup', release);
    removeEventListener('pointercancel', release);
    removeEventListener('blur', forget);
  };
}

function longOf(trail: readonly Pixel[]): number {
  return trail.slice(1).reduce((sum, [x, y], i) => {
    const [bx, by] = trail[i] ?? [x, y];
    return sum + Math.hypot(x - bx, y - by);
  }, 0);
}

/** Whether fingers move the map. */
export function freeMap(map: LibreMap, free: boolean): void {
  for (const hand of [map.dragPan, map.touchZoomRotate, map.doubleClickZoom, map.boxZoom]) {
    if (free) hand.enable();
    else hand.disable();
  }
  // A turned map would have no north; enabling the pinch enables the turn as well.
  map.touchZoomRotate.disableRotation();
}
