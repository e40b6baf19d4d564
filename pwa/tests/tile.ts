/** Vector tiles for tests, written as the MVT specification says. */
import { PbfWriter } from 'pbf';

export interface Drawn {
  layer: string;
  kind: string;
  /** 1 points, 2 lines, 3 areas (a ring whose first corner is not repeated). */
  type: 1 | 2 | 3;
  /** In units of a tile 4096 wide. */
  corners: [number, number][];
}

export function tileOf(drawn: readonly Drawn[]): ArrayBuffer {
  const tile = new PbfWriter();
  for (const name of new Set(drawn.map(({ layer }) => layer)))
    tile.writeMessage(3, writeLayer, { name, features: drawn.filter(({ layer }) => layer === name) });
  return new Uint8Array(tile.finish()).buffer;
}

function writeLayer({ name, features }: { name: string; features: Drawn[] }, pbf: PbfWriter): void {
  pbf.writeVarintField(15, 2);
  pbf.writeStringField(1, name);
  for (const [i, feature] of features.entries()) pbf.writeMessage(2, writeFeature, { ...feature, i });
  pbf.writeStringField(3, 'kind');
  for (const { kind } of features)
    pbf.writeMessage(4, (text, value) => value.writeStringField(1, text), kind);
  pbf.writeVarintField(5, 4096);
}

function writeFeature({ type, corners, i }: Drawn & { i: number }, pbf: PbfWriter): void {
  const zigzag = (n: number): number => (n << 1) ^ (n >> 31);
  const steps = corners.flatMap(([x, y], k) => {
    const [fromX, fromY] = corners[k - 1] ?? [0, 0];
    return [zigzag(x - fromX), zigzag(y - fromY)];
  });
  const rest = corners.length > 1 ? [2 + (corners.length - 1) * 8, ...steps.slice(2)] : [];
  pbf.writePackedVarint(2, [0, i]);
  pbf.writeVarintField(3, type);
  pbf.writePackedVarint(4, [9, ...steps.slice(0, 2), ...rest, ...(type === 3 ? [15] : [])]);
}
