/** A served street to walk in: two invented buurten, a wijknetwerker who plans walks, and what the server knows. */
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Program } from './program';

const edge = 4.49;

function square(code: string, name: string, west: number, east: number) {
  const [south, north] = [51.895, 51.905];
  const ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  return {
    type: 'Feature',
    properties: { buurtcode: code, buurtnaam: name },
    geometry: { type: 'Polygon', coordinates: [ring] },
  };
}

/** A finding as the server lists it. */
export interface Listed {
  id: string;
  /** WGS84 degrees */
  geometry: { coordinates: [number, number] };
  properties: {
    id: string;
    category: string | null;
    buurt: string | null;
    case?: string | null;
    confirmations: number;
    photos: { id: string; state: string }[];
  };
}

export class Street {
  private constructor(
    readonly program: Program,
    readonly token: string,
  ) {}

  /** A fresh server with the buurten Westkant (TB01) and Oostkant (TB02). */
  static async open(): Promise<Street> {
    const program = await Program.start();
    const file = join(program.folder, 'buurten.geojson');
    const features = [square('TB01', 'Westkant', 4.48, edge), square('TB02', 'Oostkant', edge, 4.5)];
    writeFileSync(file, JSON.stringify({ type: 'FeatureCollection', features }));
    await program.command('import', 'buurten', file);
    const printed = await program.command('token', '--role', 'networker');
    const street = new Street(program, printed.trim().split('\n').at(-1) ?? '');
    await street.#bordersServed();
    return street;
  }

  get url(): string {
    return this.program.url;
  }

  /** Plans a walk that began ten minutes ago and gives its code. */
  async walk(): Promise<string> {
    return (await this.plan('Avondschouw Westkant')).code;
  }

  /** Plans a walk: the code that people type, and the secret that stands in a link. */
  async plan(title: string): Promise<{ code: string; secret: string }> {
    const starts_at = new Date(Date.now() - 600_000).toISOString();
    const walk = await this.#ask('/api/walks', {
      title,
      buurt: 'TB01',
      starts_at,
      meeting_point: 'Buurthuis',
    });
    return { code: String(walk.code), secret: String(walk.join_path).split('#')[1] ?? '' };
  }

  /** All findings, as the wijknetwerker reads them. */
  async findings(): Promise<Listed[]> {
    return (await this.#ask('/api/findings?limit=1000')).features as Listed[];
  }

  /** A finding by somebody else who joined the walk, without any phone. */
  async seenByAnother(
    code: string,
    category: string,
    at: { longitude: number; latitude: number },
  ): Promise<string> {
    const joined = await fetch(`${this.url}/api/join`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ code }),
    });
    const cookie = joined.headers.get('set-cookie')?.split(';')[0] ?? '';
    const { walk } = (await joined.json()) as { walk: { id: string } };
    const id = timeOrderedId();
    const answer = await fetch(`${this.url}/api/findings/${id}`, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json', Cookie: cookie },
      body: JSON.stringify({
        category,
        position: { lon: at.longitude, lat: at.latitude },
        accuracy_m: 8,
        position_source: 'gps',
        observed_at: new Date(Date.now() - 300_000).toISOString(),
        note: 'Bij het bankje',
        walk: walk.id,
      }),
    });
    if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`);
    return id;
  }

  /** The stored bytes of a photo, as the wijknetwerker gets them. */
  async photo(id: string, size: 320 | 1600): Promise<Buffer> {
    const answer = await fetch(`${this.url}/api/photos/${id}/${size}`, { headers: this.#headers() });
    if (!answer.ok) throw new Error(`photo ${id}: ${answer.status}`);
    return Buffer.from(await answer.arrayBuffer());
  }

  async end(): Promise<void> {
    await this.program.end();
  }

  /** A running server takes over what was imported beside it within a second. */
  async #bordersServed(): Promise<void> {
    for (let tries = 0; tries < 300; tries++) {
      const borders = await this.#ask('/api/buurten');
      if (Array.isArray(borders.features) && borders.features.length === 2) return;
      await new Promise((later) => setTimeout(later, 100));
    }
    throw new Error('The imported buurten were not served within 30 s');
  }

  async #ask(path: string, body?: object): Promise<Record<string, unknown>> {
    const answer = await fetch(`${this.url}${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { ...this.#headers(), 'Content-Type': 'application/json' },
      body: body && JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`);
    return JSON.parse(text) as Record<string, unknown>;
  }

  #headers(): Record<string, string> {
    return { Authorization: `Bearer ${this.token}` };
  }
}

/** A UUIDv7. */
function timeOrderedId(): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(Date.now(), 0, 6);
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
