import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { brotli } from './build/brotli.ts';
import { precache } from './build/precache.ts';

const server = process.env.BUURTSCHOUW_ADDRESS ?? 'http://127.0.0.1:8080';

/** Screens whose parts are all fetched at once. The list of parts stands in the first script that a phone loads. */
const onTheStreet = /\/(StartScreen|CaptureScreen|WalkWithQuestion|MapScreen)-/;

export default defineConfig({
  plugins: [svelte(), precache(), brotli()],
  resolve: { alias: { fflate: fileURLToPath(new URL('./build/inflate.ts', import.meta.url)) } },
  // One stylesheet link per chunk and no inlined assets: the content security policy allows files only.
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: {
      polyfill: false,
      resolveDependencies: (screen, parts) =>
        onTheStreet.test(screen) ? parts : parts.filter((part) => part.endsWith('.css')),
    },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1200,
    // Every name stands in the shell and in the list of what a phone keeps: 36 bits and more tell two versions of a file apart.
    rollupOptions: {
      output: {
        entryFileNames: 'assets/[name]-[hash:7].js',
        chunkFileNames: 'assets/[name]-[hash:7].js',
        assetFileNames: 'assets/[name]-[hash:6][extname]',
      },
    },
  },
  worker: { format: 'es' },
  server: { host: '127.0.0.1', port: 5173, proxy: { '/api': server, '/tiles': server } },
  preview: { host: '127.0.0.1', port: 4173, proxy: { '/api': server, '/tiles': server } },
});
