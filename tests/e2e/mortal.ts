/** A phone whose browser can fall over while its memory stays. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from '@playwright/test';
import { chromiumAt, chromiumFlags, inside } from './phone';

/** Browsers that are open: a test ends them when it fails. */
export const opened = new Set<BrowserContext>();

/** A phone that keeps its memory in a folder, as a real one does between two openings of the app. */
export async function open(memory: string): Promise<BrowserContext> {
  // A browser that falls over leaves its drafts behind: they go with its memory.
  const drafts = join(memory, 'drafts');
  mkdirSync(drafts, { recursive: true });
  const context = await chromium.launchPersistentContext(memory, {
    env: { ...process.env, TMPDIR: drafts },
    executablePath: chromiumAt(),
    args: chromiumFlags,
    viewport: { width: 390, height: 844 },
    isMobile: true,
    hasTouch: true,
    deviceScaleFactor: 1,
    locale: 'nl-NL',
    permissions: ['geolocation'],
    geolocation: inside.west,
  });
  opened.add(context);
  context.once('close', () => opened.delete(context));
  return context;
}

/** The one page that a browser opens by itself. */
export async function pageOf(context: BrowserContext): Promise<Page> {
  return context.pages()[0] ?? context.newPage();
}

/** The browser falls over, as when a phone throws the app out of its memory. */
export async function crash(context: BrowserContext): Promise<void> {
  const page = await pageOf(context);
  const gone = new Promise((done) => context.once('close', done));
  const line = await context.newCDPSession(page);
  void line.send('Browser.crash').catch(() => {});
  await gone;
}
