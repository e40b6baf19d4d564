import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { database } from '../store/database';
import { enqueue } from './deeds';
import { queueFile } from './file';
import { save } from './queue';
import { sha256Hex } from './sha256';
import { crc32, zipOf } from './zip';

const text = (words: string) => new TextEncoder().encode(words);

function hasUnzip(): boolean {
  try {
    execFileSync('python3', ['-c', 'import zipfile']);
    return true;
  } catch {
    process.stderr.write('zip: python3 is missing; reading the file back is skipped\n');
    return false;
  }
}

beforeEach(async () => {
  const db = await database();
  for (const store of db.objectStoreNames) await db.clear(store);
});

test('the checksum is the CRC-32 that everybody uses', () => {
  expect(crc32(text('123456789'))).toBe(0xcbf43926);
  expect(crc32(text(''))).toBe(0);
});

test.skipIf(!hasUnzip())('a reader that is not ours finds every file whole', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'buurtschouw-zip-'));
  try {
    const bytes = Uint8Array.from({ length: 70_000 }, (_, n) => (n * 31) % 256);
    const parts = zipOf(
      [
        { name: 'bevindingen.json', bytes: text('[]\n') },
        { name: 'fotos/één.jpg', bytes },
        { name: 'leeg', bytes: text('') },
      ],
      1_770_000_000_000,
    );
    writeFileSync(join(folder, 'a.zip'), Buffer.concat(parts));
    const read = `
import sys, zipfile
z = zipfile.ZipFile(sys.argv[1])
assert z.testzip() is None
z.extractall(sys.argv[2])
print('|'.join(i.filename + '@' + str(i.date_time[0]) for i in z.infolist()))`;
    const told = execFileSync('python3', ['-c', read, join(folder, 'a.zip'), folder])
      .toString()
      .trim();
    expect(told).toBe('bevindingen.json@2026|fotos/één.jpg@2026|leeg@2026');
    expect(readFileSync(join(folder, 'fotos/één.jpg')).equals(bytes)).toBe(true);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('the file of the queue holds every text, every addition and the photos byte for byte', async () => {
  const bytes = text('a photo of a lamp').buffer;
  const row = await save({
    body: {
      category: 'licht',
      note: 'lamp kapot',
      position: { lon: 4.48, lat: 51.92 },
      accuracy_m: 6,
      position_source: 'gps',
      observed_at: '2026-11-22T18:00:00.000Z',
    },
    group: 'licht',
    photo: { bytes, thumb: null, sha256: await sha256Hex(bytes), width: 4, height: 3 },
    photoStays: false,
  });
  await enqueue({
    kind: 'confirm',
    method: 'PUT',
    path: '/api/findings/f/confirmations/c',
    body: { seen: 1 },
  });
  const begin = { id: 'w', started_at: '2026-11-22T18:00:00.000Z', key: 'SECRET-OF-THIS-PHONE' };
  await enqueue({ id: 'w', kind: 'begin', method: 'POST', path: '/api/join', body: { begin, name: 'Noor' } });
  const file = await queueFile();
  const whole = Buffer.from(await file.arrayBuffer()).toString('latin1');
  expect(file.name).toMatch(/^buurtschouw-\d{4}-\d\d-\d\d\.zip$/);
  for (const part of [
    row.id,
    'lamp kapot',
    `fotos/${row.photos[0]}.jpg`,
    'a photo of a lamp',
    '/confirmations/c',
  ])
    expect(whole).toContain(part);
  expect(whole).toContain('started_at');
  expect(whole, 'what lets this phone in stays on it').not.toContain('SECRET-OF-THIS-PHONE');
});
