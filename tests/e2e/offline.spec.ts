/** Without signal nothing is lost, and with signal everything arrives once. */
import { inside } from './phone';
import { expect, test } from './test';
import { coloursOfMap } from './walker';
import { noSignal } from './watch';

test('recorded without signal, reloaded without signal, it waits on the phone and arrives once when signal comes back', async ({
  context,
  page,
  street,
  walker,
  watch,
}) => {
  watch.forgive(noSignal);
  const before = (await street.findings()).length;
  await walker.joins(await street.walk());
  await walker.hasApp();
  await context.setOffline(true);

  await walker.records('Donker of lamp uit', { photo: true });
  await walker.walksOn();
  await expect(walker.tab('/verzenden')).toContainText('1 te verzenden');
  await page.reload();
  await expect(walker.tab('/verzenden')).toContainText('1 te verzenden');
  await walker.opensList();
  await expect(walker.rows.filter({ hasText: 'te verzenden' })).toHaveCount(1);
  await page.goto(`${street.url}/verzenden`);
  await expect(page.getByText('Je telefoon heeft nu slecht bereik.')).toBeVisible();
  await expect(page.getByRole('main').getByText('Donker of lamp uit')).toBeVisible();
  expect((await street.findings()).length).toBe(before);

  await context.setOffline(false);
  await expect(page.getByText('Alles is binnen. Dank je wel.')).toBeVisible({ timeout: 60_000 });
  const listed = await street.findings();
  expect(listed.length).toBe(before + 1);
  expect(listed[0]?.properties).toMatchObject({ category: 'licht' });
  expect(listed[0]?.properties.photos).toMatchObject([{ state: 'stored' }]);
});

test('undone within six seconds, nothing is ever sent', async ({ page, street, walker }) => {
  const before = (await street.findings()).length;
  await walker.joins(await street.walk());
  await page.clock.install();
  await page.goto(`${street.url}/vastleggen`);
  await expect(page.getByText('Plek op 6 m')).toBeVisible();
  // The page's clock stands still, so that six seconds are six seconds on a slow machine too.
  await page.clock.pauseAt(Date.now() + 5_000);
  await page.getByRole('button', { name: 'Groen en water' }).tap();
  await expect(page.getByRole('heading', { name: 'Bewaard op je telefoon' })).toBeVisible();
  const undo = page.getByRole('button', { name: 'Ongedaan maken' });
  await undo.tap();
  await expect(undo, 'a tap this soon after saving is the echo of a wet screen').toBeVisible();
  await page.clock.runFor(5_000);
  await undo.tap();
  await expect(undo).toBeHidden();
  await expect(page.getByText('Weggehaald. Er is niets verzonden.')).toBeVisible();
  await page.clock.resume();
  await walker.seesAllArrived();
  expect((await street.findings()).length).toBe(before);
});

test('after one visit the map, the list and the walk stand without signal, reloaded, with own and others’ findings', async ({
  context,
  page,
  street,
  walker,
  watch,
}) => {
  watch.forgive(noSignal);
  const code = await street.walk();
  const { longitude, latitude } = inside.west;
  const theirs = await street.seenByAnother(code, 'groen', {
    longitude: longitude + 0.0005,
    latitude: latitude + 0.0005,
  });
  await walker.joins(code);
  await walker.hasApp();
  await walker.records('Verkeer');
  await walker.walksOn();
  await walker.seesAllArrived();
  const own = (await street.findings()).find(({ properties: of }) => of.category === 'verkeer')?.id ?? '';
  await page.goto(`${street.url}/kaart`);
  const map = await walker.seesMap();
  await expect(map).toHaveAttribute('data-drawn', 'tiles');
  const here = Number(await map.getAttribute('data-findings'));
  expect(here).toBeGreaterThanOrEqual(2);
  await walker.tab('/ik').tap();
  await page.getByRole('main').locator('a[href^="/schouw/"]').first().tap();
  await expect(page.locator('[data-seen]')).toHaveCount(2);
  const walk = page.url();

  await context.setOffline(true);
  await test.step('the map', async () => {
    await page.goto(`${street.url}/kaart`);
    await page.reload();
    await walker.seesMap();
    await expect(map).toHaveAttribute('data-drawn', 'rows');
    await expect(map).toHaveAttribute('data-findings', String(here));
    await expect(map).toHaveAttribute('data-buurten', '2');
    await expect(page.getByRole('button', { name: 'Westkant' })).toBeVisible();
    await expect.poll(() => coloursOfMap(page)).toBeGreaterThan(20);
    await page.screenshot({ path: `${__dirname}/out/01-zonder-bereik.png` });
  });
  await test.step('the list', async () => {
    await walker.opensList();
    await page.reload();
    for (const id of [own, theirs]) await expect(page.locator(`a[data-finding="${id}"]`)).toBeVisible();
    await page.locator(`a[data-finding="${theirs}"]`).tap();
    await expect(page.getByText('Bij het bankje')).toBeVisible();
  });
  await test.step('the walk', async () => {
    await page.goto(walk);
    await page.reload();
    await expect(page.locator(`[data-seen="${theirs}"]`)).toBeVisible();
    await expect(page.locator(`[data-seen="${own}"]`)).toBeVisible();
    await expect(await walker.seesMap()).toHaveAttribute('data-findings', '2');
  });
  await test.step('what is recorded now stands on both', async () => {
    await walker.records('Groen en water');
    await walker.walksOn();
    await walker.seesMap();
    await expect(map).toHaveAttribute('data-findings', String(here + 1));
    await walker.opensList();
    await expect(walker.rows.filter({ hasText: 'te verzenden' })).toHaveCount(1);
  });
});
