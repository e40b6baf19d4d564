/** Somebody with a phone: what they do on the screens, in the words that stand there. */
import { expect, type Locator, type Page } from '@playwright/test';
import { cameraPhoto } from './photo';

export class Walker {
  constructor(
    readonly page: Page,
    readonly url: string,
  ) {}

  /** Joins by the code on the first screen and goes to the map. */
  async joins(code: string, name = 'Noor'): Promise<void> {
    await this.page.goto(this.url);
    await this.page.getByLabel('Vul de code in').fill(code);
    await this.page.getByLabel('Hoe mogen we je noemen?').fill(name);
    await this.page.getByRole('button', { name: 'Loop mee' }).tap();
    await expect(this.page.getByText('Je loopt mee')).toBeVisible();
    await this.page.getByRole('button', { name: 'Begin' }).tap();
    await expect(this.page).toHaveURL(/\/schouw\//);
    await this.page.getByRole('link', { name: 'Naar de kaart' }).tap();
    await expect(this.page).toHaveURL(/\/kaart$/);
  }

  /** From the map to the screen of the walk, where people stand while they walk. */
  async standsOnTheWalk(): Promise<void> {
    await this.page.goBack();
    await expect(this.page).toHaveURL(/\/schouw\//);
    // The browser tells its place once: on a slow machine that is long ago by now.
    await expect(this.page.getByText(/^Plek op 6 m|^Plek onzeker/)).toBeVisible();
  }

  /** The large button of the walk. */
  get recordButton(): Locator {
    return this.page.getByRole('main').getByRole('link', { name: 'Vastleggen' });
  }

  /** Waits until the app keeps itself on the phone, so that it opens without signal. */
  async hasApp(): Promise<void> {
    await this.page.evaluate(async () => {
      await navigator.serviceWorker.ready;
      if (navigator.serviceWorker.controller) return;
      await new Promise((done) =>
        navigator.serviceWorker.addEventListener('controllerchange', done, { once: true }),
      );
    });
  }

  tab(path: '/kaart' | '/lijst' | '/vastleggen' | '/verzenden' | '/ik'): Locator {
    return this.page.getByRole('navigation', { name: 'Hoofdmenu' }).locator(`a[href="${path}"]`);
  }

  /** Records with one tap on a tile, with a photo when asked, and sees that it is kept. */
  async records(tile: string, how: { photo?: boolean } = {}): Promise<void> {
    await this.page.goto(`${this.url}/vastleggen`);
    await expect(this.page.getByText('Plek op 6 m')).toBeVisible();
    if (how.photo) {
      await this.page.locator('input[type=file]').setInputFiles(await cameraPhoto(this.page));
      await expect(this.page.getByRole('img', { name: 'Jouw foto' })).toBeVisible();
    }
    await this.page.getByRole('button', { name: tile }).tap();
    await expect(this.page.getByRole('heading', { name: 'Bewaard op je telefoon' })).toBeVisible();
  }

  /** Walks on from the screen after saving. */
  async walksOn(): Promise<void> {
    // A tap this soon after saving counts as the echo of a wet screen, so the button is pressed until it took.
    await expect(async () => {
      // On a slow machine the screen may have returned by itself.
      if (!this.page.url().endsWith('/vastleggen')) return;
      await this.page.getByRole('button', { name: 'Klaar, verder lopen' }).tap({ timeout: 1_000 });
      await expect(this.page).not.toHaveURL(/\/vastleggen/, { timeout: 500 });
    }).toPass();
  }

  /** The painted map. */
  async seesMap(): Promise<Locator> {
    const map = this.page.locator('[data-findings]');
    await expect(map).toHaveAttribute('data-ready', 'true', { timeout: 40_000 });
    return map;
  }

  /** Picks a buurt in the drawer behind the pill. */
  async chooses(buurt: string): Promise<void> {
    await this.page.locator('button[aria-haspopup=dialog]').first().tap();
    await this.page.getByRole('dialog').getByRole('button', { name: buurt, exact: true }).tap();
    await expect(this.page.getByRole('dialog')).toBeHidden();
  }

  /** Rows of findings in the list. */
  get rows(): Locator {
    return this.page.locator('a[data-finding]');
  }

  get hotspots(): Locator {
    return this.page.locator('a[data-hotspot]');
  }

  async opensList(): Promise<void> {
    await this.page.goto(`${this.url}/lijst`);
    await expect(this.page.getByRole('heading', { name: 'Lijst', level: 1 })).toBeVisible();
  }

  /** Waits until nothing is left to send, as the outbox tells. */
  async seesAllArrived(): Promise<void> {
    await this.page.goto(`${this.url}/verzenden`);
    await expect(this.page.getByText('Alles is binnen. Dank je wel.')).toBeVisible({ timeout: 60_000 });
  }
}

/** A part of the map screen with nothing on it but the map, between the buttons above and the sheet below. */
const bareMap = { x: 20, y: 110, width: 280, height: 260 };

/** Counts the colours of the map; a handful (shadows of the buttons) when nothing is painted. */
export async function coloursOfMap(page: Page): Promise<number> {
  const png = (await page.screenshot({ clip: bareMap })).toString('base64');
  return page.evaluate(async (text) => {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    const picture = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const pen = new OffscreenCanvas(picture.width, picture.height).getContext('2d');
    if (!pen) throw new Error('no canvas');
    pen.drawImage(picture, 0, 0);
    const pixels = new Uint32Array(pen.getImageData(0, 0, picture.width, picture.height).data.buffer);
    return new Set(pixels).size;
  }, png);
}
