/** What the first screen says: in another language, and when a code is wrong. */
import { expect, test } from './test';

test('in English every title is English and the page says so', async ({ page, street, walker }) => {
  await page.goto(street.url);
  await expect(page.locator('html')).toHaveAttribute('lang', 'nl');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'Samen door de buurt. Samen aan het stuur.',
  );
  await page.getByLabel('Taal').selectOption('en');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/Through the neighbourhood together/);
  await expect(page).toHaveTitle(/Through the neighbourhood together/);

  await page.getByLabel('Enter the code').fill(await street.walk());
  await page.getByRole('button', { name: 'Join' }).tap();
  await page.getByRole('button', { name: 'Begin' }).tap();
  const titles = {
    '/lijst': 'List',
    '/vastleggen': 'What do you see?',
    '/verzenden': 'To send',
    '/ik': 'Me',
  };
  for (const [path, title] of Object.entries(titles)) {
    await page.goto(`${walker.url}${path}`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
    await expect(page).toHaveTitle(`${title} · Buurtschouw`);
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  }

  await page.getByRole('button', { name: 'Nederlands' }).tap();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ik');
  await expect(page).toHaveTitle('Ik · Buurtschouw');
  await expect(page.locator('html')).toHaveAttribute('lang', 'nl');
});

test('a code that does not exist is told in a sentence that belongs to the field', async ({
  page,
  street,
  watch,
}) => {
  watch.forgive(/4\d\d .*\/api\/join$/);
  await page.goto(street.url);
  const field = page.getByLabel('Vul de code in');
  await expect(field).toHaveAttribute('aria-invalid', 'false');
  await field.fill('0000 0000');
  await page.getByRole('button', { name: 'Loop mee' }).tap();
  await expect(page.getByRole('alert')).toHaveText(
    'Deze code kennen we niet. Kijk nog eens: 8 letters en cijfers.',
  );
  await expect(field).toHaveAccessibleDescription(/Deze code kennen we niet/);
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await expect(field).toBeFocused();

  await field.fill('7K2M');
  await expect(page.getByRole('alert')).toHaveText('');
  await page.getByRole('button', { name: 'Loop mee' }).tap();
  await expect(field).toHaveAccessibleDescription(/Een code heeft 8 letters en cijfers/);
});
