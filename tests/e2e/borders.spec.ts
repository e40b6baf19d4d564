/** The border on a phone: what neighbours share, and whether somebody recognises it; and a committee that moves a line. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page, Route } from '@playwright/test';
import {
  answersBorders,
  coverage,
  json,
  missing,
  movedCoverage,
  pageOf,
  proposal,
  shared,
} from './borderAnswers';
import { faults, look } from './look';
import { basemapFile, offersBasemap, streetAt } from './plan';
import { expect, test } from './test';

/** Pictures of the screens, to be looked at. */
const out = join(__dirname, 'out');
mkdirSync(out, { recursive: true });

async function pictures(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
    await painted(page);
    await page.screenshot({ path: join(out, `borders-${name}-${colorScheme}.png`) });
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
}

// Each screen is looked at by day, by night and narrow, with a map that is drawn in software.
test.describe.configure({ timeout: 120_000 });

/** The map of borders, once it is painted. */
async function painted(page: Page): Promise<Locator> {
  const map = page.locator('[data-shown]');
  await expect(map).toHaveAttribute('data-ready', 'true', { timeout: 20_000 });
  return map;
}

/** Where a place lies on the screen. */
async function pixel(page: Page, [lon, lat]: readonly [number, number]): Promise<{ x: number; y: number }> {
  const map = await painted(page);
  const box = await map.boundingBox();
  const [lon0 = 0, lat0 = 0, zoom = 0] = ((await map.getAttribute('data-eye')) ?? '').split(',').map(Number);
  const size = 512 * 2 ** zoom;
  const up = (degrees: number) => Math.log(Math.tan(Math.PI / 4 + (degrees * Math.PI) / 360)) / (2 * Math.PI);
  return {
    x: (box?.x ?? 0) + (box?.width ?? 0) / 2 + ((lon - lon0) / 360) * size,
    y: (box?.y ?? 0) + (box?.height ?? 0) / 2 - (up(lat) - up(lat0)) * size,
  };
}

test('bands, the line and contested places stand on the map and in words, and a neighbour sees the own drawing', async ({
  page,
  street,
  walker,
}) => {
  await walker.joins(await street.walk());
  await answersBorders(page);
  await page.goto(`${street.url}/buurt/TB01/grens`);
  await expect(page.getByRole('heading', { name: 'Grens Westkant', level: 1 })).toBeVisible();
  const map = await painted(page);
  await expect(map).toHaveAttribute(
    'data-shown',
    'bands:3 official:1 line:3 mine:1 contested:2 numbers:2 labels:1',
  );
  await expect(page.getByText('34 buren tekenden. Ze zijn het deels eens.')).toBeVisible();
  await expect(page.getByText('Jouw tekening lijkt voor 81% op die van 34 buren.')).toBeVisible();
  await expect(page.getByText('Bij Touwslagersweg ging jij 40 m verder dan de meesten.')).toBeVisible();
  await expect(page.getByText('Betwist: 2 plekken')).toBeVisible();
  await expect(page.getByText('Nieuw: jouw lijn telt mee in versie 3.')).toBeVisible();
  const words = page.getByRole('region', { name: 'De grens in woorden' });
  await expect(words.getByText(/^Oost: .*buren verschillen 120 m/)).toBeVisible();
  await expect(words.getByText(/^Noord: .*duidelijk, buren verschillen 40 m/)).toBeVisible();
  await expect(words.getByText(/^Plek [12], de/)).toHaveCount(2);
  await expect(page.getByText('De tekening van één buur laten we nooit zien.')).toBeVisible();
  await pictures(page, 'shared');
  await look(page, 'border');
  await page.getByRole('button', { name: 'Naar de lijst' }).tap();
  await expect(page.getByRole('heading', { name: 'De grens in woorden' })).toBeFocused();

  await test.step('the committee is told who drew, in groups of ten or more', async () => {
    const groups = {
      relations: [
        { relation: 'lives', people: 22 },
        { relation: 'works', people: 11 },
      ],
      years: [
        { from: 5, people: 12 },
        { from: 15, people: 10 },
      ],
    };
    await page.route('**/api/buurten/TB01/consensus', (route) => json(route, { ...shared, groups }));
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.reload();
    await expect(page.getByText(/22 wonen hier, 11 werken hier/)).toBeVisible();
    await painted(page);
    await page.screenshot({ path: join(out, 'borders-groups-desk.png') });
    await page.setViewportSize({ width: 390, height: 844 });
  });
});

test('below ten drawings there is only a counter and an invitation; provisional has bands and no line', async ({
  page,
  street,
  walker,
  watch,
}) => {
  watch.forgive(/404 .*\/(mine|result)$/);
  await walker.joins(await street.walk());
  await answersBorders(page);
  await page.route('**/api/buurten/TB01/mine', (route) => missing(route));
  const { buurt, official } = shared;
  await page.route('**/api/buurten/TB01/consensus', (route) =>
    json(route, { buurt, official, drawn: 6, needed: 10, state: 'counting' }),
  );
  await page.goto(`${street.url}/buurt/TB01/grens`);
  await expect(page.getByText('Nog 4 buren en dan zie je hier een grens.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Teken jouw buurt' })).toHaveAttribute(
    'href',
    '/buurt/TB01/tekenen',
  );
  await expect(await painted(page)).toHaveAttribute('data-shown', 'official:1');
  await expect(page.getByText('Bijna iedereen')).toHaveCount(0);
  await pictures(page, 'counting');
  await look(page, 'border, counting');
  const { line: _line, contested: _contested, ...some } = shared;
  await page.route('**/api/buurten/TB01/consensus', (route) =>
    json(route, { ...some, state: 'provisional', people: 14, drawn: 14 }),
  );
  await page.reload();
  await expect(page.getByText('Voorlopig: 14 buren. Vanaf 20 tekenen we een lijn.')).toBeVisible();
  await expect(page.getByText(/^Betwist/)).toHaveCount(0);
  await expect(await painted(page)).toHaveAttribute('data-shown', 'bands:3 official:1 labels:1');
});

test('a neighbour answers the vote on a phone without signal, blind, and it is sent when there is signal', async ({
  page,
  context,
  street,
  walker,
  watch,
}) => {
  watch.forgive(/net::|404 .*result$/);
  await walker.joins(await street.walk());
  await answersBorders(page, { voting: true });
  const votes: { url: string; body: unknown }[] = [];
  await page.route(`**/api/proposals/${proposal}/votes/*`, (route) => {
    votes.push({ url: route.request().url(), body: route.request().postDataJSON() });
    return json(route, { id: route.request().url().split('/').at(-1) });
  });
  await test.step('who has not answered gets the question, and neither map nor list of what changes', async () => {
    await page.goto(`${street.url}/grenzen/${proposal}`);
    await expect(page.getByText('Eerst jouw antwoord. Daarna zie je hier wat er verandert.')).toBeVisible();
    await expect(page.getByRole('link', { name: 'Geef je antwoord: Oostkant' })).toBeVisible();
    await expect(page.locator('[data-shown], [data-difference]')).toHaveCount(0);
    // What it is called and why would tell which border is whose, also when the phone kept it from before.
    const named = page.getByText(/Grens tussen Westkant|Bewoners van de kade/);
    await expect(named).toHaveCount(0);
    await look(page, 'the question first');
    await page.screenshot({ path: join(out, 'borders-question-first.png') });
    await page.goto(`${street.url}/grenzen`);
    await expect(page.getByRole('link', { name: /^Bekijk verschillen/ })).toHaveCount(0);
    await expect(page.getByRole('heading', { name: 'Herken je de grens? Westkant, Oostkant' })).toBeVisible();
    await expect(named).toHaveCount(0);
    await page.screenshot({ path: join(out, 'borders-card-vote.png') });
    await page.getByRole('link', { name: 'Geef je antwoord: Westkant' }).tap();
  });
  await expect(page.getByRole('heading', { name: 'Herken je deze grens?' })).toBeVisible();
  const map = await painted(page);
  await expect(page.getByRole('button', { name: 'Naar de lijst' })).toHaveCount(0);
  await expect(map, 'nothing gives away which border is whose').toHaveAttribute('data-shown', 'fresh:1');
  await expect(page.getByText('34 buren tekenden.')).toHaveCount(0);

  await test.step('three equal buttons', async () => {
    const boxes = await Promise.all(
      ['Ja', 'Bijna', 'Nee'].map((name) => page.getByRole('button', { name, exact: true }).boundingBox()),
    );
    const sizes = boxes.map((box) => [Math.round(box?.width ?? 0), Math.round(box?.height ?? 0)]);
    expect(sizes[0]).toEqual(sizes[1]);
    expect(sizes[1]).toEqual(sizes[2]);
    expect(sizes[0]?.[1]).toBeGreaterThanOrEqual(56);
  });
  await pictures(page, 'vote');
  await look(page, 'vote');

  await page.getByRole('button', { name: 'Ja', exact: true }).tap();
  await page.getByRole('button', { name: 'Bekijk grens B' }).tap();
  await page.getByRole('button', { name: 'Bijna', exact: true }).tap();
  await expect(page.getByText('Wijs bij grens B nog aan waar het niet klopt.')).toBeVisible();
  await page.getByLabel('Grens B: welke kant klopt niet?').selectOption('Oost');
  await expect(map).toHaveAttribute('data-shown', 'fresh:1 spot:1');
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Verstuur' }).tap();
  await expect(page.getByText('Bewaard op je telefoon')).toBeVisible();
  await expect(page.getByText('Grens A: Ja · Grens B: Bijna')).toBeVisible();
  // Oostkant shares the moved line and is still open.
  await expect(page.getByText('Na je laatste antwoord over dit voorstel zie je weer wat')).toBeVisible();
  await expect(page.getByText('34 buren tekenden.')).toHaveCount(0);
  await expect(map).toHaveAttribute('data-shown', '');
  expect(votes).toEqual([]);
  await context.setOffline(false);
  await expect(page.getByText('Binnen. Bedankt!')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Geef ook antwoord over Oostkant' })).toBeVisible();
  expect(votes).toHaveLength(1);
  expect(votes[0]?.body).toMatchObject({
    buurt: 'TB01',
    answers: [
      { key: 'A', answer: 'yes' },
      { key: 'B', answer: 'almost', at: [4.49, expect.closeTo(51.9, 3)] },
    ],
  });

  await test.step('the answer can be changed, and the later one goes under an id of its own', async () => {
    await page.getByRole('button', { name: 'Verander mijn antwoord' }).tap();
    await page.getByRole('button', { name: 'Nee', exact: true }).tap();
    await page.getByRole('button', { name: 'Verstuur' }).tap();
    await expect(page.getByText('Binnen. Bedankt!')).toBeVisible();
    await expect.poll(() => votes.length).toBe(2);
    expect(votes[1]?.url).not.toBe(votes[0]?.url);
  });

  await test.step('it can be taken back, and given anew', async () => {
    await page.screenshot({ path: join(out, 'borders-voted.png') });
    await page.getByRole('button', { name: 'Trek mijn antwoord in' }).tap();
    await expect(page.getByText('Je antwoord is ingetrokken. Het telt niet meer mee.')).toBeVisible();
    await expect.poll(() => votes.at(-1)).toEqual({ url: votes[1]?.url, body: null });
    await expect(page.getByRole('button', { name: 'Geef je antwoord' })).toBeVisible();
    await expect(page.getByText('34 buren tekenden.')).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Naar de lijst' })).toHaveCount(0);
    await page.screenshot({ path: join(out, 'borders-vote-back.png') });
    expect(await faults(page)).toEqual([]);
  });
});

test('a neighbour reads what a proposal changes, on the map and as a list, and reacts to a buurt', async ({
  page,
  street,
  walker,
  watch,
}) => {
  watch.forgive(/^409 /);
  await walker.joins(await street.walk());
  await answersBorders(page);
  const said: unknown[] = [];
  await page.route(`**/api/proposals/${proposal}/comments/*`, (route) => {
    said.push(route.request().postDataJSON());
    return json(route, { id: route.request().url().split('/').at(-1) }, 201);
  });
  await page.goto(`${street.url}/grenzen`);
  await expect(page.getByText('Van 1 november tot en met 1 december')).toBeVisible();
  await expect(page.getByText('Buurten: Westkant, Oostkant')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Nieuw voorstel' })).toHaveCount(0);
  await look(page, 'proposals');
  await page.screenshot({ path: join(out, 'borders-proposals.png') });
  await page.getByRole('link', { name: /^Bekijk verschillen/ }).tap();
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  const map = await painted(page);
  await expect(map).toHaveAttribute('data-shown', 'changed:1 old:3 fresh:3');
  const row = page.locator('[data-difference]');
  await expect(row).toHaveText(/Van Oostkant naar Westkant: 9,9 ha, 9 bevindingen/);
  await expect(page.getByText('Hoe nu verder?')).toHaveCount(0);
  await look(page, 'proposal');
  await pictures(page, 'proposal');
  await row.getByRole('button', { name: /^Toon op kaart/ }).tap();
  await expect(row.getByRole('button', { name: /^Toon op kaart/ })).toHaveAttribute('aria-pressed', 'true');
  await row.getByRole('button', { name: /^Reageer/ }).tap();
  await page.getByLabel('Wat wil je zeggen over Westkant?').fill('De kade hoort bij ons.');
  await page.getByRole('button', { name: 'Verstuur reactie' }).tap();
  await expect(page.getByText('Je reactie is binnen.')).toBeVisible();
  expect(said).toEqual([{ face: 'TB01', text: 'De kade hoort bij ons.' }]);

  await test.step('one that comes too late is not lost: why stands there, and the words', async () => {
    await page.route(`**/api/proposals/${proposal}/comments/*`, (route) =>
      json(route, { code: 'not_in_this_state' }, 409),
    );
    await row.getByRole('button', { name: /^Reageer/ }).tap();
    await page.getByLabel('Wat wil je zeggen over Westkant?').fill('Ook de brug.');
    await page.getByRole('button', { name: 'Verstuur reactie' }).tap();
    const late = page.getByText('Je reactie over Westkant kwam niet aan. Reageren kon toen niet meer.');
    await expect(late).toBeVisible();
    await expect(page.getByText('Ook de brug.')).toBeVisible();
    await look(page, 'a reaction too late');
    await late.scrollIntoViewIfNeeded();
    await page.screenshot({ path: join(out, 'borders-reaction-late.png') });
  });
});

test('dated versions can be compared and taken along in both coordinate systems', async ({
  page,
  street,
  walker,
}) => {
  await walker.joins(await street.walk());
  await answersBorders(page);
  await page.goto(`${street.url}/grenzen/versies`);
  await expect(page.getByRole('heading', { name: 'Geldt vanaf 1 oktober' })).toBeVisible();
  await page.getByText('55 bevindingen binnen deze grenzen, 13 van toen die golden').tap();
  await expect(page.getByText('Westkant: 46, 12 van toen die gold')).toBeVisible();
  const files = page.getByRole('link', { name: 'Download (GeoJSON, RD)' });
  await expect(files.first()).toHaveAttribute('href', '/api/buurten/export?on=2026-10-01&crs=rd');
  await page.getByRole('button', { name: 'Vergelijk' }).tap();
  await expect(page.locator('[data-difference]')).toHaveCount(1);
  await painted(page);
  await look(page, 'versions');
  await page.screenshot({ path: join(out, 'borders-versions.png'), fullPage: true });
});

test.describe('the committee at a desk', () => {
  test.use({ viewport: { width: 1280, height: 800 }, isMobile: false, hasTouch: false });

  interface Sent {
    revision: number;
    arcs: { index: number; line: number[][] }[];
  }
  type Lines = { line: number[][] }[];

  /** The ring of a face by its arcs, as the server reads it. */
  function ring(arcs: Lines, signed: readonly number[]): string {
    const walked = signed.flatMap((k) => {
      const line = arcs[Math.abs(k) - 1]?.line ?? [];
      return k > 0 ? line : line.toReversed();
    });
    return JSON.stringify(walked);
  }

  test('moves a line by mouse and by keys: both buurten change, steps go back, and a second hand is not overwritten', async ({
    page,
    context,
    street,
    watch,
  }) => {
    test.setTimeout(120_000);
    watch.forgive(/409 .*arcs$/, /422 .*arcs$/);
    await offersBasemap(context, basemapFile('Proefkaart', 14, [streetAt(4.49005)]));
    const own = { yours_to_change: true, title: 'Grens langs de kade' };
    await page.goto(`${street.url}/netwerker#${street.token}`);
    await expect(page.getByRole('heading', { name: 'Geplande schouwen' })).toBeVisible();
    await answersBorders(page, { state: 'in_progress' });
    let held: ReturnType<typeof pageOf> = pageOf('in_progress', own);
    const sent: Sent[] = [];
    await page.route(`**/api/proposals/${proposal}`, (route) => json(route, held));
    await page.route(`**/api/proposals/${proposal}/arcs`, (route) => {
      const body = route.request().postDataJSON() as Sent;
      sent.push(body);
      if (body.revision !== held.revision)
        return json(route, { code: 'changed_meanwhile', yours: body, theirs: held, faults: [] }, 409);
      const arcs = held.coverage.arcs.map((arc, i) => ({
        ...arc,
        line: body.arcs.find(({ index }) => index === i)?.line ?? arc.line,
      }));
      held = { ...held, revision: held.revision + 1, coverage: { ...held.coverage, arcs } } as typeof held;
      return json(route, held);
    });
    await page.goto(`${street.url}/grenzen/${proposal}`);
    await expect(page.getByRole('heading', { name: 'Grens langs de kade' })).toBeVisible();
    await painted(page);
    const areas = page.locator('[data-area]');
    await expect(areas).toHaveCount(2);
    await expect(page.getByRole('button', { name: /^Westkant, buitenrand.*ligt vast$/ })).toBeVisible();

    await test.step('a line is chosen on the map and its point dragged', async () => {
      const line = await pixel(page, [4.49, 51.898]);
      await page.mouse.click(line.x, line.y);
      await expect(page.getByRole('button', { name: /^Westkant en Oostkant/ })).toHaveAttribute(
        'aria-pressed',
        'true',
      );
      await expect(page.locator('[data-shown]')).toHaveAttribute('data-shown', /points:3/);
      await page.screenshot({ path: join(out, 'borders-editor-before.png') });
      const [from, to] = [await pixel(page, [4.49, 51.9]), await pixel(page, [4.4925, 51.9])];
      await page.mouse.move(from.x, from.y);
      await page.mouse.down();
      await page.mouse.move((from.x + to.x) / 2, from.y, { steps: 4 });
      await page.mouse.move(to.x, to.y, { steps: 4 });
      await page.mouse.up();
      await expect(page.getByText(/^Bewaard om/)).toBeVisible();
    });

    await test.step('both buurten got the same new line', () => {
      expect(sent).toHaveLength(1);
      expect(sent[0]?.arcs.map(({ index }) => index)).toEqual([0]);
      const moved = sent[0]?.arcs[0]?.line[1] ?? [];
      expect(moved[0]).toBeCloseTo(4.4925, 3);
      expect(moved[1]).toBeCloseTo(51.9, 3);
      for (const { code, rings } of coverage.faces) {
        const [before, after] = [coverage.arcs, held.coverage.arcs].map((arcs) => ring(arcs, rings[0] ?? []));
        expect(after, code).not.toBe(before);
        expect(after, code).toContain(JSON.stringify(moved));
      }
    });
    await expect(areas.first()).toHaveText(/^Westkant: \d+ ha, eerst \d+ ha$/);
    await expect(areas.last()).toHaveText(/^Oostkant: \d+ ha, eerst \d+ ha$/);
    await page.screenshot({ path: join(out, 'borders-editor-desk.png') });

    await test.step('steps back and on again, by button and by keys', async () => {
      await page.getByRole('button', { name: 'Stap terug' }).click();
      await expect.poll(() => held.coverage.arcs[0]?.line[1]).toEqual([4.49, 51.9]);
      await page.keyboard.press('Control+y');
      await expect.poll(() => held.coverage.arcs[0]?.line[1]?.[0]).toBeCloseTo(4.4925, 3);
    });

    await test.step('a point is moved, added and taken away with the keyboard alone', async () => {
      const before = held.coverage.arcs[0]?.line.length ?? 0;
      await page.getByRole('button', { name: 'Punt 2' }).focus();
      await page.keyboard.press('Enter');
      const was = held.coverage.arcs[0]?.line[1]?.[1] ?? 0;
      await page.keyboard.press('Shift+ArrowUp');
      await page.keyboard.press('Insert');
      await expect.poll(() => held.coverage.arcs[0]?.line.length).toBe(before + 1);
      expect(((held.coverage.arcs[0]?.line[1]?.[1] ?? 0) - was) * 111_320).toBeCloseTo(25, 0);
      await expect(page.getByRole('button', { name: 'Punt 3', exact: true })).toBeFocused();
      await page.keyboard.press('Delete');
      await expect.poll(() => held.coverage.arcs[0]?.line.length).toBe(before);
    });

    await test.step('the line is put on the street of the base map that runs along it, when somebody says so', async () => {
      // The straight line again, about 3 m beside the street.
      const back = page.getByRole('button', { name: 'Stap terug' });
      while ((await back.getAttribute('aria-disabled')) !== 'true') await back.click();
      await expect.poll(() => held.coverage.arcs[0]?.line).toEqual(coverage.arcs[0]?.line);
      const times = sent.length;
      await page.getByRole('button', { name: 'Leg op straat of water' }).click();
      await expect(page.getByText('Zo zou de lijn lopen. Neem je dit over?')).toBeVisible();
      await expect(page.locator('[data-shown]')).toHaveAttribute('data-shown', /offer:1/);
      await page.screenshot({ path: join(out, 'borders-editor-snap.png') });
      expect(sent).toHaveLength(times);
      await page.getByRole('button', { name: 'Neem over' }).click();
      await expect.poll(() => sent.length).toBe(times + 1);
      const line = held.coverage.arcs[0]?.line ?? [];
      expect([line[0], line.at(-1)]).toEqual([
        [4.49, 51.895],
        [4.49, 51.905],
      ]);
      expect(line.length).toBeGreaterThan(2);
      for (const [lon] of line.slice(1, -1)) expect(lon).toBeCloseTo(4.49005, 5);
      await back.click();
      await expect.poll(() => sent.length).toBe(times + 2);
    });

    await test.step('a corner on a fixed line stays', async () => {
      const times = sent.length;
      await page.getByRole('button', { name: 'Punt 1, hoek' }).click();
      await page.keyboard.press('ArrowRight');
      await expect(page.getByText('Dit punt hoort ook bij een lijn die vastligt.')).toBeVisible();
      expect(sent).toHaveLength(times);
    });

    await test.step('lines that cross are shown and not kept', async () => {
      const flaw = { pointer: '/arcs/0/line', code: 'crosses', at: [4.4925, 51.9] };
      await page.route(
        `**/api/proposals/${proposal}/arcs`,
        (route) => json(route, { code: 'invalid', faults: [flaw] }, 422),
        { times: 1 },
      );
      await page.getByRole('button', { name: 'Punt 2' }).click();
      await page.keyboard.press('ArrowLeft');
      await expect(page.getByText('Hier kruisen lijnen elkaar.')).toBeVisible();
      await expect(page.locator('[data-shown]')).toHaveAttribute('data-shown', /spot:1/);
      await expect(page.getByRole('button', { name: 'Klaar om te delen' })).toHaveAttribute(
        'aria-disabled',
        'true',
      );
      await page.keyboard.press('Control+z');
      await expect(page.getByText('Hier kruisen lijnen elkaar.')).toBeHidden();
    });

    await test.step('somebody else was first: both versions are shown, and one is chosen', async () => {
      held = { ...held, revision: 99, coverage: movedCoverage } as typeof held;
      await page.getByRole('button', { name: '5 m naar het oosten' }).click();
      const both = page.getByRole('alert').filter({ hasText: 'Iemand anders bewaarde ook.' });
      await expect(both).toBeVisible();
      await expect(page.locator('[data-shown]')).toHaveAttribute('data-shown', /theirs:1/);
      await page.screenshot({ path: join(out, 'borders-editor-both.png') });
      await look(page, 'two versions');
      await page.setViewportSize({ width: 1280, height: 800 });
      await both.getByRole('button', { name: 'Die van de ander' }).click();
      await expect(both).toBeHidden();
      await expect(page.getByRole('button', { name: /^Punt \d/ })).toHaveCount(4);
      await page.getByRole('button', { name: '5 m naar het oosten' }).click();
      await expect.poll(() => held.revision).toBe(100);
    });
    await look(page, 'editor');
    await painted(page);
    await page.screenshot({ path: join(out, 'borders-editor-phone.png') });
    await page.setViewportSize({ width: 1280, height: 800 });
  });
});

test('a committee moves a point with a finger on a phone', async ({ page, street, context, watch }) => {
  watch.forgive(/net::ERR_INTERNET_DISCONNECTED .*\/arcs$/);
  await page.goto(`${street.url}/netwerker#${street.token}`);
  await expect(page.getByRole('heading', { name: 'Geplande schouwen' })).toBeVisible();
  await answersBorders(page, { state: 'in_progress' });
  const checks = [
    { code: 'valid', ok: true },
    { code: 'base_stands', ok: false },
    {
      code: 'loose_part',
      ok: false,
      face: 'TB02',
      with: 'TB01',
      part: 0,
      at: [4.488, 51.9],
      area_m2: 12_000,
    },
  ];
  let held = pageOf('in_progress', { yours_to_change: true, checks });
  await page.route(`**/api/proposals/${proposal}`, (route) => json(route, held));
  const sent: { arcs: { index: number; line: number[][] }[] }[] = [];
  await page.route(`**/api/proposals/${proposal}/arcs`, (route) => {
    sent.push(route.request().postDataJSON());
    held = { ...held, revision: held.revision + 1, coverage: movedCoverage } as typeof held;
    return json(route, held);
  });
  await page.goto(`${street.url}/grenzen/${proposal}`);
  await painted(page);
  await page.getByRole('button', { name: /^Westkant en Oostkant/ }).tap();
  await expect(page.locator('[data-shown]')).toHaveAttribute('data-shown', /points:3/);
  await pictures(page, 'editor-phone');
  const [from, to] = [await pixel(page, [4.49, 51.9]), await pixel(page, [4.4925, 51.9])];
  const eye = await page.locator('[data-eye]').getAttribute('data-eye');
  const glass = await context.newCDPSession(page);
  const put = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...spots: { x: number; y: number }[]) =>
    glass.send('Input.dispatchTouchEvent', { type, touchPoints: spots.map(({ x, y }) => ({ x, y })) });
  await put('touchStart', { x: from.x + 12, y: from.y + 9 });
  for (const share of [0.3, 0.6, 1])
    await put('touchMove', { x: from.x + share * (to.x - from.x), y: from.y });
  await put('touchEnd');
  await expect(page.getByText(/^Bewaard om/)).toBeVisible();
  expect(sent).toHaveLength(1);
  expect(sent[0]?.arcs[0]?.line[1]?.[0]).toBeCloseTo(4.4925, 3);
  await expect(page.locator('[data-eye]'), 'the map itself stood still').toHaveAttribute(
    'data-eye',
    eye ?? '',
  );
  await test.step('a part that lies away from its buurt is asked about, and may stay', async () => {
    const stays: unknown[] = [];
    await page.route(`**/api/proposals/${proposal}/loose`, (route) => {
      stays.push(route.request().postDataJSON());
      const answered = checks.map((one) => (one.code === 'loose_part' ? { ...one, ok: true } : one));
      held = { ...held, revision: held.revision + 1, checks: answered };
      return json(route, held);
    });
    const question = page.getByText('Een los stuk van Oostkant (1,2 ha) ligt nu bij Westkant. Klopt dat?');
    await question.scrollIntoViewIfNeeded();
    await page.screenshot({ path: join(out, 'editor-loose.png') });
    await page.getByRole('button', { name: /^Ja, zo laten/ }).tap();
    await expect(page.getByText('Een los stuk van Oostkant blijft bij Westkant')).toBeVisible();
    expect(stays).toEqual([{ revision: held.revision - 1, stay: [0] }]);
  });
  await test.step('what did not reach the server is there again after a reload, says so, and is saved', async () => {
    const arcs = `**/api/proposals/${proposal}/arcs`;
    const away = (route: Route) => route.abort('internetdisconnected');
    await page.route(arcs, away);
    await page.getByRole('button', { name: '5 m naar het oosten' }).tap();
    await expect(page.getByText(/^Geen bereik\. Je werk is bewaard op dit apparaat/)).toBeVisible();
    await page.reload();
    const again = page.getByText('Je vorige wijzigingen staan er weer. Ze waren nog niet bewaard.');
    await expect(again).toBeVisible();
    await page.screenshot({ path: join(out, 'editor-restored.png') });
    await page.unroute(arcs, away);
    // The phone says that there is signal: what waits goes by itself.
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await expect(again).toBeHidden();
    expect(sent).toHaveLength(2);
  });
  await test.step('that another decision moved the ground is told before anything is pressed', async () => {
    await expect(page.getByText('Zo kan dit voorstel niet verder.')).toBeVisible();
    const anew = page.getByRole('link', { name: 'Begin een nieuw voorstel' });
    await expect(anew).toHaveAttribute('href', '/grenzen/nieuw');
    await expect(page.getByRole('button', { name: 'Klaar om te delen' })).toHaveAttribute(
      'aria-disabled',
      'true',
    );
    await anew.scrollIntoViewIfNeeded();
    await page.screenshot({ path: join(out, 'editor-base-gone.png') });
  });
  await look(page, 'editor on a phone');
});

test('a proposal is begun with a title, a reason, buurten and a border to start from', async ({
  page,
  street,
}) => {
  await page.goto(`${street.url}/netwerker#${street.token}`);
  await expect(page.getByRole('heading', { name: 'Geplande schouwen' })).toBeVisible();
  await answersBorders(page);
  const begun: unknown[] = [];
  await page.route(/\/api\/proposals\/[\w-]+$/, (route) => {
    if (route.request().method() === 'GET') return json(route, pageOf('scratch', { yours_to_change: true }));
    begun.push(route.request().postDataJSON());
    return json(route, pageOf('scratch', { yours_to_change: true }), 201);
  });
  await page.goto(`${street.url}/grenzen`);
  await page.getByRole('link', { name: 'Nieuw voorstel' }).tap();
  const make = page.getByRole('button', { name: 'Maak voorstel' });
  await expect(make).toHaveAttribute('aria-disabled', 'true');
  await expect(make).toHaveAccessibleDescription('Vul nog in: titel, waarom, buurten.');
  await page.getByLabel('Titel').fill('Grens langs de kade');
  await page.getByLabel('Waarom dit voorstel?').fill('Bewoners tekenden het zo.');
  await page.getByRole('checkbox', { name: 'Westkant' }).check();
  await page.getByRole('checkbox', { name: 'Oostkant' }).check();
  await page.getByRole('radio', { name: 'De officiële grens' }).check();
  await look(page, 'new proposal');
  await page.screenshot({ path: join(out, 'borders-new.png'), fullPage: true });
  await make.tap();
  await expect(page.getByText('Kies een lijn. Sleep een punt').first()).toBeVisible();
  expect(begun).toEqual([
    {
      title: 'Grens langs de kade',
      reason: 'Bewoners tekenden het zo.',
      buurten: ['TB01', 'TB02'],
      start: 'official',
    },
  ]);
});

test('without signal the last answer stands there with its time, and without any there is a way to try again', async ({
  page,
  street,
  walker,
  watch,
}) => {
  watch.forgive(/net::/);
  await walker.joins(await street.walk());
  await answersBorders(page);
  await page.goto(`${street.url}/buurt/TB01/grens`);
  await expect(page.getByText('34 buren tekenden.')).toBeVisible();
  for (const door of ['**/api/buurten/TB01/**', '**/api/proposals*'])
    await page.route(door, (route) => route.abort('internetdisconnected'));
  await page.reload();
  await expect(page.getByText(/^Dit is van \d\d:\d\d\. Nieuw ophalen lukt nu niet\.$/)).toBeVisible();
  await expect(page.getByText('34 buren tekenden.')).toBeVisible();
  await page.route('**/api/buurten/TB02/**', (route) => route.abort('internetdisconnected'));
  await page.goto(`${street.url}/buurt/TB02/grens`);
  await expect(page.getByText(/^Geen bereik\. Dit staat nog niet op je telefoon/)).toBeVisible();
  await page.route('**/api/buurten/TB02/consensus', (route) => json(route, { ...shared, buurt: 'TB02' }));
  await page.getByRole('button', { name: 'Probeer opnieuw' }).tap();
  await expect(page.getByText('34 buren tekenden.')).toBeVisible();
});

test('outdoors, in forced colours and in English the screen holds', async ({ page, street, walker }) => {
  await walker.joins(await street.walk());
  await answersBorders(page);
  await page.evaluate(() => {
    localStorage.setItem('buurtschouw.language', 'en');
    localStorage.setItem('buurtschouw.theme', 'buiten');
  });
  await page.goto(`${street.url}/buurt/TB01/grens`);
  await expect(page.getByRole('heading', { name: 'Border of Westkant' })).toBeVisible();
  await painted(page);
  expect(await faults(page)).toEqual([]);
  await page.screenshot({ path: join(out, 'borders-outdoor.png') });
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await painted(page);
  await page.screenshot({ path: join(out, 'borders-forced.png') });
  for (const words of ['34 neighbours drew. They partly agree.', 'Nearly all', 'Contested: 2 places'])
    await expect(page.getByText(words, { exact: true })).toBeVisible();
});
