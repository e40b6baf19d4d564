import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PlannedWalk } from '../../ground/api/types';
import { setClock } from '../../ground/clock';
import { emptyForm, inOrder, invitation, momentText, planWalk, tokenOf, wrongIn } from './plan';
import { planEn, planNl } from './planWords';

beforeEach(() => {
  vi.stubEnv('TZ', 'Europe/Amsterdam');
  setClock(() => Date.UTC(2026, 10, 22, 23, 30));
});

afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  setClock();
});

const walk = (id: string, starts_at: string): PlannedWalk => ({
  id,
  title: 'Avondschouw',
  buurt: 'A',
  starts_at,
  themes: [],
  state: 'planned',
  leader: false,
  left: false,
  roles: [],
  code: '7K2M9QXD',
  join_path: '/#geheim-van-de-link',
});

/** A server of the test's own making; returns what it was sent. */
function serve(body: unknown, status: number): unknown[] {
  const sent: unknown[] = [];
  vi.stubGlobal('fetch', async (_path: string, init: RequestInit) => {
    sent.push(JSON.parse(String(init.body)));
    return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });
  });
  return sent;
}

test('the token of a staff link is what stands behind the #, and nothing else is taken for one', () => {
  expect(tokenOf('#bsw_46HVwTmMI5NrbvzzwxvctcIdyooGvZCywzJkfyjsYvg')).toMatch(/^bsw_46HV/);
  expect(tokenOf('#main')).toBeNull();
  expect(tokenOf('')).toBeNull();
  expect(tokenOf('#<script>alert(1)</script>')).toBeNull();
});

test('a day and a time become a moment with the offset of that day, in summer and in winter', () => {
  expect(momentText('2026-11-22', '19:30')).toBe('2026-11-22T19:30:00+01:00');
  expect(momentText('2026-07-01', '19:30')).toBe('2026-07-01T19:30:00+02:00');
  vi.stubEnv('TZ', 'America/St_Johns');
  expect(momentText('2026-11-22', '19:30')).toBe('2026-11-22T19:30:00-03:30');
});

test('a time that the clock skips is moved on, so that text and offset tell the same moment', () => {
  expect(momentText('2026-03-29', '02:30')).toBe('2026-03-29T03:30:00+02:00');
});

test('without a day or a time there is no moment', () => {
  expect(momentText('', '19:30')).toBeNull();
  expect(momentText('2026-11-22', '')).toBeNull();
});

test('a new form stands on today as the networker knows it, half past seven in the evening', () => {
  expect(emptyForm('A')).toMatchObject({ day: '2026-11-23', time: '19:30', buurt: 'A' });
});

test('what is missing is told at every field at once, and the server is not asked', async () => {
  const sent = serve({}, 500);
  const answer = await planWalk({
    title: ' ',
    buurt: '',
    day: '',
    time: '19:30',
    place: '',
    organiser: '',
    themes: [],
  });
  expect(answer).toEqual({ wrong: { title: 'fault.title', buurt: 'fault.buurt', when: 'fault.when' } });
  expect(sent).toEqual([]);
});

test('a plan is sent as the contract has it, without an empty meeting point or organiser', async () => {
  const sent = serve(walk('1', '2026-11-22T18:30:00Z'), 201);
  const day = { day: '2026-11-22', time: '19:30' };
  const form = { title: ' Avondschouw ', buurt: 'A', ...day, place: ' ', organiser: '', themes: [] };
  expect(await planWalk(form)).toMatchObject({ walk: { code: '7K2M9QXD' } });
  await planWalk({ ...form, place: 'Buurthuis', organiser: ' Buurtcomité ', themes: ['licht'] });
  expect(sent).toEqual([
    { title: 'Avondschouw', buurt: 'A', starts_at: '2026-11-22T19:30:00+01:00' },
    {
      title: 'Avondschouw',
      buurt: 'A',
      starts_at: '2026-11-22T19:30:00+01:00',
      meeting_point: 'Buurthuis',
      organiser: 'Buurtcomité',
      themes: ['licht'],
    },
  ]);
});

test('faults of the server stand at the fields their pointers name', () => {
  const faults = [
    { pointer: '/title', code: 'too_long' },
    { pointer: '/buurt', code: 'unknown_buurt' },
    { pointer: '/starts_at', code: 'not_a_moment' },
    { pointer: '/meeting_point', code: 'control_characters' },
    { pointer: '/organiser', code: 'too_long' },
    { pointer: '/extra', code: 'unknown_member' },
  ];
  expect(wrongIn({ status: 422, code: 'invalid', faults })).toEqual({
    title: 'fault.too-long',
    buurt: 'fault.unknown-buurt',
    when: 'fault.when',
    place: 'fault.other',
    organiser: 'fault.too-long',
    form: 'fault.other',
  });
});

test('no signal, another buurt and a broken server are told apart', () => {
  const refused = (status: number) => wrongIn({ status, code: 'x', faults: [] });
  expect(refused(0)).toEqual({ form: 'no-signal' });
  expect(refused(403)).toEqual({ buurt: 'fault.own-buurt' });
  expect(refused(503)).toEqual({ form: 'fault.server' });
});

test('the next walk stands on top, and walks that are over come last, the latest of them first', () => {
  const walks = [
    walk('old', '2026-10-01T17:30:00Z'),
    walk('later', '2026-12-09T18:30:00Z'),
    walk('recent', '2026-11-20T18:30:00Z'),
    walk('next', '2026-11-24T18:30:00Z'),
    walk('tonight', '2026-11-22T18:30:00Z'),
  ];
  expect(inOrder(walks).map(({ id }) => id)).toEqual(['tonight', 'next', 'later', 'recent', 'old']);
});

test('an invitation holds the day, the meeting point, the link and the code as people read it', () => {
  const text = invitation(
    { ...walk('1', '2026-11-22T18:30:00Z'), meeting_point: 'Buurthuis' },
    'https://a.example',
  );
  expect(text).toContain('22 november, 19:30');
  expect(text).toContain('Buurthuis');
  expect(text).toContain('https://a.example/#geheim-van-de-link');
  expect(text).toContain('7K2M 9QXD');
  expect(invitation(walk('1', '2026-11-22T18:30:00Z'), 'https://a.example')).not.toContain('verzamelen');
});

test('both languages of this screen fill in the same things', () => {
  const places = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();
  for (const key of Object.keys(planNl) as (keyof typeof planNl)[])
    expect([key, places(planEn[key])]).toEqual([key, places(planNl[key])]);
});
