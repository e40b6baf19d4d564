/** Drawing one's own border of a buurt on a phone: with a finger, with corners, with pieces and with keys only. */
import { join } from 'node:path';
import type { CDPSession, Locator, Page } from '@playwright/test';
import { Doors } from './drawings';
import { look } from './look';
import { expect, test } from './test';
import type { Walker } from './walker';

/** Pictures of the screens, to be looked at. */
const out = join(__dirname, 'out');

type Spot = [number, number];

/** Fingers on the glass, as the phone itself tells them. */
class Fingers {
  private constructor(readonly glass: CDPSession) {}

  static async on(page: Page): Promise<Fingers> {
    return new Fingers(await page.context().newCDPSession(page));
  }

  async put(type: 'touchStart' | 'touchMove' | 'touchEnd', ...spots: Spot[]): Promise<void> {
    const touchPoints = spots.map(([x, y], id) => ({ x, y, id }));
    await this.glass.send('Input.dispatchTouchEvent', { type, touchPoints });
  }

  /** One finger along these spots; it stays on the glass. */
  async follow(spots: Spot[]): Promise<void> {
    const [first = [0, 0], ...rest] = spots;
    await this.put('touchStart', first);
    for (const spot of rest) await this.put('touchMove', spot);
  }

  async lift(): Promise<void> {
    await this.put('touchEnd');
    await aHandMoves();
  }

  /** One finger along these spots, and up. */
  async draw(spots: Spot[]): Promise<void> {
    await this.follow(spots);
    await this.lift();
  }
}

/** Two touches within a tenth of a second are one gesture to the browser, and no hand is that fast. */
const aHandMoves = () => new Promise((go) => setTimeout(go, 150));

async function tap(button: Locator): Promise<void> {
  await aHandMoves();
  await button.tap();
}

const middle: Spot = [195, 300];

/** Round the middle of the free part of the map, `part` of the way. */
function round(radius: number, steps = 72, part = 1, from = 0): Spot[] {
  return Array.from({ length: steps + 1 }, (_, i): Spot => {
    const turn = from + (i / steps) * part * 2 * Math.PI;
    return [middle[0] + radius * Math.cos(turn), middle[1] + radius * Math.sin(turn)];
  });
}

/** The same as a border of streets goes: ten times out and in. */
function crinkled(radius: number, steps = 160): Spot[] {
  return Array.from({ length: steps + 1 }, (_, i): Spot => {
    const turn = (i / steps) * 2 * Math.PI;
    const out = radius + 12 * Math.sin(10 * turn);
    return [middle[0] + out * Math.cos(turn), middle[1] + out * Math.sin(turn)];
  });
}

const frame = (page: Page) => page.locator('[data-eye]');
const line = (page: Page) => page.locator('svg.lines');

/** Opens the board, past the two questions. */
async function board({ page, url }: Walker): Promise<void> {
  await page.goto(`${url}/buurt/TB01/tekenen`);
  await page.getByRole('button', { name: 'Begin met tekenen' }).tap();
  await expect(frame(page)).toHaveAttribute('data-ready', 'true', { timeout: 20_000 });
}

/** With letters twice as large the buttons for closer and farther stay free of the sheet, to their lower edge. */
async function zoomsWithLargeLetters(page: Page): Promise<void> {
  const letters = (size: string) =>
    page.evaluate((to) => {
      document.documentElement.style.fontSize = to;
    }, size);
  const before = page.viewportSize();
  await letters('200%');
  for (const [width, height] of [
    [390, 844],
    [320, 640],
  ] as const) {
    await page.setViewportSize({ width, height });
    for (const name of ['Dichterbij', 'Verder weg'])
      await page.getByRole('button', { name }).tap({ trial: true, position: { x: 28, y: 53 } });
    await page.screenshot({ path: join(out, `tekenen-grote-letters-${width}.png`) });
  }
  await letters('');
  if (before) await page.setViewportSize(before);
}

test('a finger draws a border and never moves the map; it is sent and rewarded', async ({
  page,
  street,
  walker,
}) => {
  test.setTimeout(90_000);
  const doors = await Doors.over(page);
  await walker.joins(await street.walk());
  await page.goto(`${street.url}/buurt/TB01/tekenen`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Teken jouw buurt: Westkant');
  await page.getByRole('button', { name: 'Ik woon hier' }).tap();
  await page.getByRole('button', { name: '5 tot 15 jaar' }).tap();
  await look(page, 'the questions');
  await page.getByRole('button', { name: 'Begin met tekenen' }).tap();
  await expect(frame(page)).toHaveAttribute('data-ready', 'true', { timeout: 20_000 });

  const fingers = await Fingers.on(page);
  const eye = await frame(page).getAttribute('data-eye');
  await fingers.draw(crinkled(90));
  await expect(line(page)).toHaveAttribute('data-closed', 'true');
  expect(await frame(page).getAttribute('data-eye'), 'the map stands still under a drawing finger').toBe(eye);
  await expect(page.getByText('Bewaard op je telefoon')).toBeVisible();
  await expect(page.getByText(/^\d+(,\d)? hectare$/)).toBeVisible();
  await look(page, 'a border');
  await doors.picture('drawn');
  await zoomsWithLargeLetters(page);

  await page.getByRole('button', { name: 'Versturen' }).tap();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Bedankt! Jij bent de 35e buur.');
  await expect(page.getByText('Jouw lijn lijkt voor 81 % op die van de buurt.')).toBeVisible();
  await expect(page.getByText('Bij Touwslagersweg ging jij 40 m verder.')).toBeVisible();
  await look(page, 'the reward');
  await doors.picture('reward');
  const [sent] = doors.sent;
  expect(sent?.body).toMatchObject({ buurt: 'TB01', relation: 'lives', years: 5 });
  const ring = sent?.body.geometry.coordinates[0] ?? [];
  expect(new Set(ring.map(String)).size, 'corners of the border that is sent').toBeGreaterThanOrEqual(40);
  expect(ring.length, 'less than the finger left behind').toBeLessThan(160);
  expect(ring.at(-1)).toEqual(ring[0]);
  await page.goto(`${street.url}/ik`);
  await expect(page.getByRole('link', { name: 'Nieuw: je lijn telt mee in versie 3.' })).toBeVisible();
  await doors.picture('own');
});

test('two fingers move and zoom the map and draw nothing, also when one is lifted first', async ({
  page,
  street,
  walker,
}) => {
  await Doors.over(page);
  await walker.joins(await street.walk());
  await board(walker);
  const fingers = await Fingers.on(page);
  const eye = await frame(page).getAttribute('data-eye');
  await fingers.put('touchStart', [150, 250]);
  await fingers.put('touchStart', [150, 250], [240, 250]);
  for (let i = 1; i <= 12; i++)
    await fingers.put('touchMove', [150 - 2 * i, 250 + 5 * i], [240 + 2 * i, 250 + 5 * i]);
  // The second finger goes up, the first one slides on.
  await fingers.put('touchEnd', [126, 310]);
  for (let i = 1; i <= 10; i++) await fingers.put('touchMove', [126 + 8 * i, 310]);
  await fingers.put('touchEnd');
  await expect.poll(() => frame(page).getAttribute('data-eye')).not.toBe(eye);
  await expect(line(page)).toHaveAttribute('data-corners', '0');

  await page.waitForFunction(() => document.querySelector('[data-eye]')?.getAttribute('data-stroke') === '0');
  const moved = await frame(page).getAttribute('data-eye');
  await fingers.draw(round(80, 60, 0.6));
  await expect(line(page)).not.toHaveAttribute('data-corners', '0');
  expect(await frame(page).getAttribute('data-eye')).toBe(moved);
});

test('a line that crosses itself shows where, and its outer side mends it', async ({
  page,
  street,
  walker,
}) => {
  const doors = await Doors.over(page);
  await walker.joins(await street.walk());
  await board(walker);
  const fingers = await Fingers.on(page);
  // A round with a small loop at its end.
  const tail: Spot[] = Array.from({ length: 24 }, (_, i) => {
    const turn = (i / 23) * 1.6 * Math.PI;
    return [285 + 26 - 26 * Math.cos(turn), 300 - 26 * Math.sin(turn)];
  });
  await fingers.follow([...round(90, 72, 0.97), [285, 300], ...tail, [270, 296], [284, 292]]);
  const mark = page.locator('[data-fault="1"]');
  const area = page.getByText(/^\d+(,\d)? hectare$/);
  const stands = () =>
    mark.locator('.ring').evaluate((ring) => [ring.getAttribute('cx'), ring.getAttribute('cy')].map(Number));
  await test.step('both stand there while the finger is still down, and nothing is said or kept yet', async () => {
    await expect(mark).toBeVisible();
    await expect(area).toBeVisible();
    await expect(line(page)).toHaveAttribute('data-corners', '0');
    await expect(page.getByRole('alert')).toHaveCount(0);
    await expect(page.getByText('Bewaard op je telefoon')).toHaveCount(0);
    await doors.picture('under-the-finger');
  });
  const [before, measured] = [await stands(), await area.textContent()];
  await fingers.lift();
  await expect(line(page)).not.toHaveAttribute('data-corners', '0');
  expect(await stands(), 'the mark does not jump when the finger is lifted').toEqual(before);
  await expect(area).toHaveText(measured ?? '');
  const close = page.getByRole('button', { name: 'Maak rond' });
  if (await close.isVisible()) await close.tap();
  await expect(page.locator('[data-fault="1"]')).toBeVisible();
  await expect(page.getByText('Hier kruist je lijn zichzelf.').first()).toBeVisible();
  await look(page, 'a fault');
  await doors.picture('fault');
  await page.getByRole('button', { name: 'Neem buitenkant' }).tap();
  await expect(page.locator('[data-fault]')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Versturen' })).toHaveAttribute('aria-disabled', 'false');

  await test.step('of two large parts somebody says which one is meant', async () => {
    await page.getByRole('button', { name: 'Wis alles' }).tap();
    await page.getByRole('button', { name: 'Ja, wis alles' }).tap();
    await expect(line(page)).toHaveAttribute('data-corners', '0');
    const eight: Spot[] = [
      [105, 210],
      [285, 390],
      [285, 230],
      [105, 390],
      [105, 214],
    ];
    // A finger leaves many places on its way.
    await fingers.draw(
      eight.flatMap(([x, y], i): Spot[] => {
        const [nx, ny] = eight[i + 1] ?? [x, y];
        return Array.from({ length: 12 }, (_, k): Spot => [x + (k / 12) * (nx - x), y + (k / 12) * (ny - y)]);
      }),
    );
    await expect(line(page)).toHaveAttribute('data-closed', 'true');
    const second = page.getByRole('button', {
      name: /^Neem deel B: [\d,]+ hectare, in het (oosten|westen)$/,
    });
    await expect(second).toBeVisible();
    await look(page, 'two parts');
    await doors.picture('parts');
    await second.tap();
    await expect(page.locator('[data-fault]')).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Versturen' })).toHaveAttribute('aria-disabled', 'false');
  });
});

test('a draft without signal is there again after a reload, goes back and forward, and waits to be sent', async ({
  page,
  context,
  street,
  walker,
  watch,
}) => {
  test.setTimeout(90_000);
  watch.forgive(/net::ERR_INTERNET_DISCONNECTED/);
  const doors = await Doors.over(page, { repaired: ['repaired_bowtie'] });
  await walker.joins(await street.walk());
  await walker.hasApp();
  await board(walker);
  await context.setOffline(true);
  const fingers = await Fingers.on(page);
  await fingers.draw(round(90, 50, 0.5));
  await fingers.draw(round(90, 50, 0.48, Math.PI + 0.06));
  await expect(line(page)).toHaveAttribute('data-closed', 'true');
  await tap(page.getByRole('button', { name: 'Stap terug' }));
  await expect(line(page)).toHaveAttribute('data-closed', 'false');
  await tap(page.getByRole('button', { name: 'Stap vooruit' }));
  await expect(line(page)).toHaveAttribute('data-closed', 'true');
  const corners = await line(page).getAttribute('data-corners');
  await expect(page.getByText('Bewaard op je telefoon')).toBeVisible();
  await page.reload();
  await expect(line(page)).toHaveAttribute('data-corners', corners ?? '');
  await tap(page.getByRole('button', { name: 'Stap terug' }));
  await expect(line(page), 'undo outlives the reload').toHaveAttribute('data-closed', 'false');
  await tap(page.getByRole('button', { name: 'Stap vooruit' }));
  await expect(line(page)).toHaveAttribute('data-corners', corners ?? '');
  await page.getByRole('button', { name: 'Versturen' }).tap();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Je tekening wacht op bereik');
  await look(page, 'waiting');
  await doors.picture('waits');
  await page.getByRole('link', { name: 'Te verzenden' }).tap();
  await expect(page.getByText('Jouw tekening van de buurt')).toBeVisible();
  await context.setOffline(false);
  await test.step('on another screen it is told that the drawing waits for a yes, with the way there', async () => {
    await expect(page.getByText('Je tekening van Westkant is binnen. Hij wacht op jouw ja.')).toBeVisible();
    const way = page.getByRole('button', { name: 'Kijk of het klopt' });
    await doors.picture('asks-for-yes');
    await way.tap();
    await expect(page.getByText('We hebben een klein lusje weggehaald. Klopt het zo?')).toBeVisible();
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
    await page.getByRole('button', { name: 'Ja, zo klopt het' }).tap();
  });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Bedankt! Jij bent de 35e buur.');
  expect(doors.sent).toHaveLength(1);
});

test('the keyboard alone draws a border and sends it', async ({ page, street, walker }) => {
  test.setTimeout(90_000);
  const doors = await Doors.over(page);
  await walker.joins(await street.walk());
  await page.goto(`${street.url}/buurt/TB01/tekenen`);
  const reach = async (what: Locator) => {
    await expect(what).toBeVisible();
    const here = () => what.evaluate((one) => one === document.activeElement);
    for (let stops = 0; stops < 40 && !(await here()); stops++) await page.keyboard.press('Tab');
    await expect(what, 'reached by Tab').toBeFocused();
  };
  const press = async (name: string | RegExp) => {
    await reach(page.getByRole('button', { name }));
    await page.keyboard.press('Enter');
  };
  await press('Begin met tekenen');
  await press('Toetsen');
  const field = page.getByRole('application', { name: 'Tekenveld' });
  await reach(field);
  await page.keyboard.press('Enter');
  for (const [key, times] of [
    ['ArrowUp', 6],
    ['ArrowRight', 6],
    ['ArrowDown', 6],
  ] as const) {
    for (let i = 0; i < times; i++) await page.keyboard.press(`Shift+${key}`);
    await expect(field).toContainText('van je laatste punt');
    await page.keyboard.press('Enter');
  }
  await expect(line(page)).toHaveAttribute('data-corners', '4');
  await page.keyboard.press('Backspace');
  await expect(line(page)).toHaveAttribute('data-corners', '3');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Home');
  await expect(line(page)).toHaveAttribute('data-closed', 'true');
  await look(page, 'keys');
  await doors.picture('keys');
  await press('Versturen');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Bedankt! Jij bent de 35e buur.');
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  expect(doors.sent[0]?.body.geometry.coordinates[0]).toHaveLength(5);
});

test('corners are tapped, moved with arrows and taken away', async ({ page, street, walker }) => {
  const doors = await Doors.over(page);
  await walker.joins(await street.walk());
  await board(walker);
  await page.getByRole('button', { name: 'Punten' }).tap();
  for (const [x, y] of [
    [120, 220],
    [270, 220],
    [270, 380],
    [120, 380],
  ] as Spot[]) {
    const before = Number(await line(page).getAttribute('data-corners'));
    await page.touchscreen.tap(x, y);
    await expect(line(page)).toHaveAttribute('data-corners', String(before + 1));
  }
  await page.touchscreen.tap(120, 220);
  await expect(line(page)).toHaveAttribute('data-closed', 'true');
  await page.touchscreen.tap(270, 220);
  await expect(page.getByText('Punt 2.')).toBeVisible();
  const area = page.getByText(/^\d+(,\d)? hectare$/);
  const before = await area.textContent();
  for (let i = 0; i < 6; i++) await page.getByRole('button', { name: '10 m naar het oosten' }).tap();
  await expect(area).not.toHaveText(before ?? '');
  await look(page, 'a corner');
  await doors.picture('points');
  await page.getByRole('button', { name: 'Punt weg' }).tap();
  await expect(line(page)).toHaveAttribute('data-corners', '3');
});

test('what the server mended is shown and confirmed', async ({ page, street, walker }) => {
  const doors = await Doors.over(page, { repaired: ['repaired_bowtie'] });
  await walker.joins(await street.walk());
  await board(walker);
  await (await Fingers.on(page)).draw(round(90));
  await tap(page.getByRole('button', { name: 'Versturen' }));
  await expect(page.getByText('We hebben een klein lusje weggehaald. Klopt het zo?')).toBeVisible();
  await look(page, 'mended');
  await doors.picture('mended');
  await page.getByRole('button', { name: 'Ja, zo klopt het' }).tap();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Bedankt! Jij bent de 35e buur.');
  await expect.poll(() => doors.confirmed).toEqual([doors.sent[0]?.id]);
});

test('what the server refuses comes back to the drawing, at its place', async ({
  page,
  street,
  walker,
  watch,
}) => {
  watch.forgive(/^422 /);
  await Doors.over(page, { refused: [{ pointer: '/geometry', code: 'outside', at: [4.485, 51.9] }] });
  await walker.joins(await street.walk());
  await board(walker);
  await (await Fingers.on(page)).draw(round(90));
  await tap(page.getByRole('button', { name: 'Versturen' }));
  await expect(page.locator('[data-fault="1"]')).toBeVisible();
  await expect(
    page.getByText('Je lijn ligt buiten de stad. Teken dichter bij je buurt.').first(),
  ).toBeVisible();
});

test('below ten drawings the reward tells how many neighbours are missing; a drawing can be taken back', async ({
  page,
  context,
  street,
  walker,
  watch,
}) => {
  watch.forgive(/net::/);
  const doors = await Doors.over(page, { drawn: 6 });
  await walker.joins(await street.walk());
  await board(walker);
  await (await Fingers.on(page)).draw(round(90));
  await tap(page.getByRole('button', { name: 'Versturen' }));
  await expect(
    page.getByText('Nog 4 buren en dan zie je de grens van de buurt. Vraag een buur.'),
  ).toBeVisible();
  await doors.picture('few');
  await test.step('of two drawings of one buurt each has a row, and the one that waits goes without the other', async () => {
    doors.alsoAwaiting('TB01');
    await page.goto(`${street.url}/ik`);
    const rows = page
      .getByRole('listitem')
      .filter({ has: page.getByRole('link', { name: 'Westkant', exact: true }) });
    await expect(rows).toHaveCount(2);
    const waits = rows.filter({ hasText: 'Wacht op jouw ja. Tot dan telt deze lijn niet mee.' });
    await expect(waits).toHaveCount(1);
    await look(page, 'two drawings of one buurt');
    await doors.picture('two-of-one');
    await waits.getByRole('button', { name: 'Trek mijn tekening terug' }).tap();
    await expect(page.getByText('Alleen deze tekening gaat weg.')).toBeVisible();
    await page.getByRole('button', { name: 'Ja, trek terug' }).tap();
    await expect(
      page.getByText('Die tekening is teruggetrokken. Je eerdere tekening van deze buurt telt nog mee.'),
    ).toBeVisible();
    await expect(rows).toHaveCount(1);
    expect(doors.withdrawn.splice(0)).toEqual([doors.sent.at(-1)?.id]);
    doors.sent.pop();
  });
  await page.getByRole('button', { name: 'Trek mijn tekening terug' }).tap();
  await expect(page.getByText('uiterlijk na 30 dagen')).toBeVisible();
  await look(page, 'taking back');
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Ja, trek terug' }).tap();
  await expect(page.getByText('Je tekening terugtrekken wacht op bereik.')).toBeVisible();
  await look(page, 'taking back waits');
  await context.setOffline(false);
  await expect(page.getByText('Je tekening is teruggetrokken.')).toBeVisible();
  await expect.poll(() => doors.withdrawn).toEqual([doors.sent[0]?.id]);
});

test('who does not walk along yet is told how to', async ({ page, street, watch }) => {
  watch.forgive(/401 .*\/api\/buurten$/);
  await page.goto(`${street.url}/buurt/TB01/tekenen`);
  await expect(page.getByText('Loop eerst mee met een code.')).toBeVisible();
  await look(page, 'a stranger');
});

test('the server itself takes a border, mends its loop, tells the rank, and lets it be taken back', async ({
  page,
  street,
  walker,
}) => {
  test.setTimeout(90_000);
  await walker.joins(await street.walk());
  await board(walker);
  const fingers = await Fingers.on(page);
  await fingers.draw([...round(90, 72, 0.97), [292, 320], [300, 300], [270, 305], [284, 290]]);
  const close = page.getByRole('button', { name: 'Maak rond' });
  if (await close.isVisible()) await close.tap();
  await expect(page.locator('[data-fault="1"]')).toBeVisible();
  await page.getByRole('button', { name: 'Versturen' }).tap();
  await expect(page.getByText('We hebben een klein lusje weggehaald. Klopt het zo?')).toBeVisible();
  // Who walked on finds it back where one's own drawings stand.
  await page.goto(`${street.url}/ik`);
  await expect(page.getByText('Wacht op jouw ja.')).toBeVisible();
  await look(page, 'waits for a yes');
  await page.getByRole('button', { name: 'Kijk of het klopt' }).tap();
  await expect(page.getByText('We hebben een klein lusje weggehaald. Klopt het zo?')).toBeVisible();
  await page.getByRole('button', { name: 'Ja, zo klopt het' }).tap();
  await expect(
    page.getByText('Nog 9 buren en dan zie je de grens van de buurt. Vraag een buur.'),
  ).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Bedankt! Jij bent de 1e buur.');
  await page.goto(`${street.url}/ik`);
  await page.getByRole('button', { name: 'Trek mijn tekening terug' }).tap();
  await page.getByRole('button', { name: 'Ja, trek terug' }).tap();
  await expect(page.getByText('Je tekening is teruggetrokken.')).toBeVisible();
  await expect
    .poll(() => page.evaluate(async () => (await (await fetch('/api/drawings')).json()).drawings.length))
    .toBe(0);
});
