/**
 * The doors of drawings as the contract tells them, answered in the test itself: the screens are tried apart from what a server
 * makes of a border.
 */
import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page, Route } from '@playwright/test';

type Ring = [number, number][];
interface Body {
  buurt: string;
  geometry: { type: string; coordinates: Ring[] };
  relation?: string;
  years?: number;
}
interface How {
  /** The server found this and says no. */
  refused?: { pointer: string; code: string; at?: [number, number] }[];
  repaired?: string[];
  /** Drawings of the buurt, this one included. */
  drawn?: number;
}

const out = join(__dirname, 'out');

export class Doors {
  readonly sent: { id: string; body: Body; awaits?: true }[] = [];
  readonly confirmed: string[] = [];
  readonly withdrawn: string[] = [];

  private constructor(
    readonly page: Page,
    readonly how: How,
  ) {}

  static async over(page: Page, how: How = {}): Promise<Doors> {
    const doors = new Doors(page, how);
    await page.context().route(/\/api\/drawings(\/|$)/, (route) => doors.#drawings(route));
    await page.context().route(/\/api\/buurten\/\w+\/(mine|consensus)$/, (route) => doors.#buurt(route));
    return doors;
  }

  /** A later drawing of a buurt, made elsewhere, that counts only after a yes. */
  alsoAwaiting(buurt: string): void {
    const [first] = this.sent;
    if (first) this.sent.push({ id: randomUUID(), body: { ...first.body, buurt }, awaits: true });
  }

  /** A picture of the screen as it is, to be looked at. */
  async picture(name: string): Promise<void> {
    mkdirSync(out, { recursive: true });
    await this.page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await this.page.screenshot({ path: join(out, `drawing-${name}.png`) });
  }

  async #drawings(route: Route): Promise<void> {
    const [, id = '', deed] =
      /drawings\/?([\w-]*)\/?(\w*)/.exec(new URL(route.request().url()).pathname) ?? [];
    const method = route.request().method();
    if (method === 'GET') {
      const drawings = this.sent.filter((one) => !this.withdrawn.includes(one.id));
      return route.fulfill({
        json: {
          drawings: drawings.map(({ id, body, awaits = false }) => ({
            id,
            buurt: body.buurt,
            needs_confirmation: awaits,
          })),
        },
      });
    }
    if (method === 'DELETE') {
      this.withdrawn.push(id);
      return route.fulfill({ status: 204, headers: ours });
    }
    if (deed === 'confirmation') {
      this.confirmed.push(id);
      return route.fulfill({ json: { id }, headers: ours });
    }
    if (this.how.refused)
      return route.fulfill({ status: 422, json: { code: 'invalid', faults: this.how.refused } });
    const body = route.request().postDataJSON() as Body;
    this.sent.push({ id, body });
    const repaired = this.how.repaired ?? [];
    const told = { repaired, warnings: [], needs_confirmation: repaired.length > 0, area_m2: 490_000 };
    const json = { id, buurt: body.buurt, geometry: body.geometry, ...told };
    return route.fulfill({ status: 201, json, headers: ours });
  }

  #buurt(route: Route): Promise<void> {
    const drawn = this.how.drawn ?? 35;
    const few = drawn < 10;
    if (route.request().url().endsWith('/mine')) {
      const difference = { metres: 40, further: true, near: 'Touwslagersweg', side: 'n', at: [4.485, 51.9] };
      return route.fulfill({
        json: { drawn, rank: drawn, ...(few ? {} : { overlap: 0.81, counted_in: 3, difference }) },
      });
    }
    const state = few ? 'counting' : 'shared';
    const bands = {
      type: 'FeatureCollection',
      features: [0.004, 0.0033, 0.0027].map((half, i) => band(25 * (i + 1), half)),
    };
    return route.fulfill({ json: { buurt: 'TB01', drawn, needed: 10, state, ...(few ? {} : { bands }) } });
  }
}

/** Every answer of our server says whose it is. */
export const ours = { Buurtschouw: '1' };

/** A square band around the middle of Westkant. */
function band(share: number, half: number) {
  const [lon, lat] = [4.485, 51.9];
  const [dx, dy] = [half, half * 0.62];
  const ring: Ring = [
    [lon - dx, lat - dy],
    [lon + dx, lat - dy],
    [lon + dx, lat + dy],
    [lon - dx, lat + dy],
    [lon - dx, lat - dy],
  ];
  return { type: 'Feature', properties: { share }, geometry: { type: 'Polygon', coordinates: [ring] } };
}
