/**
 * This phone's own secret, made before it first joins and sent with every join: by it the server knows the same walker
 * when an answer or the cookie got lost. It is in the database, which a killed browser keeps, unlike a young cookie.
 */
import { changeKept } from '../../ground/store/kept';

const KEY = 'phone key';

/** 256 bits of chance. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/** The key, on the disk of this phone before anybody hears it; null when this phone keeps nothing. */
export function phoneKey(): Promise<string | null> {
  return changeKept<string>(KEY, (before) => before ?? newKey());
}
