/** One walk on its screen: who walks along, what was seen, and what this walker does about it. Works without signal. */
import { ask } from '../../ground/api/client';
import type { FindingFeature, Member, Walk, WalkPage } from '../../ground/api/types';
import { instantOf, instantText, now, serverNow } from '../../ground/clock';
import { live } from '../../ground/live/live.svelte';
import { askOrKept, keptAnswer } from '../../ground/map/kept';
import { enqueue } from '../../ground/outbox/deeds';
import { outbox, sendNow } from '../../ground/outbox/outbox.svelte';
import { onArrival } from '../../ground/outbox/sendDeed';
import type { WaitingFinding } from '../../ground/store/database';
import { changed, isNews } from '../people/askMe';
import { EVENING } from '../people/currentWalk';
import { me } from '../people/me.svelte';
import { walkedOf } from './along.svelte';

/** How often the roster is asked for while its screen is seen, in ms; findings come by themselves. */
const EVERY = 30_000;

export type State = 'planned' | 'walking' | 'paused' | 'ended';
export type Role = 'leader' | 'photographer' | 'notetaker' | 'walker';

/** Something seen on this walk, for the short list and the map. */
export interface Seen {
  id: string;
  lon: number;
  lat: number;
  category: string | null;
  /** ms since 1970 */
  at: number;
  /** made on this phone */
  mine: boolean;
  waiting: boolean;
}

export function seenOf(feature: FindingFeature): Seen {
  const { properties: of, geometry } = feature;
  const [lon = 0, lat = 0] = geometry.coordinates;
  const category = of.category ?? of.group ?? null;
  return { id: of.id, lon, lat, category, at: instantOf(of.observed_at), mine: of.mine, waiting: false };
}

/** A finding of this walk that waits on this phone; null when it is taken back or has no place. */
export function seenWaiting(row: WaitingFinding): Seen | null {
  const { position, category, observed_at } = row.body;
  if (!position || row.withdraw || row.state === 'withdrawn') return null;
  const at = instantOf(observed_at);
  return { id: row.id, ...position, category: category ?? row.group, at, mine: true, waiting: true };
}

/** Both together, newest first, each once. */
export function allSeen(arrived: readonly Seen[], rows: readonly WaitingFinding[], walk: string): Seen[] {
  const here = new Set(arrived.map(({ id }) => id));
  const leaving = new Set(rows.filter((row) => row.withdraw).map(({ id }) => id));
  const own = rows.filter((row) => row.body.walk === walk && !here.has(row.id));
  const all = [
    ...arrived.filter(({ id }) => !leaving.has(id)),
    ...own.flatMap((row) => seenWaiting(row) ?? []),
  ];
  return all.sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1));
}

export class OneWalk {
  page = $state.raw<WalkPage | null>(null);
  /** why nothing new came; null when it did */
  trouble = $state<'no-signal' | 'unknown' | null>(null);

  constructor(readonly id: string) {}

  /** The walk as it is known now; null before anything is. */
  get view(): Walk | null {
    return me.now?.walks.find(({ id }) => id === this.id) ?? this.page;
  }
  get seen(): Seen[] {
    return allSeen(live.findings.map(seenOf), outbox.rows, this.id);
  }
  get roster(): Member[] {
    return this.page?.roster ?? [];
  }
  get mine(): Member | null {
    return this.roster.find((one) => one.me) ?? null;
  }
  /** this walker stopped; the others may still walk */
  get left(): boolean {
    return this.view?.left === true;
  }
  /** may begin, pause and end it for all: its leader, or staff who are told its code */
  get leads(): boolean {
    return (this.view?.leader === true && !this.left) || typeof this.page?.code === 'string';
  }
  /** may begin it: who leads, and on its day anybody who walks along while nobody leads */
  get begins(): boolean {
    const { view } = this;
    if (view?.state !== 'planned') return false;
    const led = this.roster.some((one) => one.here && one.roles.includes('leader'));
    const soon = instantOf(view.starts_at) < serverNow() + EVENING;
    return this.leads || (soon && !led && this.mine !== null);
  }

  /** it ended less than 12 hours ago, and who leads it may let it go on after all */
  get mayGoOn(): boolean {
    const ended = this.view?.state === 'ended' ? this.view.ended_at : null;
    return this.leads && Boolean(ended) && serverNow() < instantOf(ended ?? '') + EVENING;
  }

  /** What the phone remembers, then what the server says. */
  async open(): Promise<void> {
    this.page ??= (await keptAnswer<WalkPage>(this.#door))?.data ?? null;
    await this.load();
  }

  async load(): Promise<void> {
    // The server cannot know what only this phone knows.
    if (isNews(this.id)) return;
    const page = await askOrKept<WalkPage>(this.#door);
    if ('problem' in page) this.trouble = page.problem.status === 404 ? 'unknown' : 'no-signal';
    else {
      this.trouble = page.old ? 'no-signal' : null;
      this.page = page.data;
      if (!page.old && !this.#pending) changed(walkIn(page.data));
    }
  }

  /** Asks again now and then while the page is seen. Fits an `$effect`. */
  follow(): () => void {
    const look = () => document.visibilityState === 'visible' && void this.load();
    const clock = setInterval(look, EVERY);
    const deaf = onArrival('walk', look);
    addEventListener('online', look);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(clock);
      deaf();
      removeEventListener('online', look);
      document.removeEventListener('visibilitychange', look);
    };
  }

  /** Begins, pauses, goes on or ends, for all. Shown at once and sent when it can be. */
  async move(state: Exclude<State, 'planned'>): Promise<void> {
    const at = instantText(now());
    const { view } = this;
    // First of all: who said stop is not followed, whatever becomes of the rest.
    await (state === 'ended' ? walkedOf(this.id).stop() : walkedOf(this.id).goOn());
    await this.#do('state', { state, at });
    if (!view) return;
    const started = view.started_at ?? (state === 'walking' ? at : undefined);
    // Who begins a walk that nobody leads, leads it.
    const leader = view.leader || (view.state === 'planned' && this.begins);
    changed({ ...view, state, leader, started_at: started, ended_at: state === 'ended' ? at : undefined });
  }

  /** This walker stops; the others walk on. */
  leave(): Promise<void> {
    return this.#go(true);
  }
  /** This walker walks on after all. */
  comeBack(): Promise<void> {
    return this.#go(false);
  }

  async #go(left: boolean): Promise<void> {
    const { view } = this;
    await (left ? walkedOf(this.id).stop() : walkedOf(this.id).goOn());
    if (view) changed({ ...view, left });
    await this.#do('me', { left });
  }

  async take(role: Role): Promise<boolean> {
    // Who leads keeps the lead beside another role.
    const json = { roles: this.view?.leader && role !== 'leader' ? ['leader', role] : [role] };
    const answer = await ask<Member>(`${this.#door}/me`, { method: 'PUT', json });
    await this.load();
    return answer.ok;
  }

  async give(member: string, role: Role): Promise<boolean> {
    const json = { roles: [role] };
    const answer = await ask<Member>(`${this.#door}/roster/${member}`, { method: 'PUT', json });
    await this.load();
    return answer.ok;
  }

  get #door(): string {
    return `/api/walks/${this.id}`;
  }
  /** Something this walker did has not arrived: the server's word is older. */
  get #pending(): boolean {
    return outbox.deeds.some((deed) => deed.kind === 'walk' && deed.path.startsWith(this.#door));
  }

  async #do(part: 'state' | 'me', body: object): Promise<void> {
    await enqueue({ kind: 'walk', method: 'PUT', path: `${this.#door}/${part}`, body });
    void sendNow();
  }
}

/** The walk in a page of it, without what belongs to the page. */
function walkIn(page: WalkPage): Walk {
  const { code: _code, link: _link, roster: _roster, findings: _findings, ...walk } = page;
  return walk;
}
