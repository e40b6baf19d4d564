/** Proposing: three taps at a place that stands out, without signal from the map, and the gate before a camera. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { look } from './look';
import { Program } from './program';
import { expect, test } from './test';
import { Walker } from './walker';

/** Pictures of the screens, to be looked at. */
const out = join(__dirname, 'out');
const day = (ahead: number) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);

async function pictures(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.screenshot({ path: join(out, `measures-${name}-${colorScheme}.png`) });
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
}

async function opensHotspot(page: Page, walker: Walker, name: string): Promise<void> {
  await walker.opensList();
  await walker.hotspots.filter({ hasText: name }).first().tap();
  await page.getByRole('link', { name: 'Stel een maatregel voor' }).tap();
  await expect(page).toHaveURL(/\/maatregel\/nieuw\?plek=/);
}

/** Fills the gate in, one check after the other. */
async function fillsGate(page: Page): Promise<void> {
  for (const summary of await page.locator('summary', { hasText: 'Vul in' }).all()) await summary.tap();
  for (const [i, kind] of ['snoei', 'verlichting', 'patrouille'].entries()) {
    await page.locator(`#lighter-${i}-kind`).selectOption(kind);
    await page.locator(`#lighter-${i}-outcome`).selectOption('done_and_evaluated');
    await page.locator(`#lighter-${i}-by`).fill('buurtcomité');
  }
  await page.getByLabel('Hoe groot is het vierkant om de speld?').selectOption('60');
  await page.getByLabel('Zijn er voordeuren of ramen').selectOption('yes');
  await page.getByLabel('Waarom kan het niet anders?').fill('De poort ligt tussen twee voordeuren.');
  await page.getByLabel('Eerste dag').fill(day(30));
  await page.getByLabel('Laatste dag').fill(day(120));
  await page.getByLabel('Gevraagd op').fill(day(-10));
  await page.getByLabel('Waar staat het advies?').fill('Notulen van de wijkraad, punt 4');
  await page.getByLabel('Wie bevestigt? (afdeling of rol)').fill('gemeente, afdeling veiligheid');
  await page.getByLabel('Op welke dag?').fill(day(-3));
  for (const box of await page.getByRole('checkbox').all()) await box.check();
}

/** All that the phone keeps beside the queue, as text. */
function keptWords(page: Page): Promise<string> {
  return page.evaluate(
    () =>
      new Promise<string>((done, failed) => {
        const opening = indexedDB.open('buurtschouw');
        opening.onerror = () => failed(opening.error);
        opening.onsuccess = () => {
          const rows = opening.result.transaction('kept').objectStore('kept').getAll();
          rows.onsuccess = () => {
            opening.result.close();
            done(JSON.stringify(rows.result));
          };
        };
      }),
  );
}

test('a neighbour proposes in three taps, from the map without signal, and only staff reach the mayor', async ({
  page,
  context,
  watch,
}) => {
  test.setTimeout(600_000);
  mkdirSync(out, { recursive: true });
  const demo = await Program.start('demo');
  try {
    const walker = new Walker(page, demo.url);
    const said = () => demo.said.join('\n');
    const code = /Join code +(\w{4} \w{4})/;
    await expect.poll(said, { message: 'the demo prints a code' }).toMatch(code);
    await walker.joins(code.exec(said())?.[1] ?? '');

    await test.step('proposals stand on the map and in the list, and a kind can be chosen', async () => {
      const map = await walker.seesMap();
      await walker.chooses('Alle buurten');
      const drawn = async () => Number(await map.getAttribute('data-proposals'));
      await expect.poll(drawn).toBe(4);
      await walker.seesMap();
      await pictures(page, 'map');
      await page.getByRole('button', { name: 'Thema’s' }).tap();
      await page.getByRole('checkbox', { name: 'Snoeien' }).check();
      await pictures(page, 'filter');
      await page.getByRole('button', { name: /^Toon/ }).tap();
      await expect(page).toHaveURL(/maatregel=snoei/);
      await expect.poll(drawn).toBe(1);
      await walker.opensList();
      await page.goto(`${demo.url}/lijst`);
      await expect(page.locator('a[data-proposal]')).toHaveCount(4);
      await look(page, 'list with proposals');
      await page.locator('a[data-proposal]').first().scrollIntoViewIfNeeded();
      await pictures(page, 'list');
    });

    await test.step('three taps at a place that stands out', async () => {
      await opensHotspot(page, walker, 'Parkrand');
      await expect(page.getByText('Alleen het buurtcomité en de wijknetwerker')).toBeHidden();
      await look(page, 'propose');
      await pictures(page, 'propose');
      await page.getByText('Alle maatregelen, de lichtste eerst').tap();
      await expect(
        page.getByText(/Alleen het buurtcomité en de wijknetwerker stellen hem voor/),
      ).toBeVisible();
      expect(await page.getByRole('radio', { name: /^Camera/ }).count()).toBe(0);
      await page.getByRole('radio').first().tap();
      await page.getByLabel('Waarom hier?').fill('Hier is het al maanden zo.');
      await expect.poll(() => keptWords(page)).toContain('Hier is het al maanden zo.');
      await page.reload();
      await expect(page.getByLabel('Waarom hier?')).toHaveValue('Hier is het al maanden zo.');
      await page.getByRole('button', { name: 'Verstuur' }).tap();
      await expect(page).toHaveURL(/\/maatregel\/[0-9a-f-]{36}$/);
      await expect(page.getByText('Jouw voorstel')).toBeVisible();
      await expect(page.getByText('Hier is het al maanden zo.')).toBeVisible();
      await expect(page.getByRole('img', { name: 'Kaartje van deze plek' })).toHaveAttribute(
        'data-ready',
        'true',
      );
      await look(page, 'measure');
      await pictures(page, 'measure');
      await page.getByRole('button', { name: 'Trek voorstel in' }).tap();
      await page.getByRole('button', { name: 'Ja, trek in' }).tap();
      await expect(page.getByText('Ingetrokken. Niemand ziet dit voorstel nog.')).toBeVisible();
    });

    await test.step('from the map, without signal: kept, said so, and sent later', async () => {
      watch.forgive(/Failed to load resource|ERR_INTERNET_DISCONNECTED|net::/);
      await walker.tab('/kaart').tap();
      await walker.seesMap();
      await page.getByRole('link', { name: 'Stel hier iets voor' }).tap();
      await expect(page.getByRole('group', { name: 'Verplaats de speld' })).toBeVisible();
      await look(page, 'propose from the map');
      await pictures(page, 'propose-map');
      await page.getByRole('radio', { name: /^Bank of zitplek/ }).tap();
      await page.getByLabel('Waarom hier?').fill('Een bank voor wie even wil zitten.');
      await context.setOffline(true);
      await page.getByRole('button', { name: 'Verstuur' }).tap();
      await expect(page.getByText(/Je voorstel staat op je telefoon/)).toBeVisible();
      await context.setOffline(false);
      await page.goto(`${demo.url}/lijst`);
      await expect(page.locator('a[data-proposal]', { hasText: 'Bank of zitplek' })).toBeVisible();
    });

    await test.step('refused after it waited: said so with the reason, opened again with every word, and sent', async () => {
      watch.forgive(/422|Failed to load resource/);
      const door = '**/api/measures/*';
      const fault = { pointer: '/place', code: 'outside' };
      const problem = { type: 'about:blank', title: 'x', status: 422, code: 'outside', faults: [fault] };
      await page.goto(`${demo.url}/maatregel/nieuw`);
      await page.getByRole('radio', { name: /^Bank of zitplek/ }).tap();
      await page.getByLabel('Waarom hier?').fill('Bij de bushalte kun je nergens zitten.');
      await context.setOffline(true);
      await page.getByRole('button', { name: 'Verstuur' }).tap();
      await expect(page.getByText(/Je voorstel staat op je telefoon/)).toBeVisible();
      await context.setOffline(false);
      await page.route(door, (route) =>
        route.request().method() === 'PUT'
          ? route.fulfill({ status: 422, contentType: 'application/problem+json', json: problem })
          : route.fallback(),
      );
      await page.goto(`${demo.url}/verzenden`);
      const row = page.locator('[data-waiting-proposal]');
      await expect(row).toContainText('Wacht');
      await page.getByRole('button', { name: 'Nu verzenden' }).tap();
      await expect(row).toContainText('Actie nodig');
      await expect(row).toContainText('De speld staat te ver weg.');
      await look(page, 'a refused proposal');
      await pictures(page, 'refused');
      await page.unroute(door);
      await row.getByRole('button', { name: 'Pas aan' }).tap();
      await expect(page.getByLabel('Waarom hier?')).toHaveValue('Bij de bushalte kun je nergens zitten.');
      await page.getByRole('button', { name: 'Verstuur' }).tap();
      await expect(page.getByText('Jouw voorstel')).toBeVisible();
      await page.goto(`${demo.url}/verzenden`);
      await expect(page.getByText('Alles is binnen.')).toBeVisible();
      await expect(row).toHaveCount(0);
    });

    await test.step('the gate before a camera: closed until every check is in order', async () => {
      const staff = /\/netwerker#(\S+)/.exec(said())?.[1] ?? '';
      await page.goto(`${demo.url}/netwerker#${staff}`);
      await expect(page.getByRole('heading', { name: 'Geplande schouwen' })).toBeVisible();
      await opensHotspot(page, walker, 'Parkrand');
      await page.getByText('Alle maatregelen, de lichtste eerst').tap();
      await page.getByRole('radio', { name: /^Camera/ }).tap();
      await expect(page.getByText('Een camera is het laatste middel.', { exact: true })).toBeVisible();
      const send = page.getByRole('button', { name: 'Stel voor aan de burgemeester' });
      await expect(send).toHaveAttribute('aria-disabled', 'true');
      await expect(send).toHaveAccessibleDescription(/Kan pas als de 5 open punten/);
      await look(page, 'gate');
      await page.getByText('Een camera is het laatste middel.', { exact: true }).scrollIntoViewIfNeeded();
      await pictures(page, 'gate');
      await fillsGate(page);
      await page.getByLabel('Waarom hier?').fill('Niets hielp tot nu toe.');
      await look(page, 'gate, filled in');
      await expect(page.getByText('Klopt alles? 6 van 6')).toBeVisible();
      await expect(send).toHaveAttribute('aria-disabled', 'false');
      await page.getByText('Klopt alles? 6 van 6').scrollIntoViewIfNeeded();
      await pictures(page, 'gate-filled');
      await send.tap();
      await expect(page.getByText('Voorgesteld aan de burgemeester')).toBeVisible();
      await expect(page.getByText('De reden: De poort ligt tussen twee voordeuren.')).toBeVisible();
      await look(page, 'camera');
      await pictures(page, 'camera');
    });
    expect(watch.notOf(demo.url)).toEqual([]);
  } finally {
    // A stream or a picture on its way would tell that the server ended.
    await page.goto('about:blank');
    await demo.end();
  }
});
