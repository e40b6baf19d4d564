/** The border on a phone: what neighbours share, and whether somebody recognises it; and a committee that moves a line. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { answersBorders, json, missing, proposal, shared } from './borderAnswers';
import { look } from './look';
import { expect, test } from './test';

/** Pictures of the screens, to be looked at. */
const out = join(__dirname, 'out');
mkdirSync(out, { recursive: true });

async function pictures(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
    await painted(page);
    await page.screenshot({ path: join(out, `borders-${name}-${colorScheme}.png`) });
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
}

/** The map of borders, once it is painted. */
async function painted(page: Page): Promise<Locator> {
  const map = page.locator('[data-shown]');
  await expect(map).toHaveAttribute('data-ready', 'true', { timeout: 20_000 });
  return map;
}

test('bands, the line and contested places stand on the map and in words, and a neighbour sees the own drawing', async ({
  page,
  street,
  walker,
}) => {
  await walker.joins(await street.walk());
  await answersBorders(page);
  await page.goto(`${street.url}/buurt/TB01/grens`);
  await expect(page.getByRole('heading', { name: 'Grens Westkant', level: 1 })).toBeVisible();
  const map = await painted(page);
  await expect(map).toHaveAttribute('data-shown', 'bands:3 official:1 line:3 mine:1 contested:2 numbers:2');
  await expect(page.getByText('34 buren tekenden. Ze zijn het deels eens.')).toBeVisible();
  await expect(page.getByText('Jouw tekening lijkt voor 81% op die van 34 buren.')).toBeVisible();
  await expect(page.getByText('Bij Touwslagersweg ging jij 40 m verder dan de meesten.')).toBeVisible();
  await expect(page.getByText('Betwist: 2 plekken')).toBeVisible();
  const words = page.getByRole('region', { name: 'De grens in woorden' });
  await expect(words.getByText(/^Oost: .*buren verschillen 120 m/)).toBeVisible();
  await expect(words.getByText(/^Noord: .*91 % zeker/)).toBeVisible();
  await expect(words.getByText(/^Plek [12], de/)).toHaveCount(2);
  await expect(page.getByText('De tekening van één buur laten we nooit zien.')).toBeVisible();
  await pictures(page, 'shared');
  await look(page, 'border');
  await page.getByRole('button', { name: 'Naar de lijst' }).tap();
  await expect(page.getByRole('heading', { name: 'De grens in woorden' })).toBeFocused();
});

test('below ten drawings there is only a counter and an invitation; provisional has bands and no line', async ({
  page,
  street,
  walker,
  watch,
}) => {
  watch.forgive(/404 .*\/(mine|result)$/);
  await walker.joins(await street.walk());
  await answersBorders(page);
  await page.route('**/api/buurten/TB01/mine', (route) => missing(route));
  const { buurt, official } = shared;
  await page.route('**/api/buurten/TB01/consensus', (route) =>
    json(route, { buurt, official, drawn: 6, needed: 10, state: 'counting' }),
  );
  await page.goto(`${street.url}/buurt/TB01/grens`);
  await expect(page.getByText('Nog 4 buren en dan zie je hier een grens.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Teken jouw buurt' })).toHaveAttribute(
    'href',
    '/buurt/TB01/tekenen',
  );
  await expect(await painted(page)).toHaveAttribute('data-shown', 'official:1');
  await expect(page.getByText('Bijna iedereen')).toHaveCount(0);
  await pictures(page, 'counting');
  await look(page, 'border, counting');
  const { line: _line, contested: _contested, ...some } = shared;
  await page.route('**/api/buurten/TB01/consensus', (route) =>
    json(route, { ...some, state: 'provisional', people: 14, drawn: 14 }),
  );
  await page.reload();
  await expect(page.getByText('Voorlopig: 14 buren. Vanaf 20 tekenen we een lijn.')).toBeVisible();
  await expect(await painted(page)).toHaveAttribute('data-shown', 'bands:3 official:1');
});

test('a neighbour answers the vote on a phone without signal, blind, and it is sent when there is signal', async ({
  page,
  context,
  street,
  walker,
  watch,
}) => {
  watch.forgive(/net::|404 .*result$/);
  await walker.joins(await street.walk());
  await answersBorders(page, { voting: true });
  const votes: { url: string; body: unknown }[] = [];
  await page.route(`**/api/proposals/${proposal}/votes/*`, (route) => {
    votes.push({ url: route.request().url(), body: route.request().postDataJSON() });
    return json(route, { id: route.request().url().split('/').at(-1) });
  });
  await page.goto(`${street.url}/buurt/TB01/grens`);
  await expect(page.getByRole('heading', { name: 'Herken je deze grens?' })).toBeVisible();
  const map = await painted(page);
  await expect(map, 'nothing gives away which border is whose').toHaveAttribute('data-shown', 'fresh:1');
  await expect(page.getByText('34 buren tekenden.')).toHaveCount(0);

  await test.step('three equal buttons', async () => {
    const boxes = await Promise.all(
      ['Ja', 'Bijna', 'Nee'].map((name) => page.getByRole('button', { name, exact: true }).boundingBox()),
    );
    const sizes = boxes.map((box) => [Math.round(box?.width ?? 0), Math.round(box?.height ?? 0)]);
    expect(sizes[0]).toEqual(sizes[1]);
    expect(sizes[1]).toEqual(sizes[2]);
    expect(sizes[0]?.[1]).toBeGreaterThanOrEqual(56);
  });
  await pictures(page, 'vote');
  await look(page, 'vote');

  await page.getByRole('button', { name: 'Ja', exact: true }).tap();
  await page.getByRole('button', { name: 'Bekijk grens B' }).tap();
  await page.getByRole('button', { name: 'Bijna', exact: true }).tap();
  await expect(page.getByText('Wijs bij grens B nog aan waar het niet klopt.')).toBeVisible();
  await page.getByLabel('Grens B: welke kant klopt niet?').selectOption('Oost');
  await expect(map).toHaveAttribute('data-shown', 'fresh:1 spot:1');
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Verstuur' }).tap();
  await expect(page.getByText('Bewaard op je telefoon')).toBeVisible();
  await expect(page.getByText('Grens A: Ja · Grens B: Bijna')).toBeVisible();
  await expect(page.getByText('34 buren tekenden.')).toBeVisible();
  expect(votes).toEqual([]);
  await context.setOffline(false);
  await expect(page.getByText('Binnen. Bedankt!')).toBeVisible();
  expect(votes).toHaveLength(1);
  expect(votes[0]?.body).toMatchObject({
    buurt: 'TB01',
    answers: [
      { key: 'A', answer: 'yes' },
      { key: 'B', answer: 'almost', at: [4.49, expect.closeTo(51.9, 3)] },
    ],
  });

  await test.step('the answer can be changed, and the later one goes under an id of its own', async () => {
    await page.getByRole('button', { name: 'Verander mijn antwoord' }).tap();
    await page.getByRole('button', { name: 'Nee', exact: true }).tap();
    await page.getByRole('button', { name: 'Verstuur' }).tap();
    await expect(page.getByText('Binnen. Bedankt!')).toBeVisible();
    await expect.poll(() => votes.length).toBe(2);
    expect(votes[1]?.url).not.toBe(votes[0]?.url);
  });
});
