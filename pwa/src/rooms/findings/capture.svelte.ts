/**
 * One capture, from the first look to "saved on your phone". The photo and the moment are kept as a draft,
 * because a phone may throw the page away while its camera is open.
 */
import { v7 } from 'uuid';
import { type Group, groupOf } from '../../ground/catalogue/catalogue.svelte';
import { instantText, now } from '../../ground/clock';
import { type NewFinding, type NewPhoto, save } from '../../ground/outbox/queue';
import { type Fix, OLD_AFTER, WORST } from '../../ground/place/fix';
import { place } from '../../ground/place/place.svelte';
import type { Draft, RawFix, UnsentBody, WaitingFinding } from '../../ground/store/database';
import { isFull } from '../../ground/store/room';
import { me } from '../people/me.svelte';
import { SMALL_EDGE } from '../photos/pixels';
import { shrink, UnreadablePhoto } from '../photos/shrink';
import { dropDraft, keepDraft, openDraft } from './draft';

/** A pin set by hand is about as good as this, in metres. */
const PIN_ACCURACY = 10;
/** Somebody on foot, in metres per ms: a fix grows this uncertain with age. */
const WALKING = 0.0014;

/** A photo that was lost with the page leaves its place and time for this long, in ms: later it is another moment. */
const LOST_FOR = 30 * 60_000;

/** A place that a walker chose, and where the hand let the pin go when it was then put on a front nearby. */
export interface Pin {
  lon: number;
  lat: number;
  dropped?: { lon: number; lat: number };
}

export type PhotoTrouble = 'bad' | 'heic' | 'lost' | null;
/**
 * What was kept, and what happened to the photo. `left`: no room yet, it stays in the draft · `no-room`: the phone is so full
 * that it is gone · `unreadable`: it turned out so after the tile was tapped.
 */
export type Saved = { row: WaitingFinding; photo: 'kept' | 'none' | 'left' | 'no-room' | 'unreadable' };

/** Where a finding is, as the server takes it. A pin that was put on a front keeps where the hand let it go. */
export function whereabouts(
  pin: Pin | null,
  fix: Fix | null,
  at: number,
): Pick<UnsentBody, 'position' | 'accuracy_m' | 'position_source' | 'pin'> {
  const dropped = pin?.dropped && round(pin.dropped);
  const source = dropped ? 'snapped' : 'pin';
  if (pin) return { position: round(pin), accuracy_m: PIN_ACCURACY, position_source: source, pin: dropped };
  if (!fix) return { position: null, accuracy_m: null, position_source: 'gps', pin: dropped };
  const age = Math.max(0, at - fix.at);
  const drift = age > OLD_AFTER ? age * WALKING : 0;
  const accuracy = Math.max(1, Math.ceil(fix.accuracy + drift));
  return {
    position: round(fix),
    accuracy_m: Math.min(accuracy, 5_000),
    position_source: 'gps',
    pin: dropped,
  };
}

/** The place of a finding as a pin, to be put right once more. */
export function pinOf({ position, pin }: Pick<UnsentBody, 'position' | 'pin'>): Pin | null {
  return position && { ...position, dropped: pin ?? undefined };
}

/** Whether the walker should look at the pin: no place, worse than 30 m, or from more than 15 s before. */
export function isUncertain(row: {
  body: Pick<UnsentBody, 'position' | 'accuracy_m' | 'position_source'>;
  fix?: RawFix | null;
  seenAt?: number;
}): boolean {
  const { position, accuracy_m, position_source } = row.body;
  if (position === null || (accuracy_m ?? WORST) > 30) return true;
  if (position_source !== 'gps' || !row.fix || row.seenAt === undefined) return false;
  return row.seenAt - row.fix.at > OLD_AFTER;
}

/** The report of the phone behind a place, as it came. */
export function rawOf(fix: Fix | null): RawFix | null {
  return fix && { ...round(fix), accuracy_m: Math.ceil(fix.accuracy * 10) / 10, at: fix.at };
}

/** Whether a later report says better where something was seen: more exact, and from about the same moment. */
export function isBetter(later: Fix, earlier: Fix, seenAt: number): boolean {
  return later.accuracy < earlier.accuracy && later.at - seenAt <= OLD_AFTER;
}

/** Seven decimals are about a centimetre. */
function round({ lon, lat }: { lon: number; lat: number }): { lon: number; lat: number } {
  return { lon: Math.round(lon * 1e7) / 1e7, lat: Math.round(lat * 1e7) / 1e7 };
}

export class Capture {
  photo = $state.raw<NewPhoto | null>(null);
  /** the photo is being made smaller */
  busy = $state(false);
  trouble = $state<PhotoTrouble>(null);
  /** the photo came back after the page was thrown away */
  restored = $state(false);
  /** the photo came from our own view of the camera */
  own = $state(false);
  pin = $state.raw<Pin | null>(null);
  #id: string = v7();
  /** the draft holds the photo as it is now */
  #drafted = false;
  #shrinking: Promise<void> = Promise.resolve();
  #begunAt = now();
  /** moment and place of the photo that was here before the camera opened once more */
  #earlier: [number, Fix | null, Fix | null] | null = null;
  /** where the phone was at the photo: the place to use, and the report as it came */
  #draftFix: Fix | null = null;
  #draftRaw: Fix | null = null;
  #known: (() => void) | undefined;
  /** resolves when it is known whether an earlier page left something */
  readonly known = new Promise<void>((done) => {
    this.#known = done;
  });

  /** Picks up what an earlier page left: the photo, or at least place and time. */
  async restore(): Promise<void> {
    const draft = await openDraft().catch(() => undefined);
    if (draft) await this.#resume(draft);
    this.#known?.();
  }

  async #resume(draft: Draft): Promise<void> {
    // Who only looked, or lost a photo long ago, begins anew.
    if (!draft.photo && (!draft.cameraOpened || now() - draft.begunAt > LOST_FOR)) return dropDraft(draft.id);
    this.#id = draft.id;
    this.#begunAt = draft.begunAt;
    this.#draftFix = draft.position;
    this.#draftRaw = draft.raw ?? draft.position;
    this.photo = draft.photo;
    this.#drafted = draft.photo !== null;
    this.restored = draft.photo !== null;
    if (!draft.photo) this.trouble = 'lost';
  }

  /** The camera opens: place and time are kept before the page can be lost. */
  async cameraOpens(): Promise<void> {
    this.#earlier = [this.#begunAt, this.#draftFix, this.#draftRaw];
    this.#begunAt = now();
    this.#standHere();
    await this.#keepDraft(true);
  }

  /** The camera was closed without a photo. */
  async cameraCloses(): Promise<void> {
    if (!this.photo) return this.drop();
    if (this.#earlier) [this.#begunAt, this.#draftFix, this.#draftRaw] = this.#earlier;
    await this.#keepDraft(false);
  }

  /** Takes a photo from the camera or the album and makes it ready. */
  take(file: File): Promise<void> {
    this.own = false;
    this.#shrinking = this.#make(file);
    return this.#shrinking;
  }

  /** The shutter of our own view: this is the moment and the place. The picture becomes ours. */
  shot(picture: ImageBitmap): Promise<void> {
    this.#begunAt = now();
    this.#standHere();
    this.own = true;
    this.#shrinking = this.#make(picture).finally(() => picture.close());
    return this.#shrinking;
  }

  /** Parts were made unrecognisable: the photo as it was is nowhere on this phone any more. */
  async unrecognisable(photo: NewPhoto): Promise<void> {
    this.restored = false;
    this.photo = photo;
    await this.#keepDraft(false);
    // On a full phone the draft would still show what must not be seen.
    if (!this.#drafted) await dropDraft(this.#id);
  }

  /** Throws the draft away. */
  async drop(): Promise<void> {
    this.photo = null;
    this.#drafted = false;
    this.trouble = null;
    this.restored = false;
    await dropDraft(this.#id);
  }

  /** Throws the photo away on purpose; what is returned brings it back, also after the screen was left. */
  async throwAway(): Promise<() => Promise<void>> {
    const draft = this.#draft(this.trouble === 'lost');
    await this.drop();
    return async () => {
      if (!this.photo) await this.#resume(draft);
      await keepDraft(draft);
    };
  }

  /** Saves at once: a tile, or a photo alone (`group` null). Rejects when the phone kept nothing at all. */
  async save(group: Group | null): Promise<Saved> {
    const taking = this.busy;
    await this.#shrinking;
    if (!group && !this.photo) throw new Error('neither photo nor tile');
    const finding = this.#finding(group);
    const row = await unlessFull(finding);
    const missed = taking && (this.trouble === 'bad' || this.trouble === 'heic');
    if (row) return { row, photo: missed ? 'unreadable' : this.photo ? 'kept' : 'none' };
    const smaller = await this.#smaller();
    const small = smaller && (await unlessFull({ ...finding, photo: smaller }));
    if (small) return { row: small, photo: 'kept' };
    if (!group && !this.#drafted) throw new Error('neither photo nor tile could be kept');
    const left = this.#drafted;
    return { row: await save({ ...finding, photo: null, left }), photo: left ? 'left' : 'no-room' };
  }

  #finding(group: Group | null): NewFinding {
    return {
      body: this.#body(group),
      fix: rawOf(this.#rawFix),
      seenAt: this.#seenAt,
      group: group ? (groupOf(group.code)?.code ?? group.code) : null,
      photo: this.photo,
      photoStays: group?.sensitivity === 'personal',
      draft: this.#id,
    };
  }

  /** The photo as a nearly full phone may still keep it. */
  #smaller(): Promise<NewPhoto | null> {
    const own = new Blob([this.photo?.bytes ?? new ArrayBuffer(0)], { type: 'image/jpeg' });
    return shrink(own, SMALL_EDGE).catch(() => null);
  }

  /** The place this capture would get now. */
  get where() {
    return whereabouts(this.pin, this.#fix(place.fix, this.#draftFix), this.#seenAt);
  }

  /** Somebody who walks on while choosing a tile was at the photo; somebody whose phone only then found itself is here. */
  #fix(current: Fix | null, atPhoto: Fix | null): Fix | null {
    if (!this.#isThen || !atPhoto) return current;
    return current && isBetter(current, atPhoto, this.#begunAt) ? current : atPhoto;
  }

  #standHere(): void {
    this.#draftFix = place.fix;
    this.#draftRaw = place.raw;
  }

  /** A photo, also one that was lost with the page, was seen when it was made; a tile when it was tapped. */
  get #seenAt(): number {
    return this.#isThen ? this.#begunAt : now();
  }

  get #isThen(): boolean {
    return this.photo !== null || this.trouble === 'lost';
  }

  get #rawFix(): Fix | null {
    return this.#fix(place.raw, this.#draftRaw);
  }

  #body(group: Group | null): UnsentBody {
    const walk = me.walk?.id;
    return {
      ...(group ? { category: group.code } : {}),
      ...this.where,
      observed_at: instantText(this.#seenAt),
      ...(walk ? { walk } : {}),
    };
  }

  async #make(source: File | ImageBitmap): Promise<void> {
    this.busy = true;
    this.trouble = null;
    this.restored = false;
    try {
      this.photo = await shrink(source);
      await this.#keepDraft(false);
    } catch (fault) {
      if (fault instanceof UnreadablePhoto) this.trouble = fault.heic ? 'heic' : 'bad';
      else this.trouble = 'bad';
    } finally {
      this.busy = false;
    }
  }

  async #keepDraft(cameraOpened: boolean): Promise<void> {
    // A full phone: the capture goes on without a safety net.
    const kept = await keepDraft(this.#draft(cameraOpened));
    this.#drafted = kept && this.photo !== null;
  }

  #draft(cameraOpened: boolean): Draft {
    return $state.snapshot({
      id: this.#id,
      begunAt: this.#begunAt,
      position: this.#draftFix ?? place.fix,
      raw: this.#draftRaw ?? place.raw,
      cameraOpened,
      photo: this.photo,
    }) as Draft;
  }
}

/** Saves; null when there is no room for its photo. Any other fault is not mended by leaving something out. */
async function unlessFull(finding: NewFinding): Promise<WaitingFinding | null> {
  try {
    return await save(finding);
  } catch (fault) {
    if (finding.photo && isFull(fault)) return null;
    throw fault;
  }
}
