/** Opens one finding: from the queue on this phone, from the server, or from what was kept. */
import type { FeatureCollection } from 'geojson';
import type { FindingFeature } from '../../ground/api/types';
import { askOrKept, borderDoor, keptAnswer } from '../../ground/map/kept';
import { photosOf, receipts, waiting } from '../../ground/outbox/shelf';
import { forget, keptUnder } from '../../ground/store/kept';
import type { Key } from '../../ground/words/words.svelte';
import { type Row, rowOf, rowOfWaiting } from './list';
import type { Found } from './listFetch';

export interface Opened {
  row: Row | null;
  /** Made on this phone, or the server says so. */
  mine: boolean;
  /** The server counts "I see this too" of this phone. */
  confirmed: boolean;
  /** Addresses (blob:) of photos that are still on this phone. */
  ownPhotos: string[];
  buurtName: string | null;
  /** How safe the place felt, 1 to 5. */
  safety: number | null;
  /** What it is about together with other findings. */
  case: string | null;
  walk: string | null;
  /** Why there is nothing to show. */
  missing: Key | null;
}

const nothing: Opened = {
  row: null,
  mine: false,
  confirmed: false,
  ownPhotos: [],
  buurtName: null,
  safety: null,
  case: null,
  walk: null,
  missing: null,
};

export async function openFinding(id: string): Promise<Opened> {
  return (await onPhone(id)) ?? (await fromServer(id));
}

async function onPhone(id: string): Promise<Opened | null> {
  const finding = (await waiting().catch(() => [])).find((one) => one.id === id);
  const row = finding ? rowOfWaiting(finding) : null;
  if (!finding || !row || finding.textIn) return null;
  const photos = await photosOf(id).catch(() => []);
  const ownPhotos = photos.map((photo) =>
    URL.createObjectURL(new Blob([photo.bytes], { type: 'image/jpeg' })),
  );
  return { ...nothing, row, mine: true, ownPhotos, safety: finding.body.perceived_safety ?? null };
}

async function fromServer(id: string): Promise<Opened> {
  const name = `finding ${id}`;
  const answer = await askOrKept<FindingFeature>(`/api/findings/${encodeURIComponent(id)}`, name);
  if ('problem' in answer) {
    const { status } = answer.problem;
    if (status === 410 || status === 404) await forget(name);
    const known = status === 0 || status >= 500 ? await inLists(id) : null;
    return known ? openedOf(known) : { ...nothing, missing: missingWords(status) };
  }
  return openedOf(answer.data);
}

/** A finding that was never opened, as map, list or walk kept it. */
async function inLists(id: string): Promise<FindingFeature | null> {
  const lists = await keptUnder<FindingFeature[] | Found>('findings ');
  const all = lists.flatMap((list) => (Array.isArray(list) ? list : list.features));
  return all.find(({ properties }) => properties.id === id) ?? null;
}

async function openedOf(feature: FindingFeature): Promise<Opened> {
  const { id } = feature.properties;
  const row = rowOf(feature);
  const sent = (await receipts().catch(() => [])).some((receipt) => receipt.id === id);
  // What was kept by an older app may lack the newer members.
  const {
    mine,
    confirmed,
    perceived_safety: safety,
    case: about,
    walk,
  } = feature.properties as Partial<FindingFeature['properties']>;
  return {
    ...nothing,
    row,
    mine: mine ?? sent,
    confirmed: confirmed ?? false,
    buurtName: await buurtNamed(row.buurt),
    safety: safety ?? null,
    case: about ?? null,
    walk: walk ?? null,
  };
}

function missingWords(status: number): Key {
  if (status === 410) return 'finding.gone';
  if (status === 0) return 'finding.no-signal';
  return status >= 500 ? 'map.fault' : 'finding.unknown';
}

async function buurtNamed(code: string | null): Promise<string | null> {
  if (!code) return null;
  const borders = await keptAnswer<FeatureCollection>(borderDoor);
  const found = borders?.data.features.find((buurt) => buurt.properties?.code === code);
  return typeof found?.properties?.name === 'string' ? found.properties.name : null;
}
