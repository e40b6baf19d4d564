// Builds the service worker after the app, with the list of files it keeps for a walk without signal.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build, type Plugin } from 'vite';
import { filesUnder } from './files.ts';

export interface KeptFile {
  url: string;
  /** null when the name itself holds a hash of the content */
  revision: string | null;
}

/** The precache list of a built folder: everything the app can ask for, except the worker and packed twins. */
export function precacheList(folder: string): KeptFile[] {
  return filesUnder(folder)
    .filter((name) => !/\.(br|map)$|^sw\.js$|^robots\.txt$/.test(name))
    .map((name) => ({
      url: name === 'index.html' ? '/' : `/${name}`,
      revision: name.startsWith('assets/') ? null : hashOf(join(folder, name)),
    }));
}

function hashOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex').slice(0, 16);
}

export function precache(): Plugin {
  let folder = 'dist';
  let root = '.';
  return {
    name: 'buurtschouw-precache',
    apply: 'build',
    configResolved(config) {
      folder = config.build.outDir;
      root = config.root;
    },
    writeBundle: {
      order: 'post',
      sequential: true,
      async handler() {
        await build({
          configFile: false,
          root,
          logLevel: 'warn',
          publicDir: false,
          define: { __PRECACHE__: JSON.stringify(precacheList(resolve(root, folder))) },
          build: {
            target: 'es2022',
            outDir: folder,
            emptyOutDir: false,
            reportCompressedSize: false,
            rollupOptions: {
              input: join(root, 'src/service-worker.ts'),
              output: { entryFileNames: 'sw.js', format: 'es', codeSplitting: false },
            },
          },
        });
      },
    },
  };
}
