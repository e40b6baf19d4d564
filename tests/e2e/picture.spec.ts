/**
 * Makes the picture in the README, docs/kaart.png: the map of the example district on a phone. No test: it runs only when
 * asked for, `BUURTSCHOUW_PICTURE=1` with the command in playwright.config.ts and `picture` behind it.
 */
import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Program } from './program';
import { expect, test } from './test';
import { Walker } from './walker';

const picture = resolve(__dirname, '../../docs/kaart.png');

test.use({ deviceScaleFactor: 2, permissions: [] });

test('the picture of the map for the README', async ({ page }) => {
  test.setTimeout(180_000);
  mkdirSync(dirname(picture), { recursive: true });
  const demo = await Program.start('demo');
  try {
    const walker = new Walker(page, demo.url);
    await expect.poll(() => demo.said.join('\n')).toContain('Join code');
    await walker.joins(/Join code +(\w{4} \w{4})/.exec(demo.said.join('\n'))?.[1] ?? '');
    await walker.seesMap();
    await walker.chooses('Sextantplein');
    const map = page.locator('[data-hotspots]');
    await expect.poll(async () => Number(await map.getAttribute('data-hotspots'))).toBeGreaterThan(0);
    // The map glides to the chosen buurt and is still when two pictures of it are alike.
    let before = '';
    await expect
      .poll(
        async () => {
          const now = (await page.screenshot()).toString('base64');
          const still = now === before;
          before = now;
          return still;
        },
        { intervals: [1_000], timeout: 60_000 },
      )
      .toBe(true);
    await page.screenshot({ path: picture });
  } finally {
    await demo.end();
  }
});
