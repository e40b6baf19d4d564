/** What a newcomer sees: the invented example district, joined by the code that the program prints. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { look } from './look';
import { Program } from './program';
import { expect, test } from './test';
import { coloursOfMap, Walker } from './walker';

/** Pictures of the screens, to be looked at. */
const out = join(__dirname, 'out');

test('the demo shows a newcomer findings and hotspots, on the map and in the list', async ({
  page,
  watch,
}) => {
  test.setTimeout(420_000);
  mkdirSync(out, { recursive: true });
  const demo = await Program.start('demo');
  try {
    const walker = new Walker(page, demo.url);
    const code = /Join code +(\w{4} \w{4})/;
    await expect.poll(() => demo.said.join('\n'), { message: 'the demo prints a code' }).toMatch(code);
    await walker.joins(code.exec(demo.said.join('\n'))?.[1] ?? '');

    const map = await walker.seesMap();
    const drawn = async (what: 'findings' | 'hotspots') => Number(await map.getAttribute(`data-${what}`));
    await expect(
      page.getByText('Voorbeeld: deze buurten en bevindingen zijn verzonnen.').first(),
    ).toBeVisible();
    await test.step('the buurt of the walk one joins has something to show', async () => {
      await expect.soft.poll(() => drawn('hotspots')).toBeGreaterThanOrEqual(1);
      await expect.soft.poll(() => drawn('findings')).toBeGreaterThan(20);
      await page.screenshot({ path: join(out, 'demo-kaart.png') });
    });

    await walker.chooses('Alle buurten');
    await expect.poll(() => drawn('hotspots')).toBeGreaterThan(4);
    await expect.poll(() => drawn('findings')).toBeGreaterThan(300);
    await walker.seesMap();
    await expect.poll(() => coloursOfMap(page)).toBeGreaterThan(200);
    await page.screenshot({ path: join(out, 'demo-kaart-alle-buurten.png') });

    await walker.opensList();
    await expect(walker.hotspots.first()).toBeVisible();
    expect(await walker.rows.count()).toBeGreaterThan(20);
    await page.screenshot({ path: join(out, 'demo-lijst.png') });

    await walker.hotspots.first().tap();
    await expect(page).toHaveURL(/\/hotspot\//);
    await expect(page.getByRole('heading', { name: 'Waarom hier?' })).toBeVisible();
    await expect(page.getByRole('img', { name: 'Kaartje van deze plek' })).toHaveAttribute(
      'data-ready',
      'true',
    );
    await page.screenshot({ path: join(out, 'demo-hotspot.png') });
    await look(page, 'hotspot');
    expect(watch.notOf(demo.url)).toEqual([]);
  } finally {
    // A stream or a picture on its way would tell that the server ended.
    await page.goto('about:blank');
    await demo.end();
  }
});
