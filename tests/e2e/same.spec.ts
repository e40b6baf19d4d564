/** Two neighbours at one lamp: the second is asked whether it is the same thing, and one tap makes one case of it. */
import type { BrowserContext, Page } from '@playwright/test';
import { look } from './look';
import { inside } from './phone';
import { expect, test } from './test';
import { Walker } from './walker';
import { noSignal } from './watch';

/** Another neighbour's phone. */
async function anotherPhone(of: BrowserContext): Promise<BrowserContext> {
  const phone = await of.browser()?.newContext({
    viewport: { width: 390, height: 844 },
    isMobile: true,
    hasTouch: true,
    locale: 'nl-NL',
    timezoneId: 'Europe/Amsterdam',
    permissions: ['geolocation'],
    geolocation: inside.west,
  });
  if (!phone) throw new Error('no browser');
  return phone;
}

/** From the screen of the walk: without photo, one tile. */
async function recordsOnTheWalk(page: Page, tile: string): Promise<void> {
  await expect(page.getByText('Plek op 6 m')).toBeVisible();
  await page.getByRole('link', { name: 'Zonder foto' }).tap();
  await expect(page.getByRole('button', { name: tile })).toBeVisible();
  await page.getByRole('button', { name: tile }).tap();
  await expect(page.getByRole('heading', { name: 'Bewaard op je telefoon' })).toBeVisible();
}

test('Mo saw it with a photo, Noor taps the same tile there and says in one tap that it is one thing', async ({
  context,
  page,
  street,
  walker,
  watch,
}) => {
  watch.forgive(noSignal);
  const code = await street.walk();
  const phone = await anotherPhone(context);
  try {
    const mo = new Walker(await phone.newPage(), street.url);
    await mo.joins(code, 'Mo');
    await mo.records('Donker of lamp uit', { photo: true });
    await mo.walksOn();
    await mo.seesAllArrived();
    const [first] = await street.findings();

    await page.goto(street.url);
    await page.getByLabel('Vul de code in').fill(code);
    await page.getByRole('button', { name: 'Loop mee' }).tap();
    await page.getByRole('button', { name: 'Begin' }).tap();
    await recordsOnTheWalk(page, 'Donker of lamp uit');
    const question = page.locator(`[data-same="${first?.id}"]`);
    await expect(question).toContainText('Een buur zag dit net ook. Zelfde ding?');
    await expect(question.getByRole('img', { name: /Foto van je buur/ })).toHaveJSProperty('complete', true);
    await expect
      .poll(() => question.locator('img').evaluate((img: HTMLImageElement) => img.naturalWidth))
      .toBeGreaterThan(0);
    await page.screenshot({ path: `${__dirname}/out/03b-zelfde.png` });
    // A tap this soon after saving counts as the echo of a wet screen, so the button is pressed until it took.
    await expect(async () => {
      const yes = page.getByRole('button', { name: 'Ja, zelfde' });
      if (await yes.isVisible()) await yes.tap({ timeout: 1_000 });
      await expect(page.getByText('Dank je wel. We tellen dit als één ding')).toBeVisible({ timeout: 1_000 });
    }).toPass();
    await look(page, 'bewaard, zelfde ding');
    await page.getByRole('button', { name: 'Klaar, verder lopen' }).tap();
    await expect(page, 'back on the walk').toHaveURL(/\/schouw\//);
    await walker.seesAllArrived();

    const listed = await street.findings();
    const both = listed.filter((finding) => finding.properties.category === 'licht').slice(0, 2);
    expect(new Set(both.map((finding) => finding.id)).has(first?.id ?? '')).toBe(true);
    const cases = both.map((finding) => finding.properties.case);
    expect(cases[0]).toBeTruthy();
    expect(cases[1]).toBe(cases[0]);

    await test.step('not the same after all: said without signal, and taken apart when there is signal', async () => {
      const own = both.find(({ id }) => id !== first?.id)?.id;
      await page.goto(`${street.url}/bevinding/${own}`);
      const apart = page.getByRole('button', { name: 'Niet hetzelfde' });
      await expect(apart).toBeVisible();
      await page.screenshot({ path: `${__dirname}/out/05-zelfde.png`, fullPage: true });
      await context.setOffline(true);
      await apart.tap();
      await look(page, 'bevinding, niet hetzelfde?');
      await page.getByRole('button', { name: 'Nee, laat zo' }).tap();
      await apart.tap();
      await page.getByRole('button', { name: 'Ja, iets anders' }).tap();
      await expect(page.getByText('We tellen dit weer apart')).toBeVisible();
      await walker.tab('/verzenden').tap();
      await expect(page.getByText('Niet hetzelfde')).toBeVisible();
      await page.goBack();
      await expect(page.getByText('We tellen dit weer apart'), 'it waits on the phone').toBeVisible();
      await context.setOffline(false);
      await walker.seesAllArrived();
      const caseless = (await street.findings()).filter(({ id }) => both.some((one) => one.id === id));
      expect(caseless.map(({ properties: of }) => of.case ?? null)).toEqual([null, null]);

      await mo.page.goto(`${street.url}/bevinding/${first?.id}`);
      await expect(mo.page.getByText('Gezien', { exact: false }).first()).toBeVisible();
      await expect(mo.page.locator('[data-apart]')).toHaveCount(0);
    });
  } finally {
    await phone.close();
  }
});

test('whoever walked on is asked on the walk, and who says no is not asked again', async ({
  page,
  street,
  walker,
}) => {
  const code = await street.walk();
  const theirs = await street.seenByAnother(code, 'groen', inside.west);
  await page.goto(street.url);
  await page.getByLabel('Vul de code in').fill(code);
  await page.getByRole('button', { name: 'Loop mee' }).tap();
  await page.getByRole('button', { name: 'Begin' }).tap();
  await recordsOnTheWalk(page, 'Groen en water');
  await page.goBack();
  await expect(page).toHaveURL(/\/schouw\//);
  const question = page.locator(`[data-same="${theirs}"]`);
  await expect(question).toBeVisible();
  await look(page, 'schouw, zelfde ding?');
  await page.screenshot({ path: `${__dirname}/out/02-zelfde.png` });
  await question.getByRole('button', { name: 'Nee, anders' }).tap();
  await expect(question).toBeHidden();
  await page.reload();
  await expect(page.locator('[data-seen]')).toHaveCount(2);
  await expect(question).toBeHidden();
  const heights = await page
    .locator('.status a, .lower a, .lower button')
    .evaluateAll((all) => all.map((one) => [one.textContent?.trim(), one.getBoundingClientRect().height]));
  expect(heights.filter(([, height]) => Number(height) < 56)).toEqual([]);
  await walker.seesAllArrived();
  const [mine, other] = (await street.findings()).filter(({ properties: of }) => of.category === 'groen');
  expect([mine?.properties.case ?? null, other?.properties.case ?? null]).toEqual([null, null]);

  await test.step('what was seen too and arrived can be taken back', async () => {
    const voices = async () =>
      (await street.findings()).find(({ id }) => id === theirs)?.properties.confirmations;
    await page.goto(`${street.url}/bevinding/${theirs}`);
    const button = page.getByRole('button', { name: /ook/, pressed: false });
    await button.tap();
    await expect.poll(voices).toBe(1);
    await page.getByRole('button', { pressed: true }).tap();
    await expect.poll(voices).toBe(0);
    await expect(button).toBeVisible();
  });
});

test('without a photo the tiles come at once and no camera opens; untouched, the screen returns to the walk', async ({
  page,
  street,
}) => {
  const code = await street.walk();
  await page.goto(street.url);
  await page.getByLabel('Vul de code in').fill(code);
  await page.getByRole('button', { name: 'Loop mee' }).tap();
  await page.getByRole('button', { name: 'Begin' }).tap();
  await page.getByRole('link', { name: 'Zonder foto' }).tap();
  await expect(page.getByRole('button', { name: 'Verkeer' })).toBeVisible();
  await expect(page.locator('video, input[type=file]')).toHaveCount(0);
  await expect(page.getByText('Plek op 6 m')).toBeVisible();
  await page.screenshot({ path: `${__dirname}/out/03-zonder-foto.png` });
  await page.getByRole('button', { name: 'Maak een foto' }).tap();
  await expect(page.locator('input[type=file]')).toHaveCount(1);
  await page.getByRole('button', { name: 'Verkeer' }).tap();
  await expect(page.getByRole('heading', { name: 'Bewaard op je telefoon' })).toBeVisible();
  await expect(page, 'untouched for six seconds').toHaveURL(/\/schouw\//);

  await page.getByRole('link', { name: 'Zonder foto' }).tap();
  await page.getByRole('button', { name: 'Verkeer' }).tap();
  await expect(page.getByRole('heading', { name: 'Bewaard op je telefoon' })).toBeVisible();
  await page.getByLabel('Opmerking').focus();
  await expect(page.getByText('Dit is al verzonden.'), 'longer than the time to undo').toBeHidden();
  await expect(page.locator('.left'), 'the six seconds are over').toBeHidden();
  await expect(page.getByRole('heading', { name: 'Bewaard op je telefoon' })).toBeVisible();
});
