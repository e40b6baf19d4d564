/** A phone that cannot draw maps loses nothing but the drawing. */
import { chromiumAt, chromiumFlags, inside } from './phone';
import { expect, test } from './test';

test.use({ launchOptions: { executablePath: chromiumAt(), args: [...chromiumFlags, '--disable-3d-apis'] } });

test('without WebGL the map screen is the list, and says why', async ({ page, street, walker }) => {
  const code = await street.walk();
  const id = await street.seenByAnother(code, 'groen', inside.west);
  await walker.joins(code);
  await expect(
    page.getByText('Je telefoon kan deze kaart niet tekenen. Hier is dezelfde lijst.'),
  ).toBeVisible();
  await expect(page.locator(`a[data-finding="${id}"]`)).toBeVisible();
  await expect(page.locator('canvas')).toHaveCount(0);
  await walker.rows.first().tap();
  await expect(page.getByText('Bij het bankje')).toBeVisible();
});
