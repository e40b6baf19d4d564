/** Listens to everything a phone does: errors it tells, rules it breaks, and every address it asks. */
import { type BrowserContext, type ConsoleMessage, expect } from '@playwright/test';

const notLoaded = /^Failed to load resource/;

/** What a phone without signal asked for in vain: for `forgive`. */
export const noSignal = /net::ERR_INTERNET_DISCONNECTED .*\/(api\/|tiles\/|sw\.js|basemap)/;
/** What breaks when the server dies, the stream of a walk included: for `forgive`. */
export const serverGone =
  /net::ERR_(FAILED|CONNECTION_REFUSED|CONNECTION_RESET|EMPTY_RESPONSE|INCOMPLETE_CHUNKED_ENCODING) .*\/(api|tiles)\//;

export class Watch {
  /** Errors in the console or thrown, and breaches of the content security policy. */
  readonly errors: string[] = [];
  /** Every address that a page or its service worker asked. */
  readonly asked: string[] = [];
  /** Those of them that the service worker asked itself. */
  readonly askedByWorker: string[] = [];
  #forgiven: RegExp[] = [/401 .*\/api\/me$/];

  /** Watches a context from before its first page. */
  static async over(context: BrowserContext): Promise<Watch> {
    const watch = new Watch();
    context.on('console', (message) => watch.#hear(message));
    context.on('weberror', (thrown) =>
      watch.errors.push(`thrown: ${thrown.error().stack ?? thrown.error()}`),
    );
    context.on('request', (request) => {
      watch.asked.push(request.url());
      if (request.serviceWorker()) watch.askedByWorker.push(request.url());
    });
    await context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (broken) => {
        // biome-ignore lint/suspicious/noConsole: this runs in the page, and the console is what the watch hears.
        console.error(`content security policy: ${broken.effectiveDirective} ${broken.blockedURI}`);
      });
    });
    return watch;
  }

  /** What belongs to the story: a pattern over "status address", "net::ERR_X address" or what else the console says. */
  forgive(...patterns: RegExp[]): void {
    this.#forgiven.push(...patterns);
  }

  /** Addresses that are not this machine's; what never leaves the browser (blob:, data:) does not count. */
  get outside(): string[] {
    return this.asked.filter((address) => {
      const { protocol, hostname } = new URL(address);
      return !['blob:', 'data:', 'about:'].includes(protocol) && hostname !== '127.0.0.1';
    });
  }

  /** Addresses of other servers than the app's own, on this machine or elsewhere. */
  notOf(origin: string): string[] {
    return this.asked.filter((address) => {
      const asked = new URL(address);
      return !['blob:', 'data:', 'about:'].includes(asked.protocol) && asked.origin !== origin;
    });
  }

  /** Fails when something went wrong that nobody looked at. */
  foundNothing(): void {
    expect(this.errors, 'errors in the console').toEqual([]);
    expect(this.outside, 'addresses outside this machine').toEqual([]);
  }

  #hear(message: ConsoleMessage): void {
    if (message.type() !== 'error') return;
    const text = message.text();
    const why = /status of (\d+)/.exec(text)?.[1] ?? /net::\w+/.exec(text)?.[0] ?? text;
    const told = notLoaded.test(text) ? `${why} ${message.location().url}` : text;
    if (!this.#forgiven.some((pattern) => pattern.test(told))) this.errors.push(told);
  }
}
