/** Every screen for everybody: no fault that axe knows, by day and by night, and nothing cut off on a narrow phone. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { inside } from './phone';
import { expect, test } from './test';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds on this screen, one line each, so that a failure can be read. */
async function faults(page: Page): Promise<string[]> {
  const { violations, passes } = await new AxeBuilder({ page }).withTags(rules).setLegacyMode().analyze();
  expect(passes.length, 'axe looked at something').toBeGreaterThan(10);
  return violations.flatMap((fault) => fault.nodes.map((node) => `${fault.id}: ${node.target.join(' ')}`));
}

/** Boxes that scroll up and down and hold something wider than themselves. */
function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll<HTMLElement>('body, main, main *, dialog[open] *')]
      .filter((box) => {
        const { overflowY } = getComputedStyle(box);
        return box === document.documentElement || box.tagName === 'BODY' || /auto|scroll/.test(overflowY);
      })
      .filter((box) => box.scrollWidth > box.clientWidth + 1)
      .map((box) => `${box.tagName}.${box.className} ${box.scrollWidth} > ${box.clientWidth}`),
  );
}

/** Looks at one screen by day, by night and on the narrowest phone. */
async function look(page: Page, name: string): Promise<void> {
  await test.step(name, async () => {
    const found: Record<string, string[]> = {};
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      found[colorScheme] = await faults(page);
    }
    await page.setViewportSize({ width: 320, height: 640 });
    found.narrow = await tooWide(page);
    await page.setViewportSize({ width: 390, height: 844 });
    expect.soft(found, name).toEqual({ light: [], dark: [], narrow: [] });
  });
}

test('before joining, the screens have no faults', async ({ page, street, watch }) => {
  watch.forgive(/401 .*\/api\//, /404 .*\/api\/join$/);
  await page.goto(street.url);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await look(page, 'start');
  await page.getByLabel('Vul de code in').fill('00000000');
  await page.getByRole('button', { name: 'Loop mee' }).tap();
  await expect(page.getByRole('alert')).toHaveText(/Deze code kennen we niet/);
  await look(page, 'start with a wrong code');
  await page.goto(`${street.url}/kaart`);
  await expect(page.getByText('Loop je mee? Vul je code in en zie wat er is gezien.')).toBeVisible();
  await look(page, 'map of a stranger');
  await page.goto(`${street.url}/bestaatniet`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Deze pagina kennen we niet.');
  await look(page, 'no such page');
});

test('on a walk, the screens have no faults', async ({ page, street, walker }) => {
  test.setTimeout(90_000);
  const code = await street.walk();
  const id = await street.seenByAnother(code, 'groen', inside.west);
  await page.goto(street.url);
  await page.getByLabel('Vul de code in').fill(code);
  await page.getByRole('button', { name: 'Loop mee' }).tap();
  await expect(page.getByText('Je loopt mee')).toBeVisible();
  await look(page, 'welcome');
  await page.getByRole('button', { name: 'Begin' }).tap();
  await walker.seesMap();
  await look(page, 'kaart');
  await page.getByRole('button', { name: 'Westkant' }).tap();
  await expect(page.getByRole('dialog')).toBeVisible();
  await look(page, 'kaart, choosing a buurt');
  await walker.opensList();
  await expect(page.locator(`a[data-finding="${id}"]`)).toBeVisible();
  await look(page, 'lijst');
  await page.locator(`a[data-finding="${id}"]`).tap();
  await expect(page.getByText('Bij het bankje')).toBeVisible();
  await look(page, 'bevinding');
  await page.goto(`${street.url}/vastleggen`);
  await expect(page.getByText('Plek op 6 m')).toBeVisible();
  await look(page, 'vastleggen');
  await walker.records('Voelt onveilig', { photo: true });
  await look(page, 'bewaard, personal');
  await page.goto(`${street.url}/verzenden`);
  await expect(page.getByRole('button', { name: 'Nu verzenden' })).toBeVisible();
  await look(page, 'verzenden');
  await page.goto(`${street.url}/ik`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ik');
  await look(page, 'ik');
});
