// What the app may weigh, in gzip bytes of what a browser loads. Skipped with a notice when nothing was built.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';

const DIST = process.env.PWA_DIST ?? 'dist';
const KB = 1000;
const built = existsSync(`${DIST}/sw.js`);
if (!built) console.warn('budgets: dist is missing, run `npm run build` first; skipped');

const names = built ? readdirSync(`${DIST}/assets`) : [];
const text = (name: string) => readFileSync(`${DIST}/assets/${name}`, 'utf8');
const gz = (path: string) => gzipSync(readFileSync(path), { level: 9 }).length;
const named = (stem: string, ext: string) =>
  names.filter((name) => name.startsWith(`${stem}-`) && name.endsWith(`.${ext}`));

/** A chunk and everything it imports at once (not what it may load later). */
function closure(start: string[], seen = new Set<string>()): Set<string> {
  for (const name of start) {
    if (seen.has(name)) continue;
    seen.add(name);
    const imports = [...text(name).matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g)].map(
      (match) => match[1] ?? '',
    );
    closure(imports, seen);
  }
  return seen;
}

const weight = (files: Iterable<string>) =>
  [...files].reduce((sum, name) => sum + gz(`${DIST}/assets/${name}`), 0);

describe.skipIf(!built)('weight', () => {
  // Also read when the tests are left out.
  const page = built ? readFileSync(`${DIST}/index.html`, 'utf8') : '';
  const entry = (page.match(/\/assets\/([^"]+\.js)/) ?? [])[1] ?? '';
  const shell = () => closure([entry]);

  test('the first screen needs at most 30 kB of script', () => {
    expect(weight(closure([entry, ...named('StartScreen', 'js')]))).toBeLessThanOrEqual(30 * KB);
  });

  test('the first screen needs at most 80 kB of everything', () => {
    const styles = names.filter((name) => name.endsWith('.css') && /^(index|StartScreen)-/.test(name));
    const all =
      weight(closure([entry, ...named('StartScreen', 'js')])) + weight(styles) + gz(`${DIST}/index.html`);
    expect(all).toBeLessThanOrEqual(80 * KB);
  });

  test('the capture screen needs at most 60 kB of everything, and no map', () => {
    const scripts = closure([entry, ...named('CaptureScreen', 'js'), ...named('nl', 'js')]);
    const styles = ['index', 'CaptureScreen', 'capture', 'Icon', 'Marker'];
    const all = weight([...scripts, ...styles.flatMap((stem) => named(stem, 'css'))]);
    expect(all + gz(`${DIST}/index.html`)).toBeLessThanOrEqual(60 * KB);
    expect([...scripts].filter((name) => /maplibre|PinMap|draw/.test(name))).toEqual([]);
  });

  test('the first screen does not load the map', () => {
    const first = [...closure([entry, ...named('StartScreen', 'js')])];
    expect(first.filter((name) => name.startsWith('maplibre'))).toEqual([]);
  });

  test('the map needs at most 480 kB with its worker, its styles and what reads a base map', () => {
    const before = shell();
    const reader = names.filter((name) => name.endsWith('.js') && text(name).includes('PMTiles archive'));
    expect(reader, 'what reads a base map is a chunk of its own').toHaveLength(1);
    const mapped = /^(MapScreen|draw|maplibre-gl)[\w.-]*\.m?js$/;
    const scripts = [...names.filter((name) => mapped.test(name)), ...reader];
    const more = [...closure(scripts)].filter((name) => !before.has(name));
    const styles = names.filter((name) => /^(MapScreen|draw|maplibre-gl).*\.css$/.test(name));
    expect(scripts.length).toBeGreaterThanOrEqual(3);
    expect(weight([...more, ...styles])).toBeLessThanOrEqual(480 * KB);
  });

  test('the service worker needs at most 8 kB, the list of all screens included', () => {
    expect(gz(`${DIST}/sw.js`)).toBeLessThanOrEqual(8 * KB);
  });

  test('the service worker keeps every file of the app', () => {
    const worker = readFileSync(`${DIST}/sw.js`, 'utf8');
    const kept = names.filter((name) => !name.endsWith('.br'));
    expect(kept.filter((name) => !worker.includes(`/assets/${name}`))).toEqual([]);
  });

  test('no page and no script brings inline style or code, which the content policy would refuse', () => {
    const page = readFileSync(`${DIST}/index.html`, 'utf8');
    expect(page).not.toMatch(/<style|style="|<script(?![^>]*src=)|onload=/);
  });
});
