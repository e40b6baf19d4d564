/** A walk from its beginning, also without signal, to what it brought. */
import type { BrowserContext, Page } from '@playwright/test';
import { look } from './look';
import { inside } from './phone';
import { expect, test } from './test';
import { noSignal } from './watch';

/** The large button of a screen, and taps counted as the page hears them. */
async function countsTaps(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const count = { taps: 0 };
    Object.assign(globalThis, { count });
    addEventListener('pointerdown', () => count.taps++, true);
  });
  return () => page.evaluate(() => (globalThis as unknown as { count: { taps: number } }).count.taps);
}

/** From now on the page notes which longitude its phone told it last. */
async function notesPlaces(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const watch = navigator.geolocation.watchPosition.bind(navigator.geolocation);
    navigator.geolocation.watchPosition = (told, ...more) =>
      watch(
        (position) => {
          told(position);
          Object.assign(globalThis, { toldLast: position.coords.longitude });
        },
        ...more,
      );
  });
}

/** Walks so many metres to the east in steps of ten; a step begins when the app heard of the one before. */
async function walks(page: Page, metres: number): Promise<void> {
  const { latitude, longitude: from } = inside.west;
  for (let east = 0; east <= metres; east += 10) {
    const longitude = from + east / 68_700;
    await page.context().setGeolocation({ latitude, longitude, accuracy: 6 });
    await page.waitForFunction(
      (longitude) => Math.abs(((globalThis as { toldLast?: number }).toldLast ?? 0) - longitude) < 1e-6,
      longitude,
    );
  }
}

test('begun in two taps without signal, walked, ended, and all of it arrives once when signal comes back', async ({
  context,
  page,
  street,
  walker,
  watch,
}) => {
  test.setTimeout(180_000);
  watch.forgive(noSignal);
  await notesPlaces(context);
  await page.goto(street.url);
  await walker.hasApp();
  await page.reload();
  await context.setOffline(true);

  await test.step('two taps begin it', async () => {
    const taps = await countsTaps(page);
    await page.getByRole('link', { name: 'Begin zelf een schouw' }).tap();
    await page.getByRole('button', { name: 'Begin nu' }).tap();
    await expect(page).toHaveURL(/\/schouw\/[0-9a-f-]{36}$/);
    expect(await taps()).toBe(2);
  });
  const address = page.url();
  await expect(page.getByText('Plek op 6 m')).toBeVisible();
  // A hundred metres at both ends are not told.
  await walks(page, 320);
  await page.getByRole('link', { name: 'Vastleggen' }).tap();
  await page.getByRole('button', { name: 'Donker of lamp uit' }).tap();
  await expect(page.getByRole('heading', { name: 'Bewaard op je telefoon' })).toBeVisible();
  await page.goto(address);
  await expect(page.getByRole('heading', { name: 'Jullie zagen 1 ding' })).toBeVisible();
  await expect(page.locator('[data-seen]')).toContainText('te verzenden');

  await test.step('it ends without signal too', async () => {
    await page.getByRole('button', { name: 'Stop', exact: true }).tap();
    await page.getByRole('button', { name: 'Stop voor iedereen' }).tap();
    await page.getByRole('button', { name: 'Ja, stop voor iedereen' }).tap();
    await expect(page.getByRole('heading', { name: 'Klaar!' })).toBeVisible();
    await page.getByRole('button', { name: 'Ja, dat mag' }).tap();
    await expect(page.getByText('Jouw vakken tellen mee.')).toBeVisible();
  });
  const before = (await street.findings()).map((finding) => finding.properties?.id);

  await context.setOffline(false);
  await expect(page.getByText('Alles van jou is binnen.')).toBeVisible({ timeout: 60_000 });
  const found = await street.findings();
  const [finding, ...others] = found.filter((one) => !before.includes(one.properties?.id));
  expect(others).toEqual([]);
  const id = address.split('/').at(-1);
  expect(finding?.properties).toMatchObject({ category: 'licht', walk: id });
  await page.reload();
  await expect(page.getByText('Van iedereen is alles binnen.')).toBeVisible();
  await expect(page.getByText('1 keer, door 1 buur')).toBeVisible();
  await expect(page.getByRole('img', { name: /vakken gelopen, de rest gestreept/ })).toBeVisible();
  await expect(page.getByText('Niet gelopen zegt niets over die plek.')).toBeVisible();
  const map = page.locator('[data-findings]');
  await expect(map).toHaveAttribute('data-ready', 'true', { timeout: 40_000 });
  await expect(map).toHaveAttribute('data-findings', '1');
  await page.screenshot({ path: `${__dirname}/out/02-klaar.png`, fullPage: true });
  const told = await page.evaluate((walk) => fetch(`/api/walks/${walk}`).then((answer) => answer.json()), id);
  expect(told).toMatchObject({ state: 'ended', leader: true, findings: 1 });
  const passes = await page.evaluate(
    (walk) => fetch(`/api/walks/${walk}/passes`).then((answer) => answer.json()),
    id,
  );
  expect(passes.cells.length).toBeGreaterThanOrEqual(3);
  expect(passes.cells.length, 'not the whole way').toBeLessThan(10);
  expect(JSON.stringify(passes)).not.toMatch(/time|at"/);
  await look(page, 'schouw klaar');
});

test('whoever comes back after the screen was dark for a while is told so', async ({ page, street }) => {
  await page.clock.install();
  await page.goto(`${street.url}/schouw/nieuw`);
  await page.getByRole('button', { name: 'Begin nu' }).tap();
  await expect(page.getByRole('link', { name: 'Vastleggen' })).toBeVisible();
  const seen = (state: 'hidden' | 'visible') =>
    page.evaluate((state) => {
      Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    }, state);
  const told = page.getByText('Even pauze: het scherm was uit.');
  await seen('hidden');
  await seen('visible');
  await expect(told).toBeHidden();
  await seen('hidden');
  await page.clock.fastForward(90_000);
  await seen('visible');
  await expect(told).toBeVisible();
});

test('the leader shows the code, somebody joins by it, and both stand in the roster', async ({
  page,
  street,
  browser,
}) => {
  await page.goto(`${street.url}/schouw/nieuw`);
  await look(page, 'schouw beginnen');
  await page.getByLabel('Hoe mogen we je noemen?').fill('Noor');
  await page.getByRole('button', { name: 'Begin nu' }).tap();
  await expect(page).toHaveURL(/\/schouw\/[0-9a-f-]{36}$/);
  await expect(page.getByRole('button', { name: '1 loopt mee' })).toBeVisible({ timeout: 60_000 });
  await expect(page.locator('[data-findings]')).toHaveAttribute('data-ready', 'true', { timeout: 40_000 });
  await look(page, 'schouw lopen');
  await page.getByRole('button', { name: '1 loopt mee' }).tap();
  await expect(page.getByRole('img', { name: 'QR-code om mee te lopen' })).toBeVisible();
  const drawn = () =>
    page
      .getByRole('img', { name: 'QR-code om mee te lopen' })
      .evaluate((picture: HTMLImageElement) => picture.naturalWidth);
  await expect.poll(drawn).toBeGreaterThan(0);
  const code = (await page.locator('.code').textContent())?.trim() ?? '';
  expect(code).toMatch(/^\w{4} \w{4}$/);
  await look(page, 'wie loopt mee');

  const other = await browser.newContext({ hasTouch: true, isMobile: true, locale: 'nl-NL' });
  try {
    const joined = await other.request.post(`${street.url}/api/join`, { data: { code, name: 'Mo' } });
    expect(joined.status()).toBe(200);
    await page.reload();
    await page.getByRole('button', { name: '2 lopen mee' }).tap();
    const rows = page.getByRole('dialog').getByRole('listitem');
    await expect(rows).toHaveCount(2);
    await expect(rows.first()).toContainText('Leider, dat ben jij');
    await page.getByRole('button', { name: 'Wat doet Mo?' }).tap();
    await page.getByRole('button', { name: 'Notulist' }).tap();
    await expect(rows.last()).toContainText('Notulist');
  } finally {
    await other.close();
  }
});
