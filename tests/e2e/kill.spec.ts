/** Whatever dies, the phone's browser or the server: nothing is lost and nothing is doubled. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crash, open, opened, pageOf } from './mortal';
import { draftsOn } from './photo';
import { Street } from './street';
import { expect, test } from './test';
import { Walker } from './walker';
import { serverGone, Watch } from './watch';

test('the phone dies with its camera open and right after "Bewaard", and when it is opened again the finding is there and is sent', async ({
  street,
}) => {
  const memory = mkdtempSync(join(tmpdir(), 'buurtschouw-phone-'));
  try {
    const before = (await street.findings()).length;
    const joining = await open(memory);
    await new Walker(await pageOf(joining), street.url).joins(await street.walk());
    // A browser writes cookies down lazily: this phone joined a while before it died.
    await joining.close();

    const camera = await open(memory);
    const view = await pageOf(camera);
    await view.goto(`${street.url}/vastleggen`);
    await expect(view.getByText('Plek op 6 m')).toBeVisible();
    const chooser = view.waitForEvent('filechooser');
    await view.locator('label[for=photo]').first().tap();
    await chooser;
    expect(await draftsOn(view), 'kept before the camera opened').toBe(1);
    await crash(camera);

    const first = await open(memory);
    // However slow this machine is: the phone dies before its line takes anything.
    await first.route('**/api/findings/*', (route) => route.abort());
    const walker = new Walker(await pageOf(first), street.url);
    await walker.page.goto(`${street.url}/vastleggen`);
    await expect(
      walker.page.getByText('De foto ging verloren.'),
      'it died while the camera was open',
    ).toBeVisible();
    await walker.records('Stoep of ding stuk', { photo: true });
    await crash(first);
    expect((await street.findings()).length).toBe(before);

    const second = await open(memory);
    const watch = await Watch.over(second);
    const again = new Walker(await pageOf(second), street.url);
    await again.seesAllArrived();
    await expect(again.page.getByRole('link', { name: /Stoep of ding stuk/ })).toBeVisible();
    const listed = await street.findings();
    expect(listed.length).toBe(before + 1);
    expect(listed[0]?.properties.photos).toMatchObject([{ state: 'stored' }]);
    watch.foundNothing();
  } finally {
    for (const context of opened) await context.close();
    rmSync(memory, { recursive: true, force: true });
  }
});

test('the server dies after it stored and before it answered, twice, and in the end there is one finding with one photo', async ({
  page,
  watch,
}) => {
  watch.forgive(serverGone);
  const street = await Street.open();
  try {
    const walker = new Walker(page, street.url);
    await walker.joins(await street.walk());
    const deaths: string[] = [];
    for (const door of ['**/api/findings/*', '**/api/photos/*']) {
      await page.route(door, async (route) => {
        const request = route.request();
        if (request.method() !== 'PUT' || deaths.includes(door)) return route.fallback();
        deaths.push(door);
        const stored = await route.fetch();
        expect(stored.status()).toBe(201);
        await street.program.kill();
        await route.abort('connectionreset');
        await street.program.again();
      });
    }
    await walker.records('Verkeer', { photo: true });
    await walker.walksOn();
    await walker.seesAllArrived();
    expect(deaths).toHaveLength(2);
    const listed = await street.findings();
    expect(listed).toHaveLength(1);
    expect(listed[0]?.properties.photos).toMatchObject([{ state: 'stored' }]);
  } finally {
    await page.goto('about:blank');
    await street.end();
  }
});
