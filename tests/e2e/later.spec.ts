/** What somebody adds after the finding left the phone arrives as a change of its own. */
import { expect, test } from './test';
import { noSignal } from './watch';

test('who made a finding adds to it without signal, and the server has it when signal is back', async ({
  context,
  page,
  street,
  walker,
  watch,
}) => {
  watch.forgive(noSignal);
  await walker.joins(await street.walk());
  await walker.hasApp();
  await walker.records('Donker of lamp uit');
  await walker.walksOn();
  await walker.seesAllArrived();
  const [made] = await street.findings();
  await page.goto(`${street.url}/bevinding/${made?.id}`);
  await expect(page.getByRole('button', { name: 'Vul iets aan' })).toBeVisible();
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Vul iets aan' }).tap();
  await page.getByLabel('Opmerking').fill('Lamp 3 is uit');
  await page.getByRole('button', { name: '2: onveilig' }).tap();
  await page.getByRole('button', { name: 'Bewaar', exact: true }).tap();
  await expect(page.getByText('Bewaard op je telefoon. We sturen het zo na.')).toBeVisible();
  await page.goto(`${street.url}/verzenden`);
  await expect(page.getByRole('main').getByText('Aanvulling')).toBeVisible();
  await page.screenshot({ path: `${__dirname}/out/10-aanvulling.png` });
  await context.setOffline(false);
  await expect(page.getByText('Alles is binnen. Dank je wel.')).toBeVisible({ timeout: 60_000 });
  const after = (await street.findings()).find((finding) => finding.id === made?.id);
  expect(after?.properties).toMatchObject({ note: 'Lamp 3 is uit', perceived_safety: 2 });
});
