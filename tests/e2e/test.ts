/** The tests' own `test`: a served street, a walker on the page, and a watch that fails whatever goes wrong unseen. */
import { test as base, expect, type Page } from '@playwright/test';
import { Street } from './street';
import { Walker } from './walker';
import { Watch } from './watch';

interface PerTest {
  walker: Walker;
  watch: Watch;
}
interface PerWorker {
  /** One server for the tests that do not hurt it. */
  street: Street;
}

/** Pictures of screens are for people to look at; where nobody does they only take time. */
function withoutPictures(page: Page): void {
  const look = page.screenshot.bind(page);
  page.screenshot = (how) => (how?.path ? Promise.resolve(Buffer.alloc(0)) : look(how));
}

export const test = base.extend<PerTest, PerWorker>({
  street: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of what is needed from here.
    async ({}, use) => {
      const street = await Street.open();
      await use(street);
      await street.end();
    },
    { scope: 'worker' },
  ],
  watch: [
    async ({ context }, use) => {
      if (process.env.CI) context.on('page', withoutPictures);
      const watch = await Watch.over(context);
      await use(watch);
      watch.foundNothing();
    },
    { auto: true },
  ],
  walker: async ({ page, street, watch: _watched }, use) => {
    await use(new Walker(page, street.url));
  },
});

export { expect };
