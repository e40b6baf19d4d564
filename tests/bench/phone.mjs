/**
 * How long a slow phone waits, in the distribution's Chromium: the first screen over a poor line, and from the tap on a tile
 * to "Bewaard". Prints one JSON object on its last line; all times in ms.
 *
 *   node phone.mjs URL CODE CHROMIUM RUNS
 *
 * URL of a running server, CODE of a walk that may be joined. Packages are those of `pwa/`.
 */
import { createRequire } from 'node:module';
import { argv, getuid, stderr } from 'node:process';

const { chromium } = createRequire(new URL('../../pwa/package.json', import.meta.url))('@playwright/test');
const [url, code, executablePath, runs] = argv.slice(2);

/** The line and the phone of the contract: 1.6 Mbit/s down, 0.75 up, 150 ms there and back; a CPU four times slower. */
const LINE = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 };
const SLOWER = 4;
const PHONE = {
  viewport: { width: 390, height: 844 },
  isMobile: true,
  hasTouch: true,
  deviceScaleFactor: 3,
  locale: 'nl-NL',
  permissions: ['geolocation'],
  geolocation: { longitude: 4.48, latitude: 51.92, accuracy: 6 },
};
const PATIENCE = 120_000;

const browser = await chromium.launch({
  executablePath,
  args: [
    ...(getuid?.() === 0 ? ['--no-sandbox'] : []),
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    '--disable-background-networking',
  ],
});

/** A phone that was never here before, slowed down from `slow` on. */
async function onPhone(deed) {
  const context = await browser.newContext(PHONE);
  context.setDefaultTimeout(PATIENCE);
  try {
    const page = await context.newPage();
    const wire = await context.newCDPSession(page);
    return await deed(page, () => wire.send('Emulation.setCPUThrottlingRate', { rate: SLOWER }), wire);
  } finally {
    await context.close();
  }
}

/** The largest thing of the first screen is painted, counted from the start of the navigation. */
function firstScreen() {
  return onPhone(async (page, slow, wire) => {
    await page.addInitScript(() => {
      globalThis.painted = [];
      new PerformanceObserver((list) =>
        globalThis.painted.push(...list.getEntries().map((entry) => entry.startTime)),
      ).observe({ type: 'largest-contentful-paint', buffered: true });
    });
    await slow();
    await wire.send('Network.enable');
    await wire.send('Network.emulateNetworkConditions', LINE);
    await page.goto(url, { waitUntil: 'networkidle', timeout: PATIENCE });
    await page.waitForFunction(() => globalThis.painted.length > 0);
    return page.evaluate(() => Math.max(...globalThis.painted));
  });
}

/** 12 MP with grain, as a camera gives them: a JPEG of some megabytes. */
async function photo() {
  const text = await onPhone((page) =>
    page.evaluate(async () => {
      const canvas = new OffscreenCanvas(4000, 3000);
      const pen = canvas.getContext('2d');
      const pixels = pen.createImageData(4000, 3000);
      let chance = 42;
      for (let i = 0; i < pixels.data.length; i += 4) {
        chance = (chance * 1_664_525 + 1_013_904_223) >>> 0;
        const grain = chance >>> 28;
        const [x, y] = [(i / 4) % 4000, Math.floor(i / 16_000)];
        pixels.data.set([(x >> 4) + grain, (y >> 4) + grain, ((x + y) >> 5) + grain, 255], i);
      }
      pen.putImageData(pixels, 0, 0);
      const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 });
      const reader = new FileReader();
      reader.readAsDataURL(blob);
      await new Promise((done) => {
        reader.onload = done;
      });
      return String(reader.result).split(',')[1];
    }),
  );
  return { name: 'IMG_0001.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(text, 'base64') };
}

/** In the page: when a photo was chosen, when the tile was touched, and when "Bewaard" was painted. */
function notesMoments() {
  const moments = {};
  globalThis.moments = moments;
  addEventListener('change', (event) => (moments.chosen ??= event.timeStamp), true);
  addEventListener('pointerdown', (event) => {
    if (event.target.closest?.('.tile')) moments.touched ??= event.timeStamp;
  }, true);
  const look = () => {
    if (document.querySelector('.saved h1')) moments.saved ??= performance.now();
    else requestAnimationFrame(look);
  };
  addEventListener('DOMContentLoaded', look);
}

/** From the touch of a tile to "Bewaard"; with a photo also from its choosing. `alone`: no worker makes the photo ready. */
function saving(file, alone = false) {
  return onPhone(async (page, slow) => {
    await page.goto(url);
    await page.getByLabel('Vul de code in').fill(code);
    await page.getByRole('button', { name: 'Loop mee' }).tap();
    await page.getByText('Je loopt mee').waitFor();
    await page.addInitScript(notesMoments);
    if (alone) await page.addInitScript(() => delete globalThis.Worker);
    await page.goto(`${url}/vastleggen`);
    await page.getByText('Plek op 6 m').waitFor();
    await page.waitForLoadState('networkidle');
    await slow();
    if (file) await page.locator('input[type=file]').setInputFiles(file);
    await page.locator('.tile').nth(3).tap();
    await page.waitForFunction(() => globalThis.moments.saved);
    const { chosen, touched, saved } = await page.evaluate(() => globalThis.moments);
    return { tile: saved - touched, ...(file ? { chosen: saved - chosen } : {}) };
  });
}

async function times(what, deed) {
  const all = [];
  for (let run = 0; run < Number(runs); run++) all.push(await deed());
  stderr.write(`${what}: ${JSON.stringify(all)}\n`);
  return all;
}

try {
  const file = await photo();
  const told = {
    browser: browser.version(),
    photo_bytes: file.buffer.length,
    lcp: await times('first screen', firstScreen),
    bare: await times('a tile', () => saving(null)),
    photo: await times('a photo and a tile', () => saving(file)),
    alone: await times('a photo and a tile, without a worker', () => saving(file, true)),
  };
  console.log(JSON.stringify(told));
} finally {
  await browser.close();
}
