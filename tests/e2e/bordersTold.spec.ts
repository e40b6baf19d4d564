/** A proposal from its beginning to a vote, through the server's own doors: a committee at a desk, a neighbour on a phone. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './test';

/** Pictures of the screens, to be looked at. */
const out = join(__dirname, 'out');
mkdirSync(out, { recursive: true });

test('a line is moved at the desk, read and answered on a phone, and stands on the server', async ({
  page,
  browser,
  street,
  walker,
  watch,
}) => {
  test.setTimeout(240_000);
  // Nobody drew here, so there is nothing of one's own to compare.
  watch.forgive(/404 .*\/mine$/);
  const asked = (path: string, how: RequestInit = {}) =>
    fetch(`${street.url}${path}`, {
      ...how,
      headers: { Authorization: `Bearer ${street.token}`, 'Content-Type': 'application/json' },
    });
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'nl-NL' });
  const desk = await context.newPage();
  const head = desk.locator('header');
  const day = (ahead: number) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
  let id = '';

  await test.step('the committee begins a proposal and moves the line between both buurten', async () => {
    await desk.goto(`${street.url}/netwerker#${street.token}`);
    await expect(desk.getByRole('heading', { name: 'Geplande schouwen' })).toBeVisible();
    await desk.goto(`${street.url}/grenzen/nieuw`);
    await desk.getByLabel('Titel').fill('Grens langs de kade');
    await desk.getByLabel('Waarom dit voorstel?').fill('Bewoners van de kade horen bij Westkant.');
    await desk.getByRole('checkbox', { name: 'Westkant' }).check();
    await desk.getByRole('button', { name: 'Maak voorstel' }).click();
    await expect(desk.getByRole('alert')).toHaveText(/^Hier kan geen lijn verschuiven/);
    await desk.getByRole('checkbox', { name: 'Oostkant' }).check();
    await desk.getByRole('button', { name: 'Maak voorstel' }).click();
    await expect(desk).toHaveURL(/\/grenzen\/[0-9a-f-]{36}$/);
    id = desk.url().split('/').at(-1) ?? '';
    await desk.getByRole('button', { name: 'Werk verder' }).click();
    await expect(head.getByText('In de maak')).toBeVisible();
    await desk.getByRole('button', { name: /^Westkant en Oostkant/ }).click();
    await desk.getByRole('button', { name: 'Punt erbij' }).click();
    await desk.getByRole('button', { name: 'Stap 5 m' }).click();
    for (let i = 0; i < 4; i++) await desk.getByRole('button', { name: '25 m naar het oosten' }).click();
    await expect(desk.getByText(/^Bewaard om/)).toBeVisible();
    await expect(desk.getByText('Elke buurt is één stuk: Westkant')).toBeVisible();
  });

  await test.step('the server holds one line for both', async () => {
    const held = (await (await asked(`/api/proposals/${id}`)).json()) as {
      coverage: { arcs: { line: number[][]; left: number | null; right: number | null }[] };
      changed: string[];
    };
    expect(held.changed.toSorted()).toEqual(['TB01', 'TB02']);
    const between = held.coverage.arcs.filter(({ left, right }) => left !== null && right !== null);
    expect(between).toHaveLength(1);
    expect(between[0]?.line).toHaveLength(3);
  });

  await test.step('it is made ready and opened, step by step', async () => {
    await desk.getByRole('button', { name: 'Klaar om te delen' }).click();
    await expect(head.getByText('Klaar om te delen')).toBeVisible();
    await desk.getByRole('button', { name: 'Open voor reacties' }).click();
    await desk.getByLabel('Laatste dag').fill(day(14));
    await desk.getByRole('button', { name: 'Ga door' }).click();
    await expect(desk.locator('[data-difference]')).toHaveText(/Van Oostkant naar Westkant/);
  });

  await test.step('a neighbour reads it and reacts', async () => {
    await walker.joins(await street.walk());
    await page.goto(`${street.url}/grenzen`);
    await page.getByRole('link', { name: 'Bekijk verschillen: Grens langs de kade' }).tap();
    await expect(page.locator('[data-difference]')).toHaveText(/Van Oostkant naar Westkant: [\d,]+ ha/);
    await page.getByRole('button', { name: /^Reageer: / }).tap();
    await page.getByLabel('Wat wil je zeggen over Westkant?').fill('De kade hoort bij ons.');
    await page.getByRole('button', { name: 'Verstuur reactie' }).tap();
    await expect(page.getByText('De kade hoort bij ons.')).toBeVisible();
    await expect(page.getByText(/Nog niet nagekeken/)).toBeVisible();
  });

  await test.step('who did not mean it takes it back, and puts it back after all', async () => {
    const words = page.getByText('De kade hoort bij ons.');
    await page.getByRole('button', { name: 'Trek in' }).scrollIntoViewIfNeeded();
    await page.screenshot({ path: join(out, 'borders-reaction.png') });
    await page.getByRole('button', { name: 'Trek in' }).tap();
    await expect(words).toBeHidden();
    await page.screenshot({ path: join(out, 'borders-reaction-back.png') });
    await page.getByRole('button', { name: 'Zet terug' }).tap();
    await expect(words).toBeVisible();
  });

  await test.step('the committee releases the reaction and asks whether people recognise it', async () => {
    await desk.reload();
    await desk.getByRole('button', { name: 'Mag iedereen zien' }).click();
    await expect(desk.getByText(/Nog niet nagekeken/)).toHaveCount(0);
    await desk.getByRole('button', { name: 'Vraag: herken je dit?' }).click();
    await desk.getByLabel('Laatste dag').fill(day(14));
    await desk.getByRole('button', { name: 'Ga door' }).click();
    await expect(head.getByText(/Herken je het/)).toBeVisible();
    await expect(desk.getByRole('button', { name: 'Aannemen', exact: true })).toHaveAttribute(
      'aria-disabled',
      'true',
    );
  });

  await test.step('the neighbour answers, blind', async () => {
    await page.goto(`${street.url}/buurt/TB01/grens`);
    await page.getByRole('button', { name: 'Ja', exact: true }).tap();
    await page.getByRole('button', { name: 'Bekijk grens B' }).tap();
    await page.getByRole('button', { name: 'Nee', exact: true }).tap();
    await page.getByRole('button', { name: 'Verstuur' }).tap();
    await expect(page.getByText('Binnen. Bedankt!')).toBeVisible();
    await page.reload();
    await expect(page.getByText('Grens A: Ja · Grens B: Nee')).toBeVisible();
    await page.getByRole('link', { name: 'Geef ook antwoord over Oostkant' }).tap();
    await expect(page.getByText('Je ziet nu grens A')).toBeVisible();
    // Not before the last buurt is answered is anything told of the borders.
    const told = page.getByText('Nog 10 buren en dan zie je hier een grens.');
    await expect(told).toHaveCount(0);
    await page.getByRole('button', { name: 'Ja', exact: true }).tap();
    await page.getByRole('button', { name: 'Bekijk grens B' }).tap();
    await page.getByRole('button', { name: 'Nee', exact: true }).tap();
    await page.getByRole('button', { name: 'Verstuur' }).tap();
    await expect(told).toBeVisible();
  });
  await context.close();
});
