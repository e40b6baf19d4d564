/** Without signal nothing is lost, and with signal everything arrives once. */
import { expect, test } from './test';

test('recorded without signal, reloaded without signal, it waits on the phone and arrives once when signal comes back', async ({
  context,
  page,
  street,
  walker,
  watch,
}) => {
  watch.forgive(/net::ERR_INTERNET_DISCONNECTED .*\/(api\/|sw\.js)/);
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
  await expect(page.getByText('Alles is binnen. Dank je wel.')).toBeVisible({ timeout: 25_000 });
  const listed = await street.findings();
  expect(listed.length).toBe(before + 1);
  expect(listed[0]?.properties).toMatchObject({ category: 'licht' });
  expect(listed[0]?.properties.photos).toMatchObject([{ state: 'stored' }]);
});

test('undone within six seconds, nothing is ever sent', async ({ page, street, walker }) => {
  const before = (await street.findings()).length;
  await walker.joins(await street.walk());
  await walker.records('Groen en water');
  const undo = page.getByRole('button', { name: 'Ongedaan maken' });
  // A tap this soon after saving counts as the echo of a wet screen, so the button is pressed until it took.
  await expect(async () => {
    if (await undo.isVisible()) await undo.tap({ timeout: 1_000 });
    await expect(undo).toBeHidden({ timeout: 500 });
  }).toPass({ timeout: 5_000 });
  await expect(page.getByText('Weggehaald. Er is niets verzonden.')).toBeVisible();
  await walker.seesAllArrived();
  expect((await street.findings()).length).toBe(before);
});
