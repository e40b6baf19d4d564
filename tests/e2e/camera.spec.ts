/** Our own view of the camera: taps counted by the pointer, what is stored, and what remains when the camera is refused. */
import type { Page } from '@playwright/test';
import { chromiumAt, chromiumFlags } from './phone';
import { cameraPhoto, draftOn, draftsOn, secretInPhoto } from './photo';
import { expect, test } from './test';

const fakeCamera = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

test.use({ launchOptions: { executablePath: chromiumAt(), args: [...chromiumFlags, ...fakeCamera] } });

/** Counts fingers put down from now on, and gives the count. */
async function fingers(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const counted = globalThis as unknown as { fingers: number };
    counted.fingers = 0;
    addEventListener('pointerdown', () => counted.fingers++, { capture: true });
  });
  return () => page.evaluate(() => (globalThis as unknown as { fingers: number }).fingers);
}

const saved = (page: Page) => page.getByRole('heading', { name: 'Bewaard op je telefoon' });

/** The size of a JPEG as its bytes lie, whatever any metadata says, and whether a place on it is dark. */
function brightness(page: Page, jpeg: Buffer, at: { x: number; y: number }) {
  return page.evaluate(
    async ({ text, at }) => {
      const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
      const picture = await createImageBitmap(new Blob([bytes]), { imageOrientation: 'none' });
      const pen = new OffscreenCanvas(picture.width, picture.height).getContext('2d');
      pen?.drawImage(picture, 0, 0);
      const [red = 255, green = 255, blue = 255] = pen?.getImageData(at.x, at.y, 1, 1).data ?? [];
      return { width: picture.width, height: picture.height, dark: red + green + blue < 60 };
    },
    { text: jpeg.toString('base64'), at },
  );
}

/** Another write holds the drafts of this phone, until what is returned lets go. */
async function busyDrafts(page: Page): Promise<() => Promise<void>> {
  await page.evaluate(async () => {
    const db = await new Promise<IDBDatabase>((done) => {
      const asked = indexedDB.open('buurtschouw');
      asked.onsuccess = () => done(asked.result);
    });
    const held = globalThis as unknown as { busy: boolean };
    held.busy = true;
    const store = db.transaction('drafts', 'readwrite').objectStore('drafts');
    const again = () => {
      if (held.busy) store.count().onsuccess = again;
      else db.close();
    };
    again();
  });
  return () =>
    page.evaluate(() => {
      (globalThis as unknown as { busy: boolean }).busy = false;
    });
}

test('three taps on the walk with our own camera view: the large button, the shutter and a tile', async ({
  context,
  page,
  street,
  walker,
}) => {
  await context.grantPermissions(['camera', 'geolocation']);
  await walker.joins(await street.walk());
  await walker.standsOnTheWalk();
  const count = await fingers(page);
  await walker.recordButton.tap();
  const shutter = page.getByRole('button', { name: 'Maak de foto' });
  await expect(shutter).toHaveAttribute('aria-disabled', 'false');
  const box = await shutter.boundingBox();
  expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(88);
  await page.screenshot({ path: `${__dirname}/out/03-camera.png` });

  expect(await count(), 'the walk').toBe(1);
  await shutter.tap();
  await page.getByRole('button', { name: 'Groen en water' }).tap();
  await expect(saved(page)).toBeVisible();
  expect(await count(), 'two of them here').toBe(3);
  await page.screenshot({ path: `${__dirname}/out/03b-bewaard.png` });

  await walker.seesAllArrived();
  const [finding] = await street.findings();
  expect(finding?.properties).toMatchObject({ category: 'groen', photos: [{ state: 'stored' }] });
});

test('a second touch of the shutter on wet glass makes no second photo, and the photo can be made again', async ({
  context,
  page,
  street,
  walker,
}) => {
  await context.grantPermissions(['camera', 'geolocation']);
  await walker.joins(await street.walk());
  await page.goto(`${street.url}/vastleggen`);
  const shutter = page.getByRole('button', { name: 'Maak de foto' });
  await expect(shutter).toHaveAttribute('aria-disabled', 'false');
  await shutter.dblclick();
  await expect(page.getByRole('img', { name: 'Jouw foto' })).toBeVisible();
  await page.screenshot({ path: `${__dirname}/out/03-foto.png` });
  await page.getByRole('button', { name: 'Andere foto' }).tap();
  await expect(shutter).toHaveAttribute('aria-disabled', 'false');
});

test('two taps without a photo, on the walk and from the map: record, tile', async ({
  page,
  street,
  walker,
}) => {
  await walker.joins(await street.walk());
  await walker.standsOnTheWalk();
  const onTheWalk = await fingers(page);
  await page.getByRole('link', { name: 'Zonder foto' }).tap();
  await page.getByRole('button', { name: 'Groen en water' }).tap();
  await expect(saved(page)).toBeVisible();
  expect(await onTheWalk()).toBe(2);

  await page.goto(`${street.url}/kaart`);
  await walker.seesMap();
  const count = await fingers(page);
  await walker.tab('/vastleggen').tap();
  await page.getByRole('button', { name: 'Verkeer' }).tap();
  await expect(saved(page)).toBeVisible();
  expect(await count()).toBe(2);
});

test('with the camera of the phone three taps on the walk are ours: the large button, the photo and a tile', async ({
  page,
  street,
  walker,
}) => {
  await page.addInitScript(() => localStorage.setItem('buurtschouw.camera', 'phone'));
  await walker.joins(await street.walk());
  await walker.standsOnTheWalk();
  await walker.recordButton.tap();
  await test.step('the camera opens only once the draft is kept, and a page killed behind it comes back', async () => {
    await expect(page.locator('label[for=photo]').first()).toBeVisible();
    const letGo = await busyDrafts(page);
    let opened = false;
    const chooser = page.waitForEvent('filechooser').then(() => {
      opened = true;
    });
    await page.locator('label[for=photo]').first().tap();
    // What the page does after the tap was done when it answers this.
    await page.evaluate(() => new Promise(requestAnimationFrame));
    expect(opened, 'nothing is kept yet').toBe(false);
    await letGo();
    await chooser;
    expect(await draftsOn(page)).toBe(1);
    await page.reload();
    await expect(page.getByText('De foto ging verloren. De plek en tijd zijn er nog.')).toBeVisible();
  });
  const photo = await cameraPhoto(page, 0, 6);
  await walker.standsOnTheWalk();
  const count = await fingers(page);
  await walker.recordButton.tap();
  await expect(page.getByText('De foto ging verloren.')).toBeVisible();
  expect(await count(), 'the walk').toBe(1);
  const chooser = page.waitForEvent('filechooser');
  await page.locator('label[for=photo]').first().tap();
  await (await chooser).setFiles(photo);
  await expect(page.getByRole('img', { name: 'Jouw foto' })).toBeVisible();
  await test.step('on this phone already the photo stands upright, without its metadata', async () => {
    expect(photo.buffer.includes(secretInPhoto)).toBe(true);
    const kept = await draftOn(page);
    for (const trace of ['Exif', secretInPhoto, 'MM\0*']) expect(kept.includes(trace), trace).toBe(false);
    // A camera held upright turned the black box that lies at 600 to 1000 and 500 to 1000 px.
    expect(await brightness(page, kept, { x: 450, y: 800 })).toEqual({
      width: 1200,
      height: 1600,
      dark: true,
    });
    expect(await brightness(page, kept, { x: 1000, y: 800 })).toMatchObject({ dark: false });
  });
  await page.getByRole('button', { name: 'Verkeer' }).tap();
  await expect(saved(page)).toBeVisible();
  expect(await count(), 'two of them here').toBe(3);
});

test('what does not belong on a map leads to help and is taken back; about people the photo stays here', async ({
  page,
  street,
  walker,
}) => {
  const before = (await street.findings()).length;
  await walker.joins(await street.walk());
  for (const item of ['Ik maak me zorgen om iemand', 'Overlast uit een woning']) {
    await walker.records('Voelt onveilig');
    await expect(async () => {
      await page.getByRole('button', { name: item }).tap({ timeout: 1_000 });
      await expect(page.getByRole('heading', { name: 'Dit kun je hier niet vastleggen' })).toBeVisible({
        timeout: 500,
      });
    }).toPass();
    await expect(page.getByRole('link', { name: 'Bel 112' })).toBeVisible();
  }
  await walker.seesAllArrived();
  expect((await street.findings()).length).toBe(before);

  await walker.records('Afval en vuil', { photo: true });
  await expect(page.getByRole('switch')).toHaveCount(0);
  const heights = await page
    .locator('main')
    .getByRole('button')
    .evaluateAll((all) => all.map((one) => [one.textContent?.trim(), one.getBoundingClientRect().height]));
  expect(heights.filter(([, height]) => Number(height) < 56)).toEqual([]);
  await expect(async () => {
    await page.getByRole('button', { name: 'Drugsafval' }).tap({ timeout: 1_000 });
    await expect(page.getByRole('switch', { name: 'Foto meesturen?' })).not.toBeChecked({ timeout: 500 });
  }).toPass();
  await walker.walksOn();
  await walker.seesAllArrived();
  expect((await street.findings())[0]?.properties).toMatchObject({ category: 'drugsafval', photos: [] });
});

test('two photos with one file name are two photos', async ({ street, walker }) => {
  await walker.joins(await street.walk());
  const before = (await street.findings()).length;
  for (const tile of ['Groen en water', 'Verkeer']) {
    await walker.records(tile, { photo: true });
    await walker.walksOn();
  }
  await walker.seesAllArrived();
  const listed = (await street.findings()).slice(0, (await street.findings()).length - before);
  const ids = listed.flatMap((finding) => finding.properties.photos.map((photo) => photo.id));
  expect(new Set(ids).size).toBe(2);
  const states = listed.flatMap((finding) => finding.properties.photos.map((photo) => photo.state));
  expect(states).toEqual(['stored', 'stored']);
});

test('refused, the screen says so and the camera of the phone takes over', async ({
  context,
  page,
  street,
  walker,
}) => {
  await context.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
  });
  await walker.joins(await street.walk());
  await page.goto(`${street.url}/vastleggen`);
  await page.evaluate(() => localStorage.removeItem('buurtschouw.camera'));
  await page.getByRole('button', { name: 'Maak een foto' }).tap();
  await expect(page.getByText('De app mag de camera niet gebruiken.')).toBeVisible();
  await page.screenshot({ path: `${__dirname}/out/03-geweigerd.png` });
  await page.locator('input[type=file]').setInputFiles(await cameraPhoto(page));
  await expect(page.getByRole('img', { name: 'Jouw foto' })).toBeVisible();
});

test('a photo that this browser cannot read is named, also by kind, and the tiles still work', async ({
  page,
  street,
  walker,
}) => {
  await walker.joins(await street.walk());
  await page.goto(`${street.url}/vastleggen`);
  const input = page.locator('input[type=file]');
  const heic = Buffer.concat([Buffer.from('\0\0\0\x18ftypheic\0\0\0\0', 'latin1'), Buffer.alloc(500)]);
  await input.setInputFiles({ name: 'IMG_0001.HEIC', mimeType: 'image/heic', buffer: heic });
  await expect(page.getByText('Deze foto is van het soort HEIC.')).toBeVisible();
  await input.setInputFiles({
    name: 'a.jpg',
    mimeType: 'image/jpeg',
    buffer: Buffer.from('no photo at all'),
  });
  await expect(page.getByText('Deze foto kunnen wij niet lezen.')).toBeVisible();
  await page.getByRole('button', { name: 'Verkeer' }).tap();
  await expect(saved(page)).toBeVisible();
});
