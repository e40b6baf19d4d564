/** A server between the phone and the program, that can show the phone a newer service worker than the program has. */
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export class Detour {
  /** From now on the service worker is another version. */
  newer = false;
  #server: Server;

  private constructor(readonly to: string) {
    this.#server = createServer((asked, answer) => this.#pass(asked, answer));
  }

  static async before(to: string): Promise<Detour> {
    const made = new Detour(to);
    await new Promise<void>((done) => made.#server.listen(0, '127.0.0.1', done));
    return made;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async end(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }

  #pass(asked: IncomingMessage, answer: ServerResponse): void {
    const there = new URL(asked.url ?? '/', this.to);
    // The host stays the phone's: the program compares it with where the page came from.
    const headers: IncomingMessage['headers'] = { ...asked.headers, 'accept-encoding': 'identity' };
    if (this.newer) delete headers['if-none-match'];
    const onward = request(there, { method: asked.method, headers }, (told) => {
      const passed = { ...told.headers };
      const changed = this.newer && there.pathname === '/sw.js';
      if (changed) delete passed['content-length'];
      answer.writeHead(told.statusCode ?? 502, passed);
      if (!changed) return void told.pipe(answer);
      told.on('data', (part) => answer.write(part));
      told.on('end', () => answer.end('\n// a newer version\n'));
    });
    onward.on('error', () => answer.destroy());
    asked.pipe(onward);
  }
}
