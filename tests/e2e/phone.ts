/** The browser that stands for a phone: where it is on this machine, how it is started, where it stands in the street. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Places well inside the two invented buurten, with an accuracy in metres. */
export const inside = {
  west: { longitude: 4.485, latitude: 51.9, accuracy: 6 },
  east: { longitude: 4.495, latitude: 51.9, accuracy: 6 },
};

/** The distribution's Chromium: the one named in BUURTSCHOUW_CHROMIUM, else the first on the path. */
export function chromiumAt(): string {
  const named = process.env.BUURTSCHOUW_CHROMIUM;
  if (named) return named;
  const folders = (process.env.PATH ?? '').split(delimiter);
  const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
  const found = names.flatMap((name) => folders.map((folder) => join(folder, name))).find(runs);
  if (!found) throw new Error('No Chromium: install the package chromium, or set BUURTSCHOUW_CHROMIUM.');
  return found;
}

function runs(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * No GPU is needed: the map is drawn in software. No name resolves but this machine's own address, so that neither the
 * app nor the browser's own housekeeping can reach anything outside.
 */
export const chromiumFlags = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-sync',
  '--metrics-recording-only',
];
