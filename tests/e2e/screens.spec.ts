/** Every screen for everybody: no fault that axe knows, by day and by night, and nothing cut off on a narrow phone. */
import { faults, look, tooWide } from './look';
import { inside } from './phone';
import { expect, test } from './test';
import { Walker } from './walker';

test('before joining, the screens have no faults', async ({ page, street, watch }) => {
  watch.forgive(/401 .*\/api\//, /404 .*\/api\/join$/);
  await page.goto(street.url);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await look(page, 'start');
  await page.getByLabel('Vul de code in').fill('00000000');
  await page.getByRole('button', { name: 'Loop mee' }).tap();
  await expect(page.getByRole('alert')).toHaveText(/Deze code kennen we niet/);
  await look(page, 'start with a wrong code');
  await page.goto(`${street.url}/kaart`);
  await expect(page.getByText('Loop je mee? Vul je code in en zie wat er is gezien.')).toBeVisible();
  await look(page, 'map of a stranger');
  await page.goto(`${street.url}/bestaatniet`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Deze pagina kennen we niet.');
  await look(page, 'no such page');
});

test('the look finds a planted fault of each kind', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  const head =
    '<html lang="nl"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Fout</title>';
  await page.setContent(`${head}<main><h1>Fout</h1><p style="color:#bbb;background:#fff">bleek</p></main>`);
  expect(await faults(page)).toContain('color-contrast: p');
  expect(await tooWide(page)).toEqual([]);
  await page.setContent(`${head}<main><h1>Fout</h1><p style="width:500px">breed</p></main>`);
  expect(await tooWide(page)).toContain('HTML. 508 > 320');
  const box =
    '<div class="blad" style="overflow:hidden auto;width:200px"><p style="width:300px">breed</p></div>';
  await page.setContent(`${head}<main><h1>Fout</h1>${box}</main>`);
  expect(await tooWide(page)).toEqual(['DIV.blad 300 > 200']);
});

test('on a walk, the screens have no faults', async ({ page, street, walker }) => {
  test.setTimeout(240_000);
  const code = await street.walk();
  const id = await street.seenByAnother(code, 'groen', inside.west);
  await page.goto(street.url);
  await page.getByLabel('Vul de code in').fill(code);
  await page.getByRole('button', { name: 'Loop mee' }).tap();
  await expect(page.getByText('Je loopt mee')).toBeVisible();
  await look(page, 'welcome');
  await page.getByRole('button', { name: 'Begin' }).tap();
  await expect(page).toHaveURL(/\/schouw\//);
  await page.getByRole('link', { name: 'Naar de kaart' }).tap();
  await expect(page).toHaveURL(/\/kaart$/);
  await walker.seesMap();
  await look(page, 'kaart');
  await page.getByRole('button', { name: 'Westkant' }).tap();
  await expect(page.getByRole('dialog')).toBeVisible();
  await look(page, 'kaart, choosing a buurt');
  await walker.opensList();
  await expect(page.locator(`a[data-finding="${id}"]`)).toBeVisible();
  await look(page, 'lijst');
  await page.locator(`a[data-finding="${id}"]`).tap();
  await expect(page.getByText('Bij het bankje')).toBeVisible();
  await look(page, 'bevinding');
  await page.goto(`${street.url}/vastleggen`);
  await expect(page.getByText('Plek op 6 m')).toBeVisible();
  await look(page, 'vastleggen');
  await walker.records('Voelt onveilig', { photo: true });
  await look(page, 'bewaard, personal');
  await page.goto(`${street.url}/verzenden`);
  await expect(page.getByRole('button', { name: 'Nu verzenden' })).toBeVisible();
  await look(page, 'verzenden');
  await page.goto(`${street.url}/ik`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ik');
  await look(page, 'ik');
});

test('for the wijknetwerker, the screens have no faults, and the code she plans lets a neighbour in', async ({
  browser,
  page,
  street,
  walker,
}) => {
  await page.goto(`${street.url}/netwerker#${street.token}`);
  await expect(page.getByRole('heading', { name: 'Geplande schouwen' })).toBeVisible();
  expect(page.url()).not.toContain(street.token);
  const plan = page.getByRole('button', { name: 'Plan een schouw' });
  if (await plan.isVisible()) await plan.tap();
  await page.getByRole('button', { name: 'Maak de schouw' }).tap();
  await expect(page.getByLabel('Naam van de schouw')).toHaveAccessibleDescription(/Geef de schouw een naam/);
  await look(page, 'netwerker, planning with faults');
  await page.getByLabel('Naam van de schouw').fill('Schouw rond het plein');
  await page.getByLabel('Buurt', { exact: true }).selectOption('Westkant');
  await page.getByLabel('Tijd').fill('19:30');
  await page.getByRole('button', { name: 'Maak de schouw' }).tap();
  const told = await page.getByText('Je schouw staat klaar.').textContent();
  await page.getByText('QR-code om te scannen of te printen').first().tap();
  await expect(page.getByRole('img', { name: /^QR-code waarmee buren meelopen met/ }).first()).toBeVisible();
  await look(page, 'netwerker');
  await page.screenshot({ path: `${__dirname}/out/netwerker-qr.png`, fullPage: true });

  const phone = await browser.newContext({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    locale: 'nl-NL',
  });
  const neighbour = new Walker(await phone.newPage(), walker.url);
  await neighbour.joins(/code is (\w{4} \w{4})/.exec(told ?? '')?.[1] ?? '');
  await phone.close();
});
