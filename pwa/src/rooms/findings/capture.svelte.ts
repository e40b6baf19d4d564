/**
 * One capture, from the first look to "saved on your phone". The photo and the moment are kept as a draft,
 * because a phone may throw the page away while its camera is open.
 */
import { type Group, groupOf } from '../../ground/catalogue/catalogue.svelte';
import { instantText, now } from '../../ground/clock';
import { type NewFinding, type NewPhoto, save } from '../../ground/outbox/queue';
import { type Fix, OLD_AFTER, WORST } from '../../ground/place/fix';
import { place } from '../../ground/place/place.svelte';
import {
  type Draft,
  database,
  type RawFix,
  type UnsentBody,
  type WaitingFinding,
} from '../../ground/store/database';
import { me } from '../people/me.svelte';
import { shrink, UnreadablePhoto } from '../photos/shrink';

/** A pin set by hand is about as good as this, in metres. */
const PIN_ACCURACY = 10;
/** Somebody on foot, in metres per ms: a fix grows this uncertain with age. */
const WALKING = 0.0014;

export type PhotoTrouble = 'bad' | 'heic' | 'lost' | null;
/** Whether the photo could be kept; a nearly full phone keeps the text alone. */
export type Saved = { row: WaitingFinding; photoKept: boolean };

/** Where a finding is, as the server takes it. */
export function whereabouts(
  pin: { lon: number; lat: number } | null,
  fix: Fix | null,
  at: number,
): Pick<UnsentBody, 'position' | 'accuracy_m' | 'position_source'> {
  if (pin) return { position: round(pin), accuracy_m: PIN_ACCURACY, position_source: 'pin' };
  if (!fix) return { position: null, accuracy_m: null, position_source: 'gps' };
  const age = Math.max(0, at - fix.at);
  const drift = age > OLD_AFTER ? age * WALKING : 0;
  const accuracy = Math.max(1, Math.ceil(fix.accuracy + drift));
  return { position: round(fix), accuracy_m: Math.min(accuracy, 5_000), position_source: 'gps' };
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
  pin = $state.raw<{ lon: number; lat: number } | null>(null);
  #source: Blob | ImageBitmap | null = null;
  #shrinking: Promise<void> = Promise.resolve();
  #begunAt = now();
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
    const draft = await database()
      .then((db) => db.get('drafts', 'capture'))
      .catch(() => undefined);
    if (draft) this.#resume(draft);
    this.#known?.();
  }

  #resume(draft: Draft): void {
    this.#begunAt = draft.begunAt;
    this.#draftFix = draft.position;
    this.#draftRaw = draft.raw ?? draft.position;
    this.photo = draft.photo;
    this.restored = draft.photo !== null;
    if (draft.cameraOpened && !draft.photo) this.trouble = 'lost';
  }

  /** The camera opens: place and time are kept before the page can be lost. */
  async cameraOpens(): Promise<void> {
    this.#begunAt = now();
    this.#standHere();
    await this.#keepDraft(true);
  }

  /** The camera was closed without a photo. */
  async cameraCloses(): Promise<void> {
    if (!this.photo) await this.drop();
  }

  /** Takes a photo from the camera or the album and makes it ready. */
  take(file: File): Promise<void> {
    this.#source = file;
    this.own = false;
    this.#shrinking = this.#make(file);
    return this.#shrinking;
  }

  /** The shutter of our own view: this is the moment and the place. The picture becomes ours. */
  shot(picture: ImageBitmap): Promise<void> {
    this.#begunAt = now();
    this.#standHere();
    this.own = true;
    this.#source = picture;
    this.#shrinking = this.#make(picture);
    return this.#shrinking;
  }

  /** Parts were made unrecognisable: the photo as it was is nowhere on this phone any more. */
  async unrecognisable(photo: NewPhoto): Promise<void> {
    if (this.#source && 'close' in this.#source) this.#source.close();
    this.#source = new Blob([photo.bytes], { type: 'image/jpeg' });
    this.restored = false;
    this.photo = photo;
    await this.#keepDraft(false);
  }

  /** Throws the draft away. */
  async drop(): Promise<void> {
    this.photo = null;
    this.#source = null;
    this.trouble = null;
    this.restored = false;
    await (await database()).delete('drafts', 'capture').catch(() => {});
  }

  /** Saves at once: a tile, or a photo alone (`group` null). Rejects when the phone kept nothing at all. */
  async save(group: Group | null): Promise<Saved> {
    await this.#shrinking;
    const finding: NewFinding = {
      body: this.#body(group),
      fix: rawOf(this.#rawFix),
      seenAt: this.#seenAt,
      group: group ? (groupOf(group.code)?.code ?? group.code) : null,
      photo: this.photo,
      photoStays: group?.sensitivity === 'personal',
    };
    try {
      return { row: await save(finding), photoKept: true };
    } catch (fault) {
      if (!this.photo) throw fault;
    }
    try {
      const smaller = this.#source ? await shrink(this.#source, true) : null;
      if (smaller) return { row: await save({ ...finding, photo: smaller }), photoKept: true };
    } catch {
      // Still too much for this phone: the text alone then.
    }
    if (!group) throw new Error('neither photo nor tile could be kept');
    return { row: await save({ ...finding, photo: null }), photoKept: false };
  }

  /** The place this capture would get now. */
  get where() {
    return whereabouts(this.pin, this.#fix(place.fix, this.#draftFix), this.#seenAt);
  }

  /** Somebody who walks on while choosing a tile was at the photo; somebody whose phone only then found itself is here. */
  #fix(current: Fix | null, atPhoto: Fix | null): Fix | null {
    if (!this.photo || !atPhoto) return current;
    return current && isBetter(current, atPhoto, this.#begunAt) ? current : atPhoto;
  }

  #standHere(): void {
    this.#draftFix = place.fix;
    this.#draftRaw = place.raw;
  }

  /** A photo was seen when it was made, a tile when it was tapped. */
  get #seenAt(): number {
    return this.photo ? this.#begunAt : now();
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
    const draft: Draft = {
      id: 'capture',
      begunAt: this.#begunAt,
      position: this.#draftFix ?? place.fix,
      raw: this.#draftRaw ?? place.raw,
      cameraOpened,
      photo: this.photo,
    };
    try {
      await (await database()).put('drafts', $state.snapshot(draft) as Draft);
    } catch {
      // A full phone: the capture goes on without a safety net.
    }
  }
}
