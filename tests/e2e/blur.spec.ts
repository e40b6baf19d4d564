/** What somebody wipes over on a photo is gone before the photo is kept: on the phone, on the line and on the server. */
import type { Page } from '@playwright/test';
import { look } from './look';
import { cameraPhoto, draftOn } from './photo';
import { expect, test } from './test';

/** How much the brightness differs in two parts of a JPEG: where the finger went, and elsewhere. Shares of the photo. */
function spread(page: Page, jpeg: Buffer): Promise<{ wiped: number; elsewhere: number; width: number }> {
  return page.evaluate(async (text) => {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    const picture = await createImageBitmap(new Blob([bytes]));
    const pen = new OffscreenCanvas(picture.width, picture.height).getContext('2d');
    if (!pen) throw new Error('no canvas');
    pen.drawImage(picture, 0, 0);
    const differs = (x: number, y: number) => {
      const side = Math.round(picture.width / 40);
      const { data } = pen.getImageData(x * picture.width, y * picture.height, side, side);
      const grey = Array.from({ length: side * side }, (_, i) => data[4 * i + 1] ?? 0);
      return Math.max(...grey) - Math.min(...grey);
    };
    // Inside the squares of 50 px that hold the left and the right edge of the black box, at 620 and 1020 px of 1600.
    return {
      wiped: differs(604 / 1600, 705 / 1200),
      elsewhere: differs(1004 / 1600, 705 / 1200),
      width: picture.width,
    };
  }, jpeg.toString('base64'));
}

test('a finger over the photo: what it wiped is squares on the phone and on the server, and can be undone before', async ({
  page,
  street,
  walker,
}) => {
  await walker.joins(await street.walk());
  await page.goto(`${street.url}/vastleggen`);
  await page.locator('input[type=file]').setInputFiles(await cameraPhoto(page, 1));
  await expect(page.getByRole('img', { name: 'Jouw foto' })).toBeVisible();
  const before = await spread(page, await draftOn(page));
  expect(before.elsewhere).toBeGreaterThan(60);

  await page.getByRole('button', { name: 'Maak onherkenbaar' }).tap();
  const dialog = page.getByRole('dialog', { name: 'Maak onherkenbaar' });
  const photo = dialog.getByRole('application');
  await expect(photo).toHaveAttribute('data-ready', 'true');
  await look(page, 'onherkenbaar maken');
  const box = await dialog.locator('canvas').boundingBox();
  if (!box) throw new Error('no canvas');
  const wipe = async (from: number, to: number, y: number) => {
    await page.mouse.move(box.x + from * box.width, box.y + y * box.height);
    await page.mouse.down();
    await page.mouse.move(box.x + to * box.width, box.y + y * box.height);
    await page.mouse.up();
  };
  await wipe(0.36, 0.39, 0.6);
  await wipe(0.64, 0.66, 0.6);
  await expect(photo).toHaveAttribute('data-wipes', '2');
  await page.screenshot({ path: `${__dirname}/out/03-onherkenbaar.png` });
  await dialog.getByRole('button', { name: 'Stap terug' }).tap();
  await expect(photo).toHaveAttribute('data-wipes', '1');
  await dialog.getByRole('button', { name: 'Klaar' }).tap();
  await expect(dialog).toBeHidden();

  const kept = await spread(page, await draftOn(page));
  expect(kept.wiped, 'wiped on the phone').toBeLessThan(15);
  expect(kept.elsewhere, 'undone, as it was').toBeGreaterThan(60);
  await page.getByRole('button', { name: 'Verkeer' }).tap();
  await expect(page.getByRole('heading', { name: 'Bewaard op je telefoon' })).toBeVisible();
  await walker.seesAllArrived();
  const [finding] = await street.findings();
  const stored = await spread(page, await street.photo(finding?.properties.photos[0]?.id ?? '', 1600));
  expect(stored.wiped, 'wiped on the server').toBeLessThan(15);
  expect(stored.elsewhere).toBeGreaterThan(60);
  expect(stored.width).toBe(before.width);
});

test('with a keyboard a square is moved and applied, and who closes keeps the photo as it was', async ({
  page,
  street,
  walker,
}) => {
  await walker.joins(await street.walk());
  await page.goto(`${street.url}/vastleggen`);
  await page.locator('input[type=file]').setInputFiles(await cameraPhoto(page, 1));
  await expect(page.getByRole('img', { name: 'Jouw foto' })).toBeVisible();
  const before = await draftOn(page);
  const opens = async () => {
    await page.getByRole('button', { name: 'Maak onherkenbaar' }).press('Enter');
    const photo = page.getByRole('dialog').getByRole('application');
    await expect(photo).toHaveAttribute('data-ready', 'true');
    await photo.focus();
    // From the middle to the edge of the black box.
    for (const key of ['ArrowLeft', 'ArrowLeft', 'ArrowLeft', 'ArrowDown', 'ArrowDown', 'ArrowDown'])
      await page.keyboard.press(key);
    await expect(page.getByText('Vierkant op 38 procent van links en 62 procent van boven')).toHaveCount(1);
    await page.keyboard.press('Enter');
    await expect(photo).toHaveAttribute('data-wipes', '1');
  };
  await opens();
  await page.screenshot({ path: `${__dirname}/out/03-onherkenbaar-toetsen.png` });
  await page.getByRole('button', { name: 'Niet nu' }).press('Enter');
  await expect(page.getByRole('dialog')).toBeHidden();
  expect(before.equals(await draftOn(page)), 'nothing was applied').toBe(true);

  await opens();
  await page.getByRole('dialog').getByRole('button', { name: 'Klaar' }).press('Enter');
  await expect(page.getByRole('dialog')).toBeHidden();
  const [was, is] = [await spread(page, before), await spread(page, await draftOn(page))];
  expect(was.wiped).toBeGreaterThan(60);
  expect(is.wiped).toBeLessThan(15);
});
