// What a browser has and Node 20 has not: IndexedDB and web locks.
import 'fake-indexeddb/auto';

const taken = new Set<string>();

const locks = {
  async request(name: string, _how: unknown, deed: (lock: unknown) => Promise<unknown>) {
    if (taken.has(name)) return deed(null);
    taken.add(name);
    try {
      return await deed({ name });
    } finally {
      taken.delete(name);
    }
  },
};

if (!globalThis.navigator?.locks) {
  Object.defineProperty(globalThis, 'navigator', { value: { language: 'nl-NL', locks }, configurable: true });
}

// Screens open only after their texts are here; so do tests.
const { loadWords } = await import('../src/ground/words/words.svelte');
await loadWords();
