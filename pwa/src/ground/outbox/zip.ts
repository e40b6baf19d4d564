/**
 * A ZIP file of files as they are, without packing: photos are packed already and text is small. Store method of APPNOTE.TXT
 * 6.3, names in UTF-8, at most 65,535 files and 4 GB.
 */

export interface ZipEntry {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const UTF8_NAMES = 0x0800;

/** The whole file in parts, ready for a Blob. `at`: the moment its files bear, ms since 1970. */
export function zipOf(entries: readonly ZipEntry[], at: number): Uint8Array<ArrayBuffer>[] {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const index: Uint8Array<ArrayBuffer>[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = new TextEncoder().encode(entry.name);
    const facts = factsOf(entry.bytes, name.length, dosTime(at));
    const head = record([LOCAL, 4], [20, 2], ...facts, [0, 2]);
    index.push(
      record([CENTRAL, 4], [20, 2], [20, 2], ...facts, [0, 2], [0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]),
      name,
    );
    parts.push(head, name, entry.bytes);
    offset += head.length + name.length + entry.bytes.length;
  }
  const size = index.reduce((sum, part) => sum + part.length, 0);
  const n = entries.length;
  return [...parts, ...index, record([END, 4], [0, 4], [n, 2], [n, 2], [size, 4], [offset, 4], [0, 2])];
}

type Field = [value: number, bytes: 2 | 4];

/** What the head of a file and its line in the index say alike. */
function factsOf(bytes: Uint8Array, nameLength: number, time: number): Field[] {
  return [
    [UTF8_NAMES, 2],
    [0, 2],
    [time, 4],
    [crc32(bytes), 4],
    [bytes.length, 4],
    [bytes.length, 4],
    [nameLength, 2],
  ];
}

/** Little-endian numbers one after another. */
function record(...fields: Field[]): Uint8Array<ArrayBuffer> {
  const made = new Uint8Array(fields.reduce((sum, [, bytes]) => sum + bytes, 0));
  const view = new DataView(made.buffer);
  let at = 0;
  for (const [value, bytes] of fields) {
    if (bytes === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += bytes;
  }
  return made;
}

/** Time in the lower half, date in the upper, both in the phone's own time zone, to two seconds. */
function dosTime(at: number): number {
  const when = new Date(at);
  const time = (when.getHours() << 11) | (when.getMinutes() << 5) | (when.getSeconds() >> 1);
  const date = ((when.getFullYear() - 1980) << 9) | ((when.getMonth() + 1) << 5) | when.getDate();
  return ((date << 16) | time) >>> 0;
}

let table: Uint32Array | undefined;

/** CRC-32 of ISO 3309. */
export function crc32(bytes: Uint8Array): number {
  table ??= crcTable();
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ (table[(crc ^ byte) & 0xff] ?? 0);
  return (crc ^ 0xffffffff) >>> 0;
}

function crcTable(): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_, n) => {
    let value = n;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    return value;
  });
}
