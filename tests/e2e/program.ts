/** The real program as processes of its own, over a data folder that is taken away at the end. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** What a start may take, in ms: the demo draws hundreds of pictures in a debug build, and a disk may be busy. */
const PATIENCE = { serve: 60_000, demo: 240_000 };

function program(): string {
  const path = process.env.BUURTSCHOUW_BIN ?? resolve(__dirname, '../../target/debug/buurtschouw');
  if (!existsSync(path)) throw new Error(`${path} is missing: run \`cargo build -p buurtschouw\` first.`);
  return path;
}

/** Programs and folders of this process, for a test run that is broken off before it can tidy up. */
const living = new Set<Program>();
process.once('exit', () => {
  for (const one of living) one.drop();
});

/**
 * A port that nobody has. Not one of those that the system gives to outgoing connections: while a killed program is away,
 * any of those could take its port.
 */
async function freePort(): Promise<number> {
  for (let tries = 0; tries < 100; tries++) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    const asked = createServer();
    const free = await new Promise<boolean>((told) => {
      asked.once('error', () => told(false));
      asked.listen(port, '127.0.0.1', () => told(true));
    });
    if (!free) continue;
    await new Promise((done) => asked.close(done));
    return port;
  }
  throw new Error('no free port between 20000 and 32000');
}

export class Program {
  /** `http://127.0.0.1:PORT`, the same after a restart. */
  url = '';
  /** Every line it wrote on standard output. */
  readonly said: string[] = [];
  readonly folder = mkdtempSync(join(tmpdir(), 'buurtschouw-e2e-'));
  #child: ChildProcess | null = null;
  #complaints = '';

  private constructor(readonly deed: 'serve' | 'demo') {}

  static async start(deed: 'serve' | 'demo' = 'serve'): Promise<Program> {
    const made = new Program(deed);
    living.add(made);
    await made.#begin(`127.0.0.1:${await freePort()}`);
    return made;
  }

  /** Runs a command beside the server and gives what it printed. */
  async command(...words: string[]): Promise<string> {
    const { stdout } = await run(program(), words, { env: this.#surroundings(), timeout: 60_000 });
    return stdout;
  }

  /** `kill -9`; resolves when it is gone. */
  async kill(): Promise<void> {
    await this.#stop('SIGKILL');
  }

  /** Starts again over the same data, at the same address. */
  async again(): Promise<void> {
    await this.#begin(new URL(this.url).host);
  }

  /** Asks it to stop and starts it again. */
  async restart(): Promise<void> {
    await this.#stop('SIGTERM');
    await this.again();
  }

  /** Ends it and removes its data. */
  async end(): Promise<void> {
    await this.#stop('SIGKILL');
    this.drop();
  }

  /** The same without waiting. */
  drop(): void {
    living.delete(this);
    this.#child?.kill('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }

  async #begin(listen: string): Promise<void> {
    const child = spawn(program(), [this.deed], {
      env: { ...this.#surroundings(), BUURTSCHOUW_LISTEN: listen },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    child.stderr.on('data', (bytes) => {
      this.#complaints = (this.#complaints + bytes).slice(-4_000);
    });
    this.url = await this.#address(child);
  }

  /** The address in the first line that has one; the program prints it when it answers. */
  #address(child: ChildProcess): Promise<string> {
    return new Promise((found, lost) => {
      const fail = (why: string) =>
        lost(new Error(`${this.deed}: ${why}\n${this.said.join('\n')}\n${this.#complaints}`));
      const late = setTimeout(() => fail('no address in time'), PATIENCE[this.deed]);
      child.once('error', (error) => fail(error.message));
      child.once('exit', (code) => fail(`ended with ${code}`));
      if (!child.stdout) return fail('no output');
      createInterface({ input: child.stdout }).on('line', (line) => {
        this.said.push(line);
        const url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
        if (!url) return;
        clearTimeout(late);
        found(url);
      });
    });
  }

  async #stop(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }

  /** The surroundings of this test without settings that somebody has for a server of their own. */
  #surroundings(): NodeJS.ProcessEnv {
    const own = Object.entries(process.env).filter(([name]) => !name.startsWith('BUURTSCHOUW_'));
    return {
      ...Object.fromEntries(own),
      BUURTSCHOUW_DATA_DIR: this.folder,
      BUURTSCHOUW_LISTEN: '127.0.0.1:0',
      BUURTSCHOUW_LOG: 'warn',
    };
  }
}
