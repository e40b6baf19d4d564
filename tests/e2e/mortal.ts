/** A phone whose browser can fall over while its memory stays. */
import { mkdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from '@playwright/test';
import { chromiumAt, chromiumFlags, inside } from './phone';

/** Browsers that are open: a test ends them when it fails. */
export const opened = new Set<BrowserContext>();
const memories = new WeakMap<BrowserContext, string>();

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
  memories.set(context, memory);
  context.once('close', () => opened.delete(context));
  return context;
}

/** The one page that a browser opens by itself. */
export async function pageOf(context: BrowserContext): Promise<Page> {
  return context.pages()[0] ?? context.newPage();
}

/** The browser is killed (SIGKILL), as when a phone throws the app out of its memory: nothing is said or written any more. */
export async function crash(context: BrowserContext): Promise<void> {
  const gone = new Promise((done) => context.once('close', done));
  // Chromium keeps a link HOST-PID in its memory, so that no two use one.
  const lock = readlinkSync(join(memories.get(context) ?? '', 'SingletonLock'));
  process.kill(Number(lock.slice(lock.lastIndexOf('-') + 1)), 'SIGKILL');
  await gone;
}
