/** The pin that a walker drags to the right spot, drawn with our own sign in the map's element layer. */
import { type Map as LibreMap, Marker } from 'maplibre-gl';
import { lines } from '../ui/icons/lines';
import type { Place } from './where';
import './pin.css';

const svg = 'http://www.w3.org/2000/svg';

function drawnPin(): HTMLElement {
  const holder = document.createElement('div');
  holder.className = 'buurtschouw-pin';
  const image = document.createElementNS(svg, 'svg');
  image.setAttribute('viewBox', '0 0 24 24');
  image.setAttribute('aria-hidden', 'true');
  for (const part of ['halo', 'line']) {
    const path = document.createElementNS(svg, 'path');
    path.setAttribute('d', lines.pin);
    path.setAttribute('class', part);
    image.append(path);
  }
  holder.append(image);
  return holder;
}

/** Puts a pin that can be dragged; `put` hears where it was let go. Keys and buttons belong to the caller. */
export function pin(map: LibreMap, at: Place, put: (place: Place) => void): Marker {
  const marker = new Marker({ element: drawnPin(), draggable: true, anchor: 'bottom' });
  marker.setLngLat([at.lon, at.lat]).addTo(map);
  // MapLibre names its markers in English and as buttons; ours is only the picture of the place beside the arrows.
  const element = marker.getElement();
  for (const attribute of ['aria-label', 'role', 'tabindex']) element.removeAttribute(attribute);
  element.setAttribute('aria-hidden', 'true');
  marker.on('dragend', () => {
    const { lng, lat } = marker.getLngLat();
    put({ lon: lng, lat });
  });
  return marker;
}
