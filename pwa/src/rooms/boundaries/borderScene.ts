/** What of an answer lies on the map of borders, pure. */
import type { Feature, Point, Position } from 'geojson';
import { type Box, boxAround, middleOf, type Place, widened } from '../../ground/map/where';
import type { Area, Consensus, Coverage, Differences, Mine } from './borderDoors';
import { isVague } from './borderList';
import type { Scene } from './borderLook';
import { shapeOf } from './proposalArcs';

/** A shape without words. */
export function bare<G extends Feature['geometry']>(
  geometry: G,
  properties: Record<string, unknown> = {},
): Feature<G> {
  return { type: 'Feature', properties, geometry };
}

export function pointAtPlace(at: Position, properties: Record<string, unknown> = {}): Feature<Point> {
  return bare({ type: 'Point', coordinates: at }, properties);
}

/** A text in the middle of each area. */
export function labelled(areas: readonly { area: Area; text: string }[]): Feature<Point>[] {
  return areas.flatMap(({ area, text }) => {
    const at = middleOf(area);
    return at ? [pointAtPlace([at.lon, at.lat], { text })] : [];
  });
}

/** Bands, line, contested places with their numbers, the official border and one's own drawing. */
export function sharedScene(shared: Consensus, mine: Mine | null, coreText: string): Scene {
  const contested = shared.contested?.features ?? [];
  const numbers = contested.flatMap(({ geometry, properties }) => {
    const at = middleOf(geometry);
    return at ? [pointAtPlace([at.lon, at.lat], { number: properties.number })] : [];
  });
  return {
    // The widest first, so that the core lies on top.
    bands: (shared.bands?.features ?? []).toSorted((a, b) => a.properties.share - b.properties.share),
    line: (shared.line?.features ?? []).map((arc) => ({
      ...arc,
      properties: { vague: isVague(arc.properties ?? {}) },
    })),
    contested,
    numbers,
    official: shared.official ? [shared.official] : [],
    mine: mine?.drawing ? [bare(mine.drawing.geometry)] : [],
    labels: labelled(
      (shared.bands?.features ?? [])
        .filter(({ properties }) => properties.share === 75)
        .map(({ geometry: area }) => ({ area, text: coreText })),
    ),
  };
}

/** Everything that is shown, with air around it. */
export function boxOf(areas: readonly (Area | null | undefined)[]): Box | null {
  const box = boxAround(areas.filter((area): area is Area => Boolean(area)));
  return box && widened(box, 0.06);
}

/** The middle of the buurt from which sides are named: of what most neighbours share, else of the official border. */
export function middleOfShared({ bands, official }: Consensus): Place | null {
  const half = bands?.features.find(({ properties }) => properties.share === 50)?.geometry;
  const area = half ?? official?.geometry;
  return area ? middleOf(area) : null;
}

/** All faces of a coverage as areas. */
export function facesOf(coverage: Coverage): { code: string; name: string; area: Area }[] {
  return coverage.faces.map((face) => ({
    code: face.code,
    name: face.name ?? face.code,
    area: shapeOf(coverage, face),
  }));
}

/** Old dashed, new solid, what changes hatched; `chosen` is the row that the reader looks at. */
export function differenceScene(
  before: Feature[],
  after: Feature[],
  rows: Differences | null,
  chosen: number,
): Scene {
  return {
    old: before,
    fresh: after,
    changed: (rows?.features ?? []).map((row, i) => ({
      ...row,
      properties: { ...row.properties, chosen: i === chosen },
    })),
  };
}

/** The lines of a coverage. */
export function courses({ arcs }: Coverage): Feature[] {
  return arcs.map(({ line }, index) => bare({ type: 'LineString', coordinates: line }, { index }));
}
