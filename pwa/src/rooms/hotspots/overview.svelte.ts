/**
 * What is going on in the chosen buurt: borders, findings and hotspots together, loaded once for map and list.
 *
 * Kept answers are shown first, fresh ones replace them. Findings are asked for a whole year; period, theme and light are
 * sieved on the phone, so that a filter answers at once and without signal. Hotspots are counted by the server per filter.
 */
import type { FeatureCollection, MultiPolygon, Polygon } from 'geojson';
import { untrack } from 'svelte';
import type {
  BordersToo,
  BuurtProperties,
  FindingFeature,
  HotspotFeature,
  HotspotParameters,
  Problem,
} from '../../ground/api/types';
import { groupOf, startCatalogue } from '../../ground/catalogue/catalogue.svelte';
import { instantOf, instantText, now, serverNow } from '../../ground/clock';
import { followWalk, live } from '../../ground/live/live.svelte';
import type { BaseHint } from '../../ground/map/basemap';
import type { Eye } from '../../ground/map/draw';
import { askOrKept, borderDoor, groundName, type Known, keptAnswer } from '../../ground/map/kept';
import type { Buurt, Mark, Me, Plot, Ring, Striped } from '../../ground/map/plot';
import { tilesOf } from '../../ground/map/tiles';
import {
  type Box,
  boxAround,
  holds,
  metresBetween,
  type Place,
  shapeAt,
  widened,
} from '../../ground/map/where';
import { outbox } from '../../ground/outbox/outbox.svelte';
import { receipts } from '../../ground/outbox/shelf';
import type { WaitingFinding } from '../../ground/store/database';
import { way } from '../../ground/ui/way.svelte';
import { chosenAtStart, rememberChosen } from '../boundaries/chosen';
import { grouped, passes, type Row, rowOf, rowOfWaiting, together, withWalked } from '../findings/list';
import { type Found, findingsIn, keptFindings } from '../findings/listFetch';
import { me } from '../people/me.svelte';
import { addressOf, type Filters, filtersFrom, problemThemes, questionOf, sinceOf } from './filters';
import { ringOf } from './hotspot';
import { proposals } from './proposals.svelte';

type Borders = FeatureCollection<Polygon | MultiPolygon, BuurtProperties> & BordersToo;
export type Hotspots = FeatureCollection<MultiPolygon, HotspotFeature['properties']> & {
  too_few?: boolean;
  parameters?: HotspotParameters;
};

/** Places that are shown at first: of one buurt, and of the whole city. */
const [firstOfBuurt, firstOfCity] = [10, 20];

/** Until borders are known: the middle of the Netherlands would be a lie, so the whole of it. */
const netherlands: Box = [3.3, 50.7, 7.3, 53.6];
const year = 12;
/** Metres to walk before the list is put in a new order. */
const stride = 40;
/** A walk that began longer ago is over, whether somebody ended it or not, in ms. */
const evening = 24 * 3_600_000;

/**
 * About people's behaviour or feeling unsafe: never a point or photo on any screen, also not one's own. What waits to be
 * sent stands in the outbox.
 */
function isPersonal(row: Row): boolean {
  const group = groupOf(row.category ?? row.theme);
  const item = group?.items.find(({ code }) => code === row.category);
  return row.theme === 'veilig' || group?.sensitivity === 'personal' || item?.sensitivity === 'personal';
}

export class Overview {
  buurten = $state.raw<Buurt[]>([]);
  ground = $state.raw<FeatureCollection | null>(null);
  /** The base map that the server offers. */
  base = $state.raw<BaseHint | null>(null);
  /** The answer says that everything is invented. */
  example = $state(false);
  chosen = $state<string | null>(null);
  /** Where the walker is now, for the dot. */
  here = $state.raw<Me | null>(null);
  /** How the map was left, to find it so on coming back. */
  eye: Eye | null = null;
  /** From where distances are told; follows `here` in steps, so that rows do not jump under a finger. */
  from = $state.raw<Place | null>(null);
  hotspots = $state.raw<HotspotFeature[]>([]);
  /** How the places were worked out; the same for every buurt. */
  how = $state.raw<HotspotParameters | null>(null);
  /** Where nobody walked, as far as that is known; drawn in stripes. */
  unwalked = $state.raw<Striped | null>(null);
  /** The reader asked for the places after the first ones too. */
  more = $state(false);
  tooFew = $state(false);
  cut = $state(false);
  /** The first answers, kept or fresh, are on screen. */
  settled = $state(false);
  /** Time of the oldest kept answer on screen, when the server did not answer. */
  oldAt = $state<number | null>(null);
  problem = $state.raw<Problem | null>(null);

  /** Another number each time what the tiles hold may have changed. */
  #tileVersion = $state(0);
  /** The server answered, so that its tiles can be asked; else the rows on the phone are all there is. */
  #answers = $state(false);
  #features = $state.raw<FindingFeature[]>([]);
  /** Findings that left the queue a moment ago and are not yet in the server's answer. */
  #sent = $state.raw<Row[]>([]);
  #queue: readonly WaitingFinding[] = [];
  #walked: ReadonlySet<string> = new Set();
  #loaded: Box | null = null;
  #borders = live.borders;
  #round = 0;
  /** What the places on screen were asked with. */
  #question = '';
  #begun = false;

  /** Findings that came after the tiles were asked for. */
  readonly #fresh: ReadonlySet<string> = $derived.by(() => {
    const listed = new Set(this.#features.map(({ properties }) => properties.id));
    const late = live.findings.filter(({ properties }) => !listed.has(properties.id));
    return new Set([...this.#sent.map(({ id }) => id), ...late.map(({ properties }) => properties.id)]);
  });
  readonly filters: Filters = $derived(filtersFrom(way.search));
  readonly address: string = $derived(addressOf(this.filters));
  readonly name: string | null = $derived(
    this.buurten.find((buurt) => buurt.properties.code === this.chosen)?.properties.name ?? null,
  );
  /** Every finding that is known, before the sieve. */
  readonly all: Row[] = $derived(
    together(this.#arrivedRows(), outbox.rows).filter((row) => !isPersonal(row)),
  );
  readonly rows: Row[] = $derived(this.sieved(this.filters));
  readonly groups = $derived(grouped(this.rows, this.chosen, this.from));
  /** Findings of the chosen buurt, which the headline counts. */
  readonly counted: number = $derived(this.rows.filter((row) => !this.#outside(row)).length);
  /** The places on map and list: the first ones, or all when the reader wants more. */
  readonly shown: HotspotFeature[] = $derived(
    this.more ? this.hotspots : this.hotspots.slice(0, this.chosen ? firstOfBuurt : firstOfCity),
  );
  readonly rings: Ring[] = $derived(this.shown.flatMap((hotspot) => ringOf(hotspot, proposals.names) ?? []));
  readonly box: Box = $derived(this.#boxOf(this.chosen));
  readonly marks: Mark[] = $derived(this.rows.map((row) => this.#markOf(row)));
  /** Where the map gets the same findings from, as tiles. */
  readonly tiles: string | null = $derived.by(() => {
    if (!this.#answers || this.#tileVersion === 0) return null;
    const { themes, light, months } = this.filters;
    const since = instantText(sinceOf(months, now()));
    return tilesOf({ since, themes, light, version: this.#tileVersion }, location.origin);
  });
  readonly plot: Plot = $derived({
    buurten: this.buurten,
    own: this.chosen,
    ground: this.ground,
    base: this.base,
    tiles: this.tiles,
    marks: this.marks,
    unwalked: this.unwalked,
    rings: this.rings,
    proposals: proposals.plotted,
    me: this.here,
  });

  /** The server does not know this phone: nothing to show until a code is filled in. */
  get stranger(): boolean {
    return this.problem?.status === 401;
  }

  /** The rows that other filters would leave, for the live count in the drawer. */
  sieved(filters: Filters): Row[] {
    const sieve = { themes: filters.themes, light: filters.light, since: sinceOf(filters.months, now()) };
    return this.all.filter((row) => passes(row, sieve));
  }

  /** Loads everything, the first time with what is kept. Safe to call on every visit. */
  async load(): Promise<void> {
    const first = !this.#begun;
    this.#begun = true;
    this.problem = null;
    this.oldAt = null;
    void startCatalogue();
    if (first) await this.#showKept();
    await this.#loadBorders();
    if (this.stranger) {
      this.settled = true;
      return;
    }
    if (first) this.chosen ??= await chosenAtStart(this.buurten, this.here);
    await this.#loadArea();
    this.settled = true;
  }

  async choose(code: string | null): Promise<void> {
    if (code === this.chosen) return;
    this.chosen = code;
    this.eye = null;
    this.hotspots = [];
    this.more = false;
    void rememberChosen(code);
    await this.#loadArea();
  }

  /** Hotspots again, after a change of filter. */
  async loadHotspots(): Promise<void> {
    const round = ++this.#round;
    const { months, light, themes } = this.filters;
    const name = `hotspots ${this.chosen ?? 'all'} ${months} ${light} ${problemThemes(themes).join(',')}`;
    const asked = this.hotspotQuery(this.chosen);
    // Kept for when there is no signal. A whole city's findings would be too much for a phone.
    if (this.chosen) asked.set('include', 'findings');
    const answer = await askOrKept<Hotspots>(`/api/hotspots?${asked}`, name);
    if (round !== this.#round || !this.#noted(answer)) return;
    this.hotspots = answer.data.features;
    this.tooFew = answer.data.too_few === true;
    this.how = answer.data.parameters ?? null;
    if (name !== this.#question) this.more = false;
    this.#question = name;
  }

  /** The question to the server for the present filters; `buurt` only selects what is answered. */
  hotspotQuery(buurt: string | null): URLSearchParams {
    const { category, ...question } = questionOf(this.filters, now());
    const asked = new URLSearchParams({ ...question });
    if (buurt) asked.set('buurt', buurt);
    if (category) asked.set('category', category.join(','));
    return asked;
  }

  /** Loads findings beside the chosen buurt when the reader looks there. */
  async look(sight: Box): Promise<void> {
    const tooWide = sight[2] - sight[0] > 0.15;
    if (tooWide || !this.#loaded || holds(this.#loaded, sight)) return;
    const wider = widened(sight, 0.5);
    this.#loaded = wider;
    const answer = await findingsIn(wider, instantText(sinceOf(year, now())), null);
    if ('problem' in answer) return;
    const known = new Set(answer.data.features.map((feature) => feature.properties.id));
    this.#features = [
      ...answer.data.features,
      ...this.#features.filter((one) => !known.has(one.properties.id)),
    ];
  }

  /** The walker's place, told by the screen that watches it. */
  standAt(me: Me): void {
    this.here = me;
    if (!this.from || metresBetween(this.from, me) > stride) this.from = { lon: me.lon, lat: me.lat };
  }

  /** Call in an effect: a finding that arrives while map or list is open stays in sight. */
  followQueue(): void {
    const left = new Set(outbox.rows.map(({ id }) => id));
    const gone = this.#queue.filter((finding) => !left.has(finding.id) && !finding.withdraw);
    this.#queue = outbox.rows;
    if (gone.length > 0) void this.#arrived(gone);
  }

  /** Call in an effect: what others on the walk record appears by itself while map or list is open. */
  followLive(): (() => void) | undefined {
    const walk = me.walk;
    const over = walk?.state === 'ended' || instantOf(walk?.starts_at ?? '') < serverNow() - evening;
    return walk && !over ? followWalk(walk.id) : undefined;
  }

  /** Call in an effect: what others took back is in no tile any more either, and other borders are read with all they count. */
  followGone(): void {
    if (live.borders !== this.#borders) {
      this.#borders = live.borders;
      untrack(() => void this.load());
    }
    const ids = new Set(live.findings.map(({ properties }) => properties.id));
    const gone = [...this.#walked].some((id) => !ids.has(id));
    this.#walked = ids;
    if (gone && live.how !== 'off') untrack(() => this.#askTilesAnew());
  }

  /** All that the server has, as a list told it and as it was told since. */
  #arrivedRows(): Row[] {
    const rows = withWalked(this.#features, live.findings, live.complete).map(rowOf);
    const here = new Set(rows.map(({ id }) => id));
    return [...rows, ...this.#sent.filter(({ id }) => !here.has(id))];
  }

  async #arrived(gone: readonly WaitingFinding[]): Promise<void> {
    // Without a receipt it was thrown away on the phone.
    const proven = new Set((await receipts()).map(({ id }) => id));
    const rows = gone.flatMap((finding) => (proven.has(finding.id) ? (rowOfWaiting(finding) ?? []) : []));
    if (rows.length === 0) return;
    const buurtOf = (row: Row): string | null => shapeAt(this.buurten, row.place)?.properties.code ?? null;
    this.#sent = rows.map((row) => ({ ...row, waiting: false, buurt: buurtOf(row) }));
    this.#askTilesAnew();
    await this.#loadArea();
  }

  #askTilesAnew(): void {
    this.#tileVersion = Math.max(now(), this.#tileVersion + 1);
  }

  #outside(row: Row): boolean {
    return this.chosen !== null && row.buurt !== this.chosen && !row.waiting;
  }

  #markOf(row: Row): Mark {
    return {
      id: row.id,
      place: row.place,
      theme: row.theme,
      faded: this.#outside(row),
      waiting: row.waiting,
      fresh: this.#fresh.has(row.id),
    };
  }

  #boxOf(code: string | null): Box {
    const shapes = this.buurten.filter((buurt) => code === null || buurt.properties.code === code);
    return boxAround(shapes.map((buurt) => buurt.geometry)) ?? netherlands;
  }

  async #showKept(): Promise<void> {
    const [borders, ground] = await Promise.all([
      keptAnswer<Borders>(borderDoor),
      keptAnswer<FeatureCollection>(groundName),
    ]);
    if (!borders) return;
    this.#takeBorders(borders.data);
    this.ground = ground?.data ?? null;
    this.chosen = await chosenAtStart(this.buurten, this.here);
    const findings = await keptFindings(this.chosen ?? 'all');
    if (findings) this.#takeFindings(findings.data);
    this.settled = findings !== null;
  }

  async #loadBorders(): Promise<void> {
    const borders = await askOrKept<Borders>(borderDoor);
    this.#answers = 'data' in borders && !borders.old;
    if (!this.#noted(borders)) return;
    this.#takeBorders(borders.data);
    this.#askTilesAnew();
    // The map is whole without a street plan, so that a server without one is not asked for it.
    if (borders.data.ground) void this.#loadGround(borders.data.ground);
  }

  async #loadGround(path: string): Promise<void> {
    const ground = await askOrKept<FeatureCollection>(path, groundName);
    if (!('problem' in ground)) this.ground = ground.data;
  }

  async #loadArea(): Promise<void> {
    const area = this.chosen ?? 'all';
    const box = widened(this.box, this.chosen ? 0.4 : 0.02);
    void proposals.load(box, area);
    const findings = findingsIn(box, instantText(sinceOf(year, now())), area);
    const [answer] = await Promise.all([findings, this.loadHotspots()]);
    if (area !== (this.chosen ?? 'all')) return;
    const noAnswer = 'problem' in answer && (answer.problem.status === 0 || answer.problem.status >= 500);
    const last = noAnswer ? await keptFindings(area) : null;
    const known = last ?? answer;
    if (!this.#noted(known)) return;
    this.#loaded = box;
    this.#takeFindings(known.data);
  }

  #takeBorders(borders: Borders): void {
    this.buurten = borders.features.filter((feature) => feature.geometry) as Buurt[];
    this.example = borders.example === true;
    this.base = borders.basemap ?? null;
  }

  #takeFindings(found: Found): void {
    this.#features = found.features;
    const known = new Set(found.features.map(({ properties }) => properties.id));
    this.#sent = this.#sent.filter(({ id }) => !known.has(id));
    this.cut = found.cut;
  }

  /** Remembers how old or how wrong an answer is; true when there is something to show. */
  #noted<T>(answer: Known<T> | { problem: Problem }): answer is Known<T> {
    if ('problem' in answer) {
      this.problem = answer.problem;
      return false;
    }
    if (answer.old) this.oldAt = Math.min(this.oldAt ?? answer.at, answer.at);
    return true;
  }
}

/** One for map and list: going from one to the other loads nothing again and loses no place. */
export const overview = new Overview();
