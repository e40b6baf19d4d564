import { afterEach, beforeEach, expect, test } from 'vitest';
import type { HotspotParameters } from '../../ground/api/types';
import { setClock } from '../../ground/clock';
import { howSentences } from './how';

beforeEach(() => setClock(() => Date.UTC(2026, 10, 22)));
afterEach(() => setClock());

const parameters: HotspotParameters = {
  cell_m: 25,
  radius_m: 50,
  window: ['2026-05-22T00:00:00', '2026-11-23T00:00:00'],
  filter: 'all',
  cells: 1912,
  walks: 0,
  q: [0.05, 0.2],
  version: 7,
};

test('how a place was worked out names radius, cells of the area, window, filter and what q means', () => {
  const told = howSentences(parameters, 14, 'clear').join(' ');
  expect(told).toContain('van 22 mei tot en met 22 november');
  expect(told).toContain('Alle soorten tellen mee');
  expect(told).toContain('1.912 vakjes van 25 bij 25 meter. Deze plek heeft er 14.');
  expect(told).toContain('binnen 50 meter');
  expect(told).toContain('Van alle duidelijke plekken samen is gemiddeld hooguit 1 op de 20 toeval.');
  expect(told).not.toContain('liep');
});

test('of possible places one in five is chance, together with the clear ones', () => {
  expect(howSentences(parameters, 4, 'possible').join(' ')).toContain(
    'Van alle duidelijke en mogelijke plekken samen is gemiddeld hooguit 1 op de 5 toeval.',
  );
});

test('where walks count, nobody reads that an unwalked street is safe', () => {
  const told = howSentences({ ...parameters, walks: 6 }, 4, 'clear').join(' ');
  expect(told).toContain('Het gebied waar gelopen is heeft 1.912 vakjes');
  expect(told).toContain('Van 6 schouwen weten we waar mensen liepen. Waar niemand liep, weten we het niet.');
});

test('a filter is told in names, also the part of the day and one walk', () => {
  const filter = 'dark+licht+01890a5d-ac96-774b-bcce-b302099a8057';
  expect(howSentences({ ...parameters, filter }, 4, 'clear')[0]).toContain(
    'We tellen alleen: in het donker, Donker of lamp uit, één schouw.',
  );
});
