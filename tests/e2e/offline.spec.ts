/** Without signal nothing is lost, and with signal everything arrives once. */
import { expect, test } from './test';
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
