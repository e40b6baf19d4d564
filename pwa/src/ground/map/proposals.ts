/** Proposed measures on the map: a board per proposal, and its line or area when it has one. Pure but for the style. */
import type { Feature, FeatureCollection, LineString, Point, Polygon } from 'geojson';
import type { LayerSpecification } from 'maplibre-gl';
import type { Rung } from '../ui/icons/rungs';
import type { MapColours } from './colours';
import type { Place } from './where';

/** One proposal on the map. */
export interface Proposal {
  id: string;
  /** Where its board stands. */
  place: Place;
  rung: Rung;
  /** The line or area it is for. */
  shape: LineString | Polygon | null;
  /** Still only on this phone. */
  waiting: boolean;
}

/** The layer that answers to a finger. */
export const proposalLayer = 'proposals';

/** Where the board of a place stands: the point itself, else the middle of the corners. */
export function boardPlace(place: Point | LineString | Polygon): Place | null {
  if (place.type === 'Point') return at(place.coordinates);
  // The last corner of an area is its first one again.
  const corners = place.type === 'Polygon' ? (place.coordinates[0]?.slice(1) ?? []) : place.coordinates;
  if (corners.length === 0) return null;
  const mean = (axis: 0 | 1): number =>
    corners.reduce((sum, corner) => sum + (corner[axis] ?? 0), 0) / corners.length;
  return { lon: mean(0), lat: mean(1) };
}

function at([lon, lat]: number[]): Place | null {
  return lon === undefined || lat === undefined ? null : { lon, lat };
}

/** The source: boards as points, with lines and areas below them. */
export function proposalFeatures(proposals: readonly Proposal[]): FeatureCollection {
  const features = proposals.flatMap((proposal): Feature[] => {
    const { id, rung, waiting, place, shape } = proposal;
    const properties = { id, image: boardName(rung, waiting) };
    const board: Point = { type: 'Point', coordinates: [place.lon, place.lat] };
    const stands: Feature = { type: 'Feature', properties, geometry: board };
    return shape ? [{ type: 'Feature', properties: {}, geometry: shape }, stands] : [stands];
  });
  return { type: 'FeatureCollection', features };
}

/** The name under which the picture of a board is registered. */
export function boardName(rung: Rung, waiting: boolean): string {
  return `board-${rung}${waiting ? '-waiting' : ''}`;
}

/** The name of the picture for what fits a place and was not proposed: the same board, its edge only. */
export function fitName(rung: Rung): string {
  return `fit-${rung}`;
}

/** The layers, from the bottom up. */
export function proposalLayers(c: MapColours): LayerSpecification[] {
  const source = 'proposals';
  return [
    {
      id: 'ring-fits',
      type: 'symbol',
      source: 'fits',
      minzoom: 15,
      layout: { 'icon-image': ['get', 'image'], 'icon-size': 0.8, 'icon-allow-overlap': true },
    },
    {
      id: 'proposal-areas',
      type: 'fill',
      source,
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': c.proposed, 'fill-opacity': 0.12 },
    },
    {
      id: 'proposal-lines',
      type: 'line',
      source,
      filter: ['!=', ['geometry-type'], 'Point'],
      layout: { 'line-join': 'round' },
      paint: { 'line-color': c.proposed, 'line-width': 3, 'line-dasharray': [2, 1.5] },
    },
    {
      id: proposalLayer,
      type: 'symbol',
      source,
      filter: ['==', ['geometry-type'], 'Point'],
      // The foot of the post stands on the place.
      layout: {
        'icon-image': ['get', 'image'],
        'icon-offset': [0, -14],
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
      },
    },
  ];
}
