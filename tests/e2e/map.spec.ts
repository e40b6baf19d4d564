/** The map: findings from tiles or from the phone, never both and never none; and a base map that can be taken along. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { faults, look } from './look';
import { inside } from './phone';
import { basemapFile, inTile, offersBasemap } from './plan';
import type { Street } from './street';
import { expect, test } from './test';
import { coloursOfMap, type Walker } from './walker';

/** Pictures of the screens, to be looked at. */
const out = join(__dirname, 'out');
const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
/** 30 m in degrees of latitude, and how many pixels that is at zoom 17 and this latitude. */
const north = { degrees: 30 / 111_320, pixels: 81 };

/** Ids in all tiles of single findings that the page was given. */
function idsInTiles(page: Page): Set<string> {
  const ids = new Set<string>();
  page.on('response', async (answer) => {
    const zoom = Number(/\/tiles\/findings\/(\d+)\//.exec(answer.url())?.[1] ?? 0);
    if (zoom < 14 || answer.status() !== 200) return;
    const bytes = await answer.body().catch(() => Buffer.alloc(0));
    for (const id of bytes.toString('latin1').match(uuid) ?? []) ids.add(id);
  });
  return ids;
}

/** Three findings in Westkant, one of them green; the ids. */
async function threeFindings(street: Street, code: string): Promise<string[]> {
  const { longitude, latitude } = inside.west;
  const at = (east: number, up: number) => ({ longitude: longitude + east, latitude: latitude + up });
  return [
    await street.seenByAnother(code, 'groen', at(0, north.degrees)),
    await street.seenByAnother(code, 'schoon', at(0.001, 0.001)),
    await street.seenByAnother(code, 'licht', at(-0.001, -0.001)),
  ];
}

/** How many findings stand in sight, once those are all that the phone knows here. */
async function allInSight(map: Locator): Promise<number> {
  const told = (name: string) => map.getAttribute(`data-${name}`).then(Number);
  await expect(async () => expect(await told('in-sight')).toBe(await told('findings'))).toPass();
  return told('in-sight');
}

async function listed(walker: Walker): Promise<string[]> {
  await walker.opensList();
  await expect(walker.rows.first()).toBeVisible();
  return walker.rows.evaluateAll((rows) => rows.map((row) => row.getAttribute('data-finding') ?? ''));
}

test('the tiles hold what the list shows, all of it stands in sight, and a tap opens it', async ({
  page,
  street,
  walker,
}) => {
  // A tap on a map that still moves stops it: here it jumps.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const code = await street.walk();
  const [green] = await threeFindings(street, code);
  const inTiles = idsInTiles(page);
  await walker.joins(code);
  const map = await walker.seesMap();
  await expect(map).toHaveAttribute('data-drawn', 'tiles');
  const inSight = await allInSight(map);
  expect(inSight).toBeGreaterThanOrEqual(3);

  await page.getByRole('button', { name: 'Ga naar mijn plek' }).tap();
  await expect.poll(async () => Number(await map.getAttribute('data-in-sight'))).toBeLessThanOrEqual(inSight);
  const box = await map.boundingBox();
  const middle = 72 + ((box?.height ?? 0) * 0.56 - 72) / 2;
  await expect(async () => {
    await page.touchscreen.tap(195, (box?.y ?? 0) + middle - north.pixels);
    await expect(page).toHaveURL(new RegExp(`/bevinding/${green}$`), { timeout: 1_000 });
  }).toPass();

  const rows = await listed(walker);
  expect(rows.length).toBe(inSight);
  await expect.poll(() => [...inTiles].toSorted()).toEqual(rows.toSorted());
});

test('a filter goes into the tiles', async ({ page, street, walker }) => {
  const code = await street.walk();
  await threeFindings(street, code);
  const asked: URL[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/tiles/findings/')) asked.push(new URL(request.url()));
  });
  await walker.joins(code);
  await page.goto(`${street.url}/kaart?thema=licht&licht=avond&periode=1`);
  const map = await walker.seesMap();
  await expect(map).toHaveAttribute('data-drawn', 'tiles');
  const last = asked.at(-1)?.searchParams;
  expect(last?.get('category')).toBe('licht');
  expect(last?.get('daylight')).toBe('dark');
  const rows = Number(await map.getAttribute('data-findings'));
  await expect(map).toHaveAttribute('data-in-sight', String(rows));
});

test('what a walker recorded stands on the map the moment it arrived', async ({ page, street, walker }) => {
  await walker.joins(await street.walk());
  const map = await walker.seesMap();
  await expect(map).toHaveAttribute('data-drawn', 'tiles');
  const before = await allInSight(map);
  await walker.records('Groen en water');
  await walker.seesAllArrived();
  await page.goto(`${street.url}/kaart`);
  await walker.seesMap();
  await expect(map).toHaveAttribute('data-drawn', 'tiles');
  await expect(map).toHaveAttribute('data-in-sight', String(before + 1));
});

test('when tiles fail, the phone draws the same findings itself', async ({
  context,
  page,
  street,
  walker,
  watch,
}) => {
  watch.forgive(/503 .*\/tiles\//);
  const code = await street.walk();
  await threeFindings(street, code);
  await walker.joins(code);
  const map = await walker.seesMap();
  await expect(map).toHaveAttribute('data-drawn', 'tiles');
  const findings = await map.getAttribute('data-findings');
  expect(Number(findings)).toBeGreaterThanOrEqual(3);

  await context.route('**/tiles/**', (route) => route.fulfill({ status: 503, body: '' }));
  await page.reload();
  await walker.seesMap();
  await expect(map).toHaveAttribute('data-findings', findings ?? '');
  await expect(map).toHaveAttribute('data-drawn', 'rows');
  await expect.poll(() => coloursOfMap(page)).toBeGreaterThan(20);

  await context.unroute('**/tiles/**');
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await expect(map).toHaveAttribute('data-drawn', 'tiles');
});

test('the base map is drawn with its source named, by day, night and outdoors', async ({
  context,
  page,
  street,
  walker,
}) => {
  mkdirSync(out, { recursive: true });
  await offersBasemap(context, basemapFile());
  const code = await street.walk();
  await threeFindings(street, code);
  await walker.joins(code);
  const map = await walker.seesMap();
  await expect(map).toHaveAttribute('data-base', 'true');
  await expect(page.getByText('Verzonnen stratenplan')).toBeVisible();
  for (const look of ['dag', 'nacht', 'buiten']) {
    await page.evaluate((theme) => {
      document.documentElement.dataset.theme = theme;
    }, look);
    await expect.poll(() => coloursOfMap(page)).toBeGreaterThan(30);
    await page.screenshot({ path: join(out, `kaart-${look}.png`) });
  }
  await page.evaluate(() => {
    delete document.documentElement.dataset.theme;
  });
  await look(page, 'kaart with a base map');

  await test.step('a pin put down near a house goes to its front, and stays where it was let go when somebody says so', async () => {
    // The phone stands 20 m west of the house; the finger comes down 13 m east of the phone.
    const phone = { ...inTile([4.495, 51.9], [2346, 2650]), accuracy: 9 };
    await context.setGeolocation(phone);
    const pulled = page.getByText(/^De speld staat nu bij de gevel, [5-9] m verder\.$/);
    const drop = async () => {
      await page.goto(`${street.url}/vastleggen`);
      await page.getByRole('button', { name: /^Jouw plek/ }).tap();
      const dialog = page.getByRole('dialog', { name: 'Waar is het?' });
      await expect(dialog.locator('.buurtschouw-pin')).toBeVisible({ timeout: 20_000 });
      const paper = await dialog.getByRole('region').boundingBox();
      const [x, y] = [
        (paper?.x ?? 0) + (paper?.width ?? 0) / 2 + 24,
        (paper?.y ?? 0) + (paper?.height ?? 0) / 2,
      ];
      await page.touchscreen.tap(x, y);
      await expect(pulled).toBeVisible();
      return dialog;
    };
    /** Records what the pin was put down for; what went to the server, and where that shows it. */
    const sends = async (dialog: Locator) => {
      await dialog.getByRole('button', { name: 'Klaar' }).tap();
      const taken = page.waitForResponse(
        (answer) => answer.request().method() === 'PUT' && /\/api\/findings\/[^/]+$/.test(answer.url()),
      );
      await page.getByRole('button', { name: 'Stoep of ding stuk' }).tap();
      await expect(page.getByRole('heading', { name: 'Bewaard op je telefoon' })).toBeVisible();
      await walker.walksOn();
      const answer = await taken;
      expect(answer.status()).toBe(201);
      const { id } = (await answer.json()) as { id: string };
      const shown = (await street.findings()).find((finding) => finding.properties.id === id);
      return { sent: answer.request().postDataJSON(), shown: shown?.geometry.coordinates };
    };

    const gone = await drop();
    await page.screenshot({ path: join(out, 'speld-gevel.png') });
    expect(await faults(page)).toEqual([]);
    // The phone goes on telling where it is; the pin stays where it was put.
    await context.setGeolocation({ ...phone, accuracy: 5 });
    await expect(page.getByText('Plek op 5 m')).toBeVisible();
    const front = await sends(gone);
    expect(front.sent).toMatchObject({ position_source: 'snapped', pin: {} });
    expect(front.shown).toEqual([front.sent.position.lon, front.sent.position.lat]);
    expect(front.sent.position).not.toEqual(front.sent.pin);

    const kept = await drop();
    await kept.getByRole('button', { name: 'Toch precies hier' }).tap();
    await expect(pulled).toBeHidden();
    const { sent, shown } = await sends(kept);
    expect(sent.position_source).toBe('pin');
    expect(sent).not.toHaveProperty('pin');
    expect(shown).toEqual([sent.position.lon, sent.position.lat]);
    // The same finger at the same place of the same map.
    expect(sent.position.lon).toBeCloseTo(front.sent.pin.lon, 5);
    expect(sent.position.lat).toBeCloseTo(front.sent.pin.lat, 5);
  });
});

test('a base map that cannot be read leaves the map as it is without one', async ({
  context,
  page,
  street,
  walker,
  watch,
}) => {
  watch.forgive(/404 .*\/basemap\.pmtiles/);
  await offersBasemap(context, basemapFile());
  await context.route('**/basemap.pmtiles', (route) => route.fulfill({ status: 404, body: '' }));
  await walker.joins(await street.walk());
  const map = await walker.seesMap();
  await expect(map).toHaveAttribute('data-base', 'false');
  await expect(map).toHaveAttribute('data-drawn', 'tiles');
  await expect(page.getByText('Verzonnen stratenplan')).toBeHidden();
});

test('the map is taken along, draws without signal after a reload, grows old, and goes again', async ({
  context,
  page,
  street,
  walker,
  watch,
}) => {
  watch.forgive(
    /net::ERR_INTERNET_DISCONNECTED .*\/(api\/|sw\.js|tiles\/)/,
    /net::ERR_FAILED .*\/api\/buurten/,
  );
  const file = basemapFile();
  const asked = await offersBasemap(context, file);
  await walker.joins(await street.walk());
  const map = await walker.seesMap();
  await expect(map).toHaveAttribute('data-base', 'true');
  await walker.hasApp();

  await walker.tab('/ik').tap();
  await page.getByRole('button', { name: /^Neem de kaart mee \(\d+ kB\)$/ }).tap();
  const kept = page.getByRole('region', { name: 'Kaart meenemen' });
  await expect(kept.locator('.strong')).toHaveText('Kaart staat op je telefoon');
  await look(page, 'ik with a map on the phone');

  await test.step('without signal the base map still draws', async () => {
    const before = asked.times;
    await context.setOffline(true);
    await page.goto(`${street.url}/kaart`);
    await page.reload();
    await walker.seesMap();
    await expect(map).toHaveAttribute('data-base', 'true');
    await expect(map).toHaveAttribute('data-drawn', 'rows');
    await expect(page.getByText('Verzonnen stratenplan')).toBeVisible();
    await expect.poll(() => coloursOfMap(page)).toBeGreaterThan(20);
    await page.screenshot({ path: join(out, 'kaart-zonder-bereik.png') });
    expect(asked.times, 'the file is not asked for').toBe(before);
  });

  await test.step('a newer one is told and fetched', async () => {
    await context.setOffline(false);
    await context.unroute('**/api/buurten');
    await context.unroute('**/basemap.pmtiles');
    await offersBasemap(context, basemapFile('Nieuw stratenplan'), '2');
    await page.goto(`${street.url}/ik`);
    await expect(kept.getByText('Er is een nieuwere kaart.')).toBeVisible();
    await page.getByRole('button', { name: /^Haal de nieuwe/ }).tap();
    await expect(kept.locator('.strong')).toHaveText('Kaart staat op je telefoon');
    await walker.tab('/kaart').tap();
    await expect(page.getByText('Nieuw stratenplan')).toBeVisible();
  });

  await test.step('taken off the phone it is gone', async () => {
    await walker.tab('/ik').tap();
    await page.getByRole('button', { name: 'Haal weg' }).tap();
    await expect(page.getByRole('button', { name: /^Neem de kaart mee/ })).toBeVisible();
    const left = await page.evaluate(async () => {
      const names = [];
      const folder = await navigator.storage.getDirectory();
      for await (const name of (folder as unknown as { keys(): AsyncIterable<string> }).keys())
        names.push(name);
      return names;
    });
    expect(left).toEqual([]);
  });
});

test('a map that breaks off leaves nothing on the phone and says so', async ({
  context,
  page,
  street,
  walker,
}) => {
  const file = basemapFile();
  await offersBasemap(context, file);
  await walker.joins(await street.walk());
  await walker.seesMap();
  await context.route('**/basemap.pmtiles', (route) =>
    route.fulfill({ body: file.subarray(0, 100), contentType: 'application/octet-stream' }),
  );
  await walker.tab('/ik').tap();
  await page.getByRole('button', { name: /^Neem de kaart mee/ }).tap();
  await expect(page.getByRole('alert')).toContainText('De kaart kwam niet heel binnen.');
  await expect(page.getByRole('button', { name: /^Neem de kaart mee/ })).toBeVisible();
});
