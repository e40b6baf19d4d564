/** Whatever dies, the phone's browser or the server: nothing is lost and nothing is doubled. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from '@playwright/test';
import { chromiumAt, chromiumFlags, inside } from './phone';
import { Street } from './street';
import { expect, test } from './test';
import { Walker } from './walker';
import { Watch } from './watch';

const opened = new Set<BrowserContext>();

/** A phone that keeps its memory in a folder, as a real one does between two openings of the app. */
async function open(memory: string): Promise<BrowserContext> {
  const context = await chromium.launchPersistentContext(memory, {
    executablePath: chromiumAt(),
    args: chromiumFlags,
    viewport: { width: 390, height: 844 },
    isMobile: true,
    hasTouch: true,
    deviceScaleFactor: 1,
    locale: 'nl-NL',
    permissions: ['geolocation'],
    geolocation: inside.west,
  });
  opened.add(context);
  context.once('close', () => opened.delete(context));
  return context;
}

/** The one page that a browser opens by itself. */
async function pageOf(context: BrowserContext): Promise<Page> {
  return context.pages()[0] ?? context.newPage();
}

/** The browser falls over, as when a phone throws the app out of its memory. */
async function crash(context: BrowserContext): Promise<void> {
  const page = await pageOf(context);
  const gone = new Promise((done) => context.once('close', done));
  const line = await context.newCDPSession(page);
  void line.send('Browser.crash').catch(() => {});
  await gone;
}

test('the phone dies right after "Bewaard", and when it is opened again the finding is there and is sent', async ({
  street,
}) => {
  const memory = mkdtempSync(join(tmpdir(), 'buurtschouw-phone-'));
  try {
    const before = (await street.findings()).length;
    const joining = await open(memory);
    await new Walker(await pageOf(joining), street.url).joins(await street.walk());
    // A browser writes cookies down lazily: this phone joined a while before it died.
    await joining.close();

    const first = await open(memory);
    const walker = new Walker(await pageOf(first), street.url);
    await walker.records('Stoep of ding stuk', { photo: true });
    await crash(first);
    expect((await street.findings()).length).toBe(before);

    const second = await open(memory);
    const watch = await Watch.over(second);
    const again = new Walker(await pageOf(second), street.url);
    await again.seesAllArrived();
    await expect(again.page.getByRole('link', { name: /Stoep of ding stuk/ })).toBeVisible();
    const listed = await street.findings();
    expect(listed.length).toBe(before + 1);
    expect(listed[0]?.properties.photos).toMatchObject([{ state: 'stored' }]);
    watch.foundNothing();
  } finally {
    for (const context of opened) await context.close();
    rmSync(memory, { recursive: true, force: true });
  }
});

test('the server dies after it stored and before it answered, twice, and in the end there is one finding with one photo', async ({
  page,
  watch,
}) => {
  watch.forgive(/net::ERR_(FAILED|CONNECTION_REFUSED|CONNECTION_RESET|EMPTY_RESPONSE) .*\/api\//);
  const street = await Street.open();
  try {
    const walker = new Walker(page, street.url);
    await walker.joins(await street.walk());
    const deaths: string[] = [];
    for (const door of ['**/api/findings/*', '**/api/photos/*']) {
      await page.route(door, async (route) => {
        const request = route.request();
        if (request.method() !== 'PUT' || deaths.includes(door)) return route.fallback();
        deaths.push(door);
        const stored = await route.fetch();
        expect(stored.status()).toBe(201);
        await street.program.kill();
        await route.abort('connectionreset');
        await street.program.again();
      });
    }
    await walker.records('Verkeer', { photo: true });
    await walker.walksOn();
    await walker.seesAllArrived();
    expect(deaths).toHaveLength(2);
    const listed = await street.findings();
    expect(listed).toHaveLength(1);
    expect(listed[0]?.properties.photos).toMatchObject([{ state: 'stored' }]);
  } finally {
    await street.end();
  }
});
