/** The main job: what somebody sees in the street stands on the map a moment later, and stays. */
import { secretInPhoto } from './photo';
import { Street } from './street';
import { expect, test } from './test';
import { coloursOfMap, Walker } from './walker';

test('a finding with a photo goes from the phone to the map and the list, and outlives a reload and a restart', async ({
  page,
  watch,
}) => {
  const street = await Street.open();
  try {
    const walker = new Walker(page, street.url);
    await walker.joins(await street.walk());
    await walker.records('Afval en vuil', { photo: true });
    await walker.walksOn();

    await test.step('it arrives on the server, whole and clean', async () => {
      await walker.seesAllArrived();
      const [finding, ...others] = await street.findings();
      expect(others).toEqual([]);
      expect(finding?.properties).toMatchObject({ category: 'schoon', buurt: 'TB01' });
      expect(finding?.properties.photos).toHaveLength(1);
      const bytes = await street.photo(finding?.properties.photos[0]?.id ?? '', 1600);
      expect(bytes.length).toBeGreaterThan(20_000);
      expect(bytes.includes(secretInPhoto)).toBe(false);
      expect(bytes.includes('Exif')).toBe(false);
    });

    const standsOnMap = async () => {
      await page.goto(`${street.url}/kaart`);
      const map = await walker.seesMap();
      await expect(map).toHaveAttribute('data-findings', '1');
      await expect(map).toHaveAttribute('data-in-sight', '1');
      const canvas = await map.locator('canvas').boundingBox();
      expect(canvas?.height).toBeGreaterThan(300);
      expect(canvas?.width).toBeGreaterThan(300);
      await expect.poll(() => coloursOfMap(page)).toBeGreaterThan(50);
      await map.locator('canvas').evaluate((canvas) => canvas.style.setProperty('visibility', 'hidden'));
      await expect
        .poll(() => coloursOfMap(page), 'without the canvas only shadows are left')
        .toBeLessThan(10);
    };
    const standsInList = async () => {
      await walker.opensList();
      await expect(walker.rows).toHaveCount(1);
      await expect(walker.rows).toContainText('Afval en vuil');
      await expect(walker.rows).not.toContainText('te verzenden');
    };

    await standsOnMap();
    await standsInList();
    await page.reload();
    await expect(walker.rows).toHaveCount(1);
    await walker.rows.tap();
    await expect(page.getByRole('img', { name: /Foto bij: Afval en vuil/ })).toBeVisible();
    await page.reload();
    await expect(page.getByRole('img', { name: /Foto bij: Afval en vuil/ })).toBeVisible();

    // Somebody who looks on would be told that the server was away.
    await page.goto('about:blank');
    await street.program.restart();
    await standsOnMap();
    await standsInList();
    expect(watch.notOf(street.url), 'requests to other origins').toEqual([]);
    expect(watch.askedByWorker.length, 'the service worker is watched as well').toBeGreaterThan(5);
  } finally {
    // The stream of the walk would tell that the server ended.
    await page.goto('about:blank');
    await street.end();
  }
});

test('the watch over requests hears a request to elsewhere', async ({ page, watch }) => {
  await page.goto('about:blank');
  await page.evaluate(() => fetch('http://elders.example/spoor').catch(() => null));
  expect(watch.outside).toEqual(['http://elders.example/spoor']);
  watch.asked.length = 0;
  watch.errors.length = 0;
});

test('a link with the secret of a walk joins without typing, and the secret leaves the address', async ({
  page,
  street,
}) => {
  const { secret } = await street.plan('Schouw met QR');
  await page.goto(`${street.url}/w#${secret}`);
  await expect(page.getByText('Je code uit de link is ingevuld.')).toBeVisible();
  expect(page.url()).not.toContain(secret);
  await page.getByRole('button', { name: 'Loop mee' }).tap();
  await expect(page.getByRole('heading', { name: 'Schouw met QR' })).toBeVisible();
});
