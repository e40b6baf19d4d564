/**
 * Small things kept on this phone that the first screen needs at once: language, theme, name, who we are.
 * Never anything about places or findings: those are in the database.
 * A phone that forbids storage gets the defaults each time.
 */

export type Setting = 'language' | 'theme' | 'name' | 'code' | 'me' | 'camera' | 'begun' | 'walk' | 'clock';

export function readSetting(name: Setting): string | null {
  try {
    return localStorage.getItem(`buurtschouw.${name}`);
  } catch {
    return null;
  }
}

export function writeSetting(name: Setting, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(`buurtschouw.${name}`);
    else localStorage.setItem(`buurtschouw.${name}`, value);
  } catch {
    // Private mode or a full phone: the choice lasts until the page closes.
  }
}
