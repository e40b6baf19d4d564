/** The code of a walk: typed, from a link or from a QR code. */

/** Length of a code that people type. Codes in links are longer secrets. */
export const CODE_LENGTH = 8;

/**
 * A typed code as the server knows it: Crockford's 32 letters and digits in capitals. Spaces and dashes go,
 * letters that look like digits become those digits.
 */
export function tidyCode(typed: string): string {
  return typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
}

/** The code in two halves, easier to read back: "7K2M 9QXD". */
export function spacedCode(code: string): string {
  return code.length === CODE_LENGTH ? `${code.slice(0, 4)} ${code.slice(4)}` : code;
}

export function isWholeCode(code: string): boolean {
  return /^[0-9A-HJKMNP-TV-Z]{8}$/.test(code);
}

/** The secret behind the # of a link or QR code, or null. Only our own kind of text is taken. */
export function secretOf(link: string): string | null {
  const secret = link.slice(link.indexOf('#') + 1);
  return link.includes('#') && /^[0-9A-Za-z_-]{8,64}$/.test(secret) ? secret : null;
}
