/** Drawing without pointing, pure: a crosshair that keys move, and what a key means. */
import { moved } from '../../ground/map/where';
import { type At, rounded } from './drawShape';

/** Metres of one press, and with Shift. */
export const STEP = 10;
export const STRIDE = 50;

export type Pressed = { kind: 'move'; east: number; north: number } | { kind: 'corner' | 'undo' | 'round' };

const arrows: Record<string, [number, number]> = {
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};

/** What a key asks for; null when it is not ours, so that the page keeps it. */
export function pressed(key: string, shift: boolean, other = false): Pressed | null {
  if (other) return null;
  const arrow = arrows[key];
  if (arrow) {
    const step = shift ? STRIDE : STEP;
    return { kind: 'move', east: arrow[0] * step, north: arrow[1] * step };
  }
  if (key === 'Enter') return { kind: 'corner' };
  if (key === 'Backspace') return { kind: 'undo' };
  return key === 'Home' ? { kind: 'round' } : null;
}

export function shifted([lon, lat]: At, east: number, north: number): At {
  const to = moved({ lon, lat }, east, north);
  return rounded([to.lon, to.lat]);
}
