/** Looks at a screen as everybody would: what axe finds by day and by night, and what is cut off on a narrow phone. */
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds on this screen, one line each, so that a failure can be read. */
export async function faults(page: Page): Promise<string[]> {
  const { violations, passes } = await new AxeBuilder({ page }).withTags(rules).setLegacyMode().analyze();
  expect(passes.length, 'axe looked at something').toBeGreaterThan(10);
  return violations.flatMap((fault) => fault.nodes.map((node) => `${fault.id}: ${node.target.join(' ')}`));
}

/** Boxes that scroll up and down and hold something wider than themselves. */
export function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [
      document.documentElement,
      ...document.querySelectorAll<HTMLElement>('body, main, main *, dialog[open] *'),
    ]
      .filter((box) => {
        const { overflowY } = getComputedStyle(box);
        return box === document.documentElement || box.tagName === 'BODY' || /auto|scroll/.test(overflowY);
      })
      .filter((box) => box.scrollWidth > box.clientWidth + 1)
      .map((box) => `${box.tagName}.${box.className} ${box.scrollWidth} > ${box.clientWidth}`),
  );
}

/** Looks at one screen by day, by night and on the narrowest phone. */
export async function look(page: Page, name: string): Promise<void> {
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
