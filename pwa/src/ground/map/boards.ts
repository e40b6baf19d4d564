/** The pictures of the boards for the map. Loaded beside the map, so that the map itself does not wait for them. */
import { boardSvg } from '../ui/icons/boards';
import { rungs } from '../ui/icons/rungs';
import type { MapColours } from './colours';
import { boardName, fitName } from './proposals';

/** The pictures of all boards, `side` px square, as SVG text. */
export function boardPictures(c: MapColours, side: number): { name: string; svg: string }[] {
  return rungs.flatMap((rung) => {
    const colours = { fill: c.rungs[rung], sign: c.onDark, ink: c.onLight, halo: c.markerHalo };
    const edge = { ...colours, fill: c.markerHalo, sign: c.rungs[rung], ink: c.rungs[rung] };
    return [
      ...[false, true].map((waiting) => ({
        name: boardName(rung, waiting),
        svg: boardSvg(rung, colours, side, waiting),
      })),
      { name: fitName(rung), svg: boardSvg(rung, edge, side) },
    ];
  });
}
