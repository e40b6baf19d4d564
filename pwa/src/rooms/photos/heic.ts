/** Knows a HEIC photo by its first bytes; its name and stated type are often wrong. Pure. */

/** Brands of ISO/IEC 23008-12 that phones write. */
const brands = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1'];

/** Whether the first 12 bytes are those of a HEIC or HEIF file. */
export function isHeic(head: ArrayBuffer): boolean {
  const text = String.fromCharCode(...new Uint8Array(head).slice(4, 12));
  return text.startsWith('ftyp') && brands.includes(text.slice(4));
}
