import { Doors } from './drawings';
import { Program } from './program';
import { expect, test } from './test';
import { Walker } from './walker';

test('demo', async ({ page }) => {
  test.setTimeout(170_000);
  const demo = await Program.start('demo');
  try {
    const doors = await Doors.over(page);
    const walker = new Walker(page, demo.url);
    const code = /Join code +(\w{4} \w{4})/;
    await expect.poll(() => demo.said.join('\n')).toMatch(code);
    await walker.joins(code.exec(demo.said.join('\n'))?.[1] ?? '');
    await walker.seesMap();
    await page.locator('button[aria-haspopup=dialog]').first().tap();
    await doors.picture('z-chooser');
    await page.getByRole('link', { name: /Teken jouw/ }).tap();
    await doors.picture('z-ask');
    await page.getByRole('button', { name: 'Begin met tekenen' }).tap();
    await expect(page.locator('[data-eye]')).toHaveAttribute('data-ready', 'true', { timeout: 20_000 });
    await doors.picture('z-blank');
    const cdp = await page.context().newCDPSession(page);
    const put = (type: any, ...s: number[][]) =>
      cdp.send('Input.dispatchTouchEvent', { type, touchPoints: s.map(([x = 0, y = 0]) => ({ x, y })) });
    const P: number[][] = [];
    for (let i = 0; i <= 60; i++) {
      const a = -1.2 + (i / 60) * 6.5;
      P.push([190 + (80 + 10 * Math.sin(3 * a)) * Math.cos(a), 320 + 130 * Math.sin(a)]);
    }
    P.push([215, 185], [240, 175], [250, 205], [228, 215], [215, 196]);
    await put('touchStart', P[0] as number[]);
    for (const p of P.slice(1)) await put('touchMove', p);
    await put('touchEnd');
    await page.waitForTimeout(1500);
    const round = page.getByRole('button', { name: 'Maak rond' });
    if (await round.isVisible()) await round.tap();
    await page.waitForTimeout(500);
    await doors.picture('z-fault');
    const outer = page.getByRole('button', { name: 'Neem buitenkant' });
    if (await outer.isVisible()) await outer.tap();
    await page.waitForTimeout(500);
    await doors.picture('z-mended');
    await page.getByRole('button', { name: 'Straten' }).tap();
    await page.waitForTimeout(500);
    await doors.picture('z-streets');
    await page.getByRole('button', { name: 'Punten' }).tap();
    await page.touchscreen.tap(195, 445);
    await page.waitForTimeout(500);
    await doors.picture('z-points');
    await page.getByRole('button', { name: 'Toetsen' }).tap();
    await page.waitForTimeout(500);
    await doors.picture('z-keys');
    await page.getByRole('button', { name: 'Versturen' }).tap();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/Bedankt/);
    await page.waitForTimeout(1500);
    await doors.picture('z-thanks');
    await page.setViewportSize({ width: 1024, height: 768 });
    await page.getByRole('button', { name: 'Teken opnieuw' }).tap();
    await page.waitForTimeout(1500);
    await doors.picture('z-wide');
  } finally {
    await demo.end();
  }
});
