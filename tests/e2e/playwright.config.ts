/**
 * The screens on a phone: a real server, a real Chromium, nothing from outside this machine.
 *
 * `make e2e` runs this with a fresh program and web app. By hand, from the folder `pwa`:
 *   NODE_PATH=$PWD/node_modules node_modules/.bin/playwright test -c ../tests/e2e/playwright.config.ts
 * Variables: BUURTSCHOUW_BIN (default target/debug/buurtschouw), BUURTSCHOUW_CHROMIUM (default: chromium on the path),
 * BUURTSCHOUW_PICTURE=1 and `picture` behind the command: makes the README's picture docs/kaart.png instead.
 */
import { defineConfig } from '@playwright/test';
import { chromiumAt, chromiumFlags, inside } from './phone';

export default defineConfig({
  testDir: '.',
  testIgnore: process.env.BUURTSCHOUW_PICTURE ? [] : ['picture.spec.ts'],
  outputDir: './out/runs',
  reporter: [['list']],
  workers: 2,
  // On a busy machine a browser may stumble; what holds at the second try only is named in the summary.
  retries: process.env.CI ? 1 : 0,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  // Long enough for a slow machine with a busy disk: these end what hangs and measure nothing.
  timeout: 120_000,
  globalTimeout: 18 * 60_000,
  expect: { timeout: 20_000 },
  use: {
    actionTimeout: 20_000,
    navigationTimeout: 30_000,
    screenshot: 'only-on-failure',
    viewport: { width: 390, height: 844 },
    isMobile: true,
    hasTouch: true,
    deviceScaleFactor: 1,
    locale: 'nl-NL',
    timezoneId: 'Europe/Amsterdam',
    permissions: ['geolocation'],
    geolocation: inside.west,
    launchOptions: { executablePath: chromiumAt(), args: chromiumFlags },
  },
});
