/** A whole walk against bad luck: nothing is lost, nothing is doubled, every byte is the one that was saved. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { crash, open, opened, pageOf } from './mortal';
import { cameraPhoto } from './photo';
import { Street } from './street';
import { expect, test } from './test';
import { Walker } from './walker';

const tiles = ['Afval en vuil', 'Groen en water', 'Stoep of ding stuk', 'Donker of lamp uit', 'Verkeer'];

/** Records one finding with a photo and waits for the word that it is kept, and for nothing else. */
async function records(walker: Walker, n: number): Promise<void> {
  const { page } = walker;
  await page.goto(`${walker.url}/vastleggen`);
  await expect(page.getByText('Plek op 6 m')).toBeVisible();
  await page.locator('input[type=file]').setInputFiles(await cameraPhoto(page, n));
  await expect(page.getByRole('img', { name: 'Jouw foto' })).toBeVisible();
  await page.getByRole('button', { name: tiles[n % tiles.length] }).tap();
  await expect(page.getByRole('heading', { name: 'Bewaard op je telefoon' })).toBeVisible();
}

/** Hashes of the photos on the phone, as the queue holds them. */
function hashesOnPhone(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const db = await new Promise<IDBDatabase>((done, fail) => {
      const asked = indexedDB.open('buurtschouw');
      asked.onsuccess = () => done(asked.result);
      asked.onerror = () => fail(asked.error);
    });
    const rows = await new Promise<{ bytes: ArrayBuffer }[]>((done) => {
      const asked = db.transaction('photos').objectStore('photos').getAll();
      asked.onsuccess = () => done(asked.result);
    });
    db.close();
    const hex = (bytes: ArrayBuffer) =>
      Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
    const digests = await Promise.all(rows.map((row) => crypto.subtle.digest('SHA-256', row.bytes)));
    return digests.map(hex).sort();
  });
}

test('twelve findings with photos, without signal, the browser killed, the server killed twice, two tabs: twelve and twelve', async () => {
  test.setTimeout(480_000);
  const memory = mkdtempSync(join(tmpdir(), 'buurtschouw-phone-'));
  const street = await Street.open();
  try {
    const joining = await open(memory);
    const first = new Walker(await pageOf(joining), street.url);
    await first.joins(await street.walk());
    await first.hasApp();
    // A browser writes cookies down lazily: this phone joined a while before it died.
    await joining.close();

    const walking = await open(memory);
    await walking.setOffline(true);
    const walker = new Walker(await pageOf(walking), street.url);
    for (let n = 0; n < 12; n++) await records(walker, n);
    await crash(walking);

    const again = await open(memory);
    await again.setOffline(true);
    const one = await pageOf(again);
    await one.goto(`${street.url}/verzenden`);
    await expect(one.locator('main li')).toHaveCount(12);
    const kept = await hashesOnPhone(one);
    expect(new Set(kept).size).toBe(12);

    // The server dies twice after it stored and before it answered; what was sent is noted on the way.
    const taken: string[] = [];
    let deaths = 0;
    await again.route('**/api/photos/*', async (route) => {
      const request = route.request();
      if (request.method() !== 'PUT') return route.fallback();
      const answer = await route.fetch().catch(() => null);
      if (!answer) return route.abort('connectionreset');
      const dies = answer.ok() && taken.length >= ([1, 4][deaths] ?? Number.POSITIVE_INFINITY);
      if (dies) {
        deaths += 1;
        await street.program.kill();
        await route.abort('connectionreset');
        return street.program.again();
      }
      if (answer.ok()) taken.push(((await answer.json()) as { sha256: string }).sha256);
      await route.fulfill({ response: answer });
    });
    const other = await again.newPage();
    await other.goto(`${street.url}/verzenden`);
    await again.setOffline(false);
    await Promise.all([one, other].map((page) => page.getByRole('button', { name: 'Nu verzenden' }).tap()));
    for (const page of [one, other])
      await expect(page.getByText('Alles is binnen. Dank je wel.')).toBeVisible({ timeout: 90_000 });

    expect(deaths).toBe(2);
    const listed = await street.findings();
    expect(listed).toHaveLength(12);
    const photos = listed.flatMap((finding) => finding.properties.photos);
    expect(photos.map((photo) => photo.state)).toEqual(Array(12).fill('stored'));
    expect(new Set(photos.map((photo) => photo.id)).size).toBe(12);
    // Every answer named the hash of bytes that this phone kept before it was killed.
    expect(taken.toSorted()).toEqual(kept);
  } finally {
    for (const context of opened) await context.close();
    await street.end();
    rmSync(memory, { recursive: true, force: true });
  }
});
