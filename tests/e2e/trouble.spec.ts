/** Whatever comes between the phone and the server: nothing is lost, and the screen says what is the matter. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { Detour } from './detour';
import { look } from './look';
import { cameraPhoto } from './photo';
import { expect, test } from './test';
import { Walker } from './walker';
import { noSignal } from './watch';

const sendNow = (page: Page) => page.getByRole('button', { name: 'Nu verzenden' });
const saved = (page: Page) => page.getByRole('heading', { name: 'Bewaard op je telefoon' });

test('the cookie gets lost in the middle: sending stops, recording goes on, after the code all arrives once as before', async ({
  page,
  street,
  walker,
  watch,
}) => {
  watch.forgive(/401 .*\/api\//, /ERR_FAILED .*\/api\/photos\//);
  const before = (await street.findings()).length;
  const code = await street.walk();
  await walker.joins(code);
  const me = () =>
    page.evaluate(() => JSON.parse(localStorage.getItem('buurtschouw.me') ?? '{}').id as string);
  const person = await me();
  let lost = false;
  // The text is in, its photo is on the line, and the browser forgets who it is.
  await page.route('**/api/photos/*', async (route) => {
    if (route.request().method() !== 'PUT' || lost) return route.fallback();
    lost = true;
    await page.context().clearCookies();
    return route.abort();
  });
  await walker.records('Verkeer', { photo: true });
  await walker.walksOn();
  await expect.poll(() => lost, { timeout: 60_000 }).toBe(true);
  for (const tile of ['Groen en water', 'Afval en vuil']) {
    await walker.records(tile);
    await walker.walksOn();
  }
  await page.goto(`${street.url}/verzenden`);
  await expect(page.getByText(/Vul de code van je schouw in om \d bevinding/)).toBeVisible({
    timeout: 60_000,
  });
  await walker.records('Donker of lamp uit');
  await walker.walksOn();
  expect((await street.findings()).length).toBe(before + 1);

  await page.goto(`${street.url}/verzenden`);
  await page.getByRole('link', { name: 'Vul de code in' }).tap();
  await page.getByLabel('Vul de code in').fill(code);
  await page.getByRole('button', { name: 'Loop mee' }).tap();
  await expect(page.getByText('Je loopt mee')).toBeVisible();
  await walker.seesAllArrived();
  expect(await me(), 'the same person').toBe(person);
  const listed = await street.findings();
  expect(listed.length).toBe(before + 4);
  const photos = listed.flatMap((finding) => finding.properties.photos ?? []);
  expect(photos.filter((photo) => photo.state !== 'stored')).toEqual([]);
  expect(new Set(listed.map((finding) => finding.properties.category)).size).toBeGreaterThanOrEqual(4);
});

/** A phone without room for what a test picks, until `hasRoom`. */
async function fullFor(page: Page, what: 'large photos' | 'photos' | 'everything'): Promise<void> {
  await page.addInitScript((what) => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (this: IDBObjectStore, value, ...more) {
      const mine = value as { width?: number };
      const photo = this.name === 'photos' && (what === 'photos' || (mine.width ?? 0) > 1024);
      const full = !('hasRoom' in globalThis);
      if (full && (photo || (what === 'everything' && this.name === 'findings')))
        throw new DOMException('full', 'QuotaExceededError');
      return put.call(this, value, ...more);
    };
  }, what);
}

test('a phone that is nearly full keeps a smaller photo', async ({ page, street, walker }) => {
  await walker.joins(await street.walk());
  await fullFor(page, 'large photos');
  await walker.records('Groen en water', { photo: true });
  await walker.walksOn();
  await walker.seesAllArrived();
  const [photo] = (await street.findings())[0]?.properties.photos ?? [];
  expect(photo).toMatchObject({ state: 'stored' });
  const bytes = (await street.photo(photo?.id ?? '', 1600)).toString('base64');
  const width = await page.evaluate(async (text) => {
    const blob = new Blob([Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))]);
    return (await createImageBitmap(blob)).width;
  }, bytes);
  expect(width).toBe(1024);
});

test('a phone without room for any photo keeps the text, says so, and sends the photo when there is room', async ({
  page,
  street,
  walker,
}) => {
  const before = (await street.findings()).length;
  await walker.joins(await street.walk());
  await fullFor(page, 'photos');
  await walker.records('Verkeer', { photo: true });
  await expect(page.getByText('De tekst is bewaard. De foto nog niet.')).toBeVisible();
  await walker.walksOn();
  await page.goto(`${street.url}/verzenden`);
  await expect(page.getByText('De foto wacht op ruimte.')).toBeVisible();
  await expect.poll(async () => (await street.findings()).length).toBe(before + 1);
  await page.screenshot({ path: `${__dirname}/out/10-foto-wacht.png` });
  await page.evaluate(() => Object.assign(globalThis, { hasRoom: true }));
  await page.getByRole('button', { name: 'Maak de foto kleiner' }).tap();
  await expect(page.getByText('Alles is binnen. Dank je wel.')).toBeVisible({ timeout: 60_000 });
  expect((await street.findings())[0]?.properties.photos[0]?.state).toBe('stored');
});

test('a phone without any room never says that it saved', async ({ page, street, walker }) => {
  await walker.joins(await street.walk());
  await fullFor(page, 'everything');
  await page.goto(`${street.url}/vastleggen`);
  await expect(page.getByText('Plek op 6 m')).toBeVisible();
  await page.getByRole('button', { name: 'Verkeer' }).tap();
  await expect(page.getByText('Maak ruimte en tik nog eens.')).toBeVisible();
  await expect(saved(page)).toBeHidden();
});

test('a wifi that answers 200 with a page of its own gets nothing and is named', async ({
  page,
  street,
  walker,
  watch,
}) => {
  // The stream of the walk gets the page as well.
  watch.forgive(/EventSource's response has a MIME type/);
  const before = (await street.findings()).length;
  await walker.joins(await street.walk());
  let portal = true;
  await page.route('**/api/**', (route) =>
    portal
      ? route.fulfill({ contentType: 'text/html', body: '<html><h1>Welkom op onze wifi</h1></html>' })
      : route.fallback(),
  );
  await walker.records('Verkeer');
  await walker.walksOn();
  await page.goto(`${street.url}/verzenden`);
  await expect(page.getByText('Deze wifi vraagt eerst om inloggen.')).toBeVisible({ timeout: 60_000 });
  await page.screenshot({ path: `${__dirname}/out/10-wifi.png` });
  portal = false;
  await sendNow(page).tap();
  await expect(page.getByText('Alles is binnen. Dank je wel.')).toBeVisible();
  expect((await street.findings()).length).toBe(before + 1);
});

for (const days of [-1, 1]) {
  test(`a clock that is ${days < 0 ? 'a day slow' : 'a day fast'} loses nothing and is noticed`, async ({
    page,
    street,
    walker,
  }) => {
    const before = (await street.findings()).length;
    await walker.joins(await street.walk());
    await page.addInitScript((shift) => {
      const real = Date.now;
      Date.now = () => real() + shift;
    }, days * 86_400_000);
    let said = '';
    page.on('request', (asked) => {
      if (asked.method() === 'PUT' && asked.url().includes('/api/findings/')) said = asked.postData() ?? '';
    });
    await walker.records('Verkeer', { photo: true });
    await walker.walksOn();
    await walker.seesAllArrived();
    expect((await street.findings()).length).toBe(before + 1);
    const off = new Date(JSON.parse(said).sent_at).getTime() - Date.now();
    expect(Math.abs(off - days * 86_400_000)).toBeLessThan(60_000);
    expect(JSON.parse(said).walk, 'it belongs to the walk of now all the same').toBeTruthy();
  });
}

test('a newer version waits while somebody is capturing in any tab, takes the draft along and leaves no tab behind', async ({
  context,
  page,
  street,
}) => {
  const detour = await Detour.before(street.url);
  try {
    const walker = new Walker(page, detour.url);
    await walker.joins(await street.walk());
    await walker.hasApp();
    await page.goto(`${detour.url}/vastleggen`);
    await page.locator('input[type=file]').setInputFiles(await cameraPhoto(page));
    await expect(page.getByRole('img', { name: 'Jouw foto' })).toBeVisible();

    detour.newer = true;
    const waiting = () =>
      page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.waiting?.state);
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
    await expect.poll(waiting, { timeout: 60_000 }).toBe('installed');
    await expect(page.getByText('Nieuwe versie klaar.')).toBeHidden();
    await expect(page.getByRole('img', { name: 'Jouw foto' })).toBeVisible();

    await page.goto(`${detour.url}/kaart`);
    await expect(page.getByText('Nieuwe versie klaar.')).toBeVisible();
    const other = await context.newPage();
    await other.goto(`${detour.url}/vastleggen`);
    await expect(other.getByRole('img', { name: 'Jouw foto' })).toBeVisible();
    await page.getByRole('button', { name: 'Vernieuw' }).tap();
    await expect(page.getByText('Een ander tabblad is nog bezig.')).toBeVisible();
    await other.getByRole('button', { name: 'Terug' }).tap();
    await expect(other.getByRole('button', { name: 'Vernieuw' })).toBeVisible();
    // Both load again by themselves under the newer version: only then can they be sent elsewhere.
    const again = [page, other].map((tab) => tab.waitForEvent('load'));
    await page.getByRole('button', { name: 'Vernieuw' }).tap();
    await Promise.all(again);
    await expect(page.getByText('Nieuwe versie klaar.')).toBeHidden();
    await other.close();
    await page.goto(`${detour.url}/vastleggen`);
    await expect(page.getByText('Je foto is er nog.')).toBeVisible();
    await page.getByRole('button', { name: 'Verkeer' }).tap();
    await expect(saved(page)).toBeVisible();
  } finally {
    await page.goto('about:blank');
    await detour.end();
  }
});

test('signal that goes before the first visit ended gives a clear screen, and the app when it is back', async ({
  context,
  page,
  street,
  walker,
  watch,
}) => {
  watch.forgive(/net::ERR_\w+ .*\//);
  // Its installing lasts longer than the signal.
  await context.addInitScript(() => {
    navigator.serviceWorker.register = () => new Promise(() => {});
  });
  await walker.joins(await street.walk());
  await walker.seesMap();
  // All that this screen brings is here; what comes last is what sends.
  const here = () => page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
  await expect.poll(here).toContainEqual(expect.stringMatching(/\/assets\/drain-.*\.js$/));
  await context.setOffline(true);
  await walker.tab('/vastleggen').tap();
  await expect(page.getByText('Dit scherm kon niet laden. Kijk of je bereik hebt.')).toBeVisible();
  await page.screenshot({ path: `${__dirname}/out/00-geen-bereik.png` });
  await page.getByRole('button', { name: 'Probeer opnieuw' }).tap();
  await expect(page.getByText('Dit scherm kon niet laden. Kijk of je bereik hebt.')).toBeVisible();
  await context.setOffline(false);
  await page.getByRole('button', { name: 'Probeer opnieuw' }).tap();
  await expect(page.getByRole('button', { name: 'Verkeer' })).toBeVisible();
});

test('everything that waits can be taken along as one file', async ({
  context,
  page,
  street,
  walker,
  watch,
}) => {
  watch.forgive(noSignal, /^409 /);
  await walker.joins(await street.walk());
  await walker.hasApp();
  await context.setOffline(true);
  await walker.records('Donker of lamp uit', { photo: true });
  await walker.walksOn();
  await page.goto(`${street.url}/verzenden`);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Bewaar alles als bestand' }).tap();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^buurtschouw-\d{4}-\d\d-\d\d\.zip$/);
  const bytes = readFileSync(await file.path()).toString('latin1');
  expect(bytes).toContain('bevindingen.json');
  expect(bytes).toContain('"category": "licht"');
  expect(bytes).toMatch(/fotos\/[0-9a-f-]{36}\.jpg/);
  await page.screenshot({ path: `${__dirname}/out/10-te-verzenden.png` });

  await test.step('the server has another version of it: three ways on', async () => {
    await page.route('**/api/findings/*', (route) =>
      route.fulfill({ status: 409, json: { code: 'conflict' } }),
    );
    await context.setOffline(false);
    await expect(page.getByText('Er zijn twee versies. Welke is goed?')).toBeVisible({ timeout: 60_000 });
    for (const name of ['Deze, van mijn telefoon', 'Die al binnen is', 'Beide houden'])
      await expect(page.getByRole('button', { name })).toBeVisible();
    await look(page, 'two versions of a finding');
    await page.screenshot({ path: `${__dirname}/out/10-twee-versies.png` });
  });
});
