/** A phone that cannot draw maps: the border in words, and a proposal that can still be edited by points and keys. */
import { answersBorders, json, pageOf, proposal } from './borderAnswers';
import { look } from './look';
import { chromiumAt, chromiumFlags } from './phone';
import { expect, test } from './test';

test.use({ launchOptions: { executablePath: chromiumAt(), args: [...chromiumFlags, '--disable-3d-apis'] } });

test.describe.configure({ timeout: 120_000 });

test('without WebGL the border stands there in words', async ({ page, street, walker }) => {
  await walker.joins(await street.walk());
  await answersBorders(page);
  await page.goto(`${street.url}/buurt/TB01/grens`);
  await expect(
    page.getByText('Je telefoon kan deze kaart niet tekenen. Hier is dezelfde lijst.'),
  ).toBeVisible();
  const words = page.getByRole('region', { name: 'De grens in woorden' });
  await expect(words.getByText(/^Oost: .*buren verschillen 120 m/)).toBeVisible();
  await expect(words.getByRole('button')).toHaveCount(0);
  await look(page, 'border without a map');
});

test('without WebGL the committee moves a point by its list and arrows', async ({ page, street }) => {
  await page.goto(`${street.url}/netwerker#${street.token}`);
  await expect(page.getByRole('heading', { name: 'Geplande schouwen' })).toBeVisible();
  await answersBorders(page, { state: 'in_progress' });
  const own = pageOf('in_progress', { yours_to_change: true });
  await page.route(`**/api/proposals/${proposal}`, (route) => json(route, own));
  const sent: { arcs: { line: number[][] }[] }[] = [];
  await page.route(`**/api/proposals/${proposal}/arcs`, (route) => {
    sent.push(route.request().postDataJSON());
    return json(route, { ...own, revision: 5 });
  });
  await page.goto(`${street.url}/grenzen/${proposal}`);
  await expect(page.getByText('Je telefoon kan deze kaart niet tekenen.')).toBeVisible();
  await page.getByRole('button', { name: /^Westkant en Oostkant/ }).tap();
  await page.getByRole('button', { name: '5 m naar het oosten' }).tap();
  await expect.poll(() => sent.length).toBe(1);
  expect(((sent[0]?.arcs[0]?.line[1]?.[0] ?? 0) - 4.49) * 111_320 * 0.617).toBeCloseTo(5, 0);
});
