/** What a newcomer sees: the invented example district, joined by the code that the program prints. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Program } from './program';
import { expect, test } from './test';
import { coloursIn, Walker } from './walker';

/** Pictures of the screens, to be looked at. */
const out = join(__dirname, 'out');

/** The join code in what the demo prints: eight letters and digits, perhaps in two halves. */
export function codeIn(said: readonly string[]): string {
  const line = said.find((one) => /\bcode\b/i.test(one) && /\b[0-9A-HJKMNP-TV-Z]{4} ?[0-9A-HJKMNP-TV-Z]{4}\b/.test(one));
  const code = /\b[0-9A-HJKMNP-TV-Z]{4} ?[0-9A-HJKMNP-TV-Z]{4}\b/.exec(line ?? '')?.[0];
  if (!code) throw new Error(`No join code in:\n${said.join('\n')}`);
  return code;
}

test('the demo shows a newcomer findings and hotspots, on the map and in the list', async ({ page, watch }) => {
  test.setTimeout(150_000);
  mkdirSync(out, { recursive: true });
  const demo = await Program.start('demo');
  try {
    await expect.poll(() => demo.said.join('\n'), { message: 'the demo prints a code' }).toMatch(/code/i);
    const walker = new Walker(page, demo.url);
    await walker.joins(codeIn(demo.said));

    const map = await walker.seesMap();
    await expect.poll(async () => Number(await map.getAttribute('data-hotspots'))).toBeGreaterThanOrEqual(1);
    expect(Number(await map.getAttribute('data-findings'))).toBeGreaterThan(20);
    expect(await coloursIn(page, { x: 20, y: 90, width: 280, height: 340 })).toBeGreaterThan(100);
    await expect(page.getByText('Voorbeeld: deze buurten en bevindingen zijn verzonnen.').first()).toBeVisible();
    await page.screenshot({ path: join(out, 'demo-kaart.png') });

    await walker.opensList();
    await expect(walker.hotspots.first()).toBeVisible();
    expect(await walker.rows.count()).toBeGreaterThan(20);
    await page.screenshot({ path: join(out, 'demo-lijst.png') });

    await walker.hotspots.first().tap();
    await expect(page).toHaveURL(/\/hotspot\//);
    await expect(page.getByRole('heading', { name: 'Waarom hier?' })).toBeVisible();
    await page.screenshot({ path: join(out, 'demo-hotspot.png') });
    expect(watch.notOf(demo.url)).toEqual([]);
  } finally {
    await demo.end();
  }
});
