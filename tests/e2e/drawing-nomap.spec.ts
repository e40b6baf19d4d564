/** Who cannot see or touch a map draws by ticking pieces in a list. */
import { Doors } from './drawings';
import { look } from './look';
import { chromiumAt, chromiumFlags } from './phone';
import { expect, test } from './test';

test.use({ launchOptions: { executablePath: chromiumAt(), args: [...chromiumFlags, '--disable-3d-apis'] } });

test('without WebGL a list of pieces draws the same border', async ({ page, street, walker }) => {
  const doors = await Doors.over(page);
  await walker.joins(await street.walk());
  await page.goto(`${street.url}/buurt/TB01/tekenen`);
  await page.getByRole('button', { name: 'Begin met tekenen' }).tap();
  await expect(page.getByText('Je telefoon kan deze kaart niet tekenen.')).toBeVisible();
  for (const id of ['D3', 'D4', 'E3', 'E4']) {
    await page.getByRole('checkbox', { name: new RegExp(`^Stuk ${id}\\b`) }).check();
  }
  await expect(page.getByText(/^4 van \d+ stukken, [\d,]+ hectare$/)).toBeVisible();
  await look(page, 'pieces');
  await doors.picture('pieces');
  await page.getByRole('button', { name: 'Versturen' }).tap();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Bedankt! Jij bent de 35e buur.');
  expect(doors.sent[0]?.body.geometry.coordinates[0]).toHaveLength(5);
});
