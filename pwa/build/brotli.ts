// Writes a .br file beside every text asset over 1 kB, so that the server sends ready bytes
// and spends no time on compression.
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import type { Plugin } from 'vite';
import { filesUnder } from './files.ts';

const TEXT = /\.(js|mjs|css|html|svg|json|webmanifest|txt)$/;
const LEAST = 1024;

const squeeze = promisify(brotliCompress);

async function pack(path: string): Promise<void> {
  const bytes = readFileSync(path);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  writeFileSync(`${path}.br`, await squeeze(bytes, { params }));
}

export function brotli(): Plugin {
  let folder = 'dist';
  return {
    name: 'buurtschouw-brotli',
    apply: 'build',
    configResolved(config) {
      folder = config.build.outDir;
    },
    writeBundle: {
      order: 'post',
      sequential: true,
      async handler() {
        const paths = filesUnder(folder)
          .filter((name) => TEXT.test(name))
          .map((name) => join(folder, name))
          .filter((path) => statSync(path).size >= LEAST);
        await Promise.all(paths.map(pack));
      },
    },
  };
}
