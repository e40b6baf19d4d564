/** Everything that waits as one file for the person: a ZIP with the texts as JSON and the photos as they are. */
import { instantText, now } from '../clock';
import { type Deed, database } from '../store/database';
import { waitingDeeds } from './deeds';
import { leftPhoto } from './left';
import { waiting } from './shelf';
import { type ZipEntry, zipOf } from './zip';

/** The file and its name, for example `buurtschouw-2026-11-22.zip`. Reads all photos: about their size in memory. */
export async function queueFile(): Promise<File> {
  const at = now();
  const name = `buurtschouw-${instantText(at).slice(0, 10)}.zip`;
  return new File(zipOf(await entries(), at), name, { type: 'application/zip' });
}

async function entries(): Promise<ZipEntry[]> {
  const findings = await waiting();
  const deeds = await waitingDeeds();
  const photos: { id: string; bytes: ArrayBuffer }[] = await (await database()).getAll('photos');
  for (const row of findings) {
    const photo = row.left && (await leftPhoto(row.id));
    if (photo && row.photos[0]) photos.push({ id: row.photos[0], bytes: photo.bytes });
  }
  const told = findings.map(({ frozen, ...row }) => row);
  return [
    { name: 'bevindingen.json', bytes: textOf(told) },
    ...(deeds.length > 0 ? [{ name: 'aanvullingen.json', bytes: textOf(deeds.map(withoutKey)) }] : []),
    ...photos.map((photo) => ({ name: `fotos/${photo.id}.jpg`, bytes: new Uint8Array(photo.bytes) })),
  ];
}

/** The start of a walk holds the secret by which the server knows this phone: it is nobody else's. */
function withoutKey(deed: Deed): Deed {
  if (deed.kind !== 'begin' || deed.body === null) return deed;
  const { begin, ...more } = JSON.parse(deed.body) as { begin?: { key?: string } };
  return { ...deed, body: JSON.stringify({ begin: { ...begin, key: undefined }, ...more }) };
}

function textOf(value: unknown): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`);
}

/** Hands the file to the person: the phone's share sheet where it takes files, else a download. False when they stopped it. */
export async function handOut(file: File): Promise<boolean> {
  if (navigator.canShare?.({ files: [file] })) {
    try {
      await navigator.share({ files: [file] });
      return true;
    } catch (fault) {
      if (fault instanceof DOMException && fault.name === 'AbortError') return false;
    }
  }
  const url = URL.createObjectURL(file);
  const link = Object.assign(document.createElement('a'), { href: url, download: file.name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  return true;
}
