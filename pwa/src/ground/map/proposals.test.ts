import { expect, test } from 'vitest';
import { boardPictures } from './boards';
import type { MapColours } from './colours';
import { boardPlace, fitName, type Proposal, proposalFeatures, proposalLayers } from './proposals';

const bench: Proposal = { id: 'a', place: { lon: 4.5, lat: 51.9 }, rung: 3, shape: null, waiting: false };
const area = {
  type: 'Polygon' as const,
  coordinates: [
    [
      [4, 51],
      [5, 51],
      [5, 52],
      [4, 52],
      [4, 51],
    ],
  ],
};

test('a board stands on its point, and in the middle of a line or area', () => {
  expect(boardPlace({ type: 'Point', coordinates: [4.5, 51.9] })).toEqual({ lon: 4.5, lat: 51.9 });
  expect(
    boardPlace({
      type: 'LineString',
      coordinates: [
        [4, 51],
        [5, 52],
      ],
    }),
  ).toEqual({ lon: 4.5, lat: 51.5 });
  expect(boardPlace(area)).toEqual({ lon: 4.5, lat: 51.5 });
  expect(boardPlace({ type: 'LineString', coordinates: [] })).toBeNull();
});

test('each proposal is one board, above the area it is for', () => {
  const { features } = proposalFeatures([bench, { ...bench, id: 'b', rung: 7, shape: area, waiting: true }]);
  expect(features.map(({ geometry }) => geometry.type)).toEqual(['Point', 'Polygon', 'Point']);
  expect(features.map(({ properties }) => properties?.image)).toEqual([
    'board-3',
    undefined,
    'board-7-waiting',
  ]);
});

test('every board that a proposal can ask for is drawn, and only boards answer to a finger', () => {
  const colours = {
    rungs: { 1: 'a', 2: 'b', 3: 'c', 4: 'd', 5: 'e', 6: 'f', 7: 'g' },
  } as unknown as MapColours;
  const drawn = boardPictures(colours, 38).map(({ name }) => name);
  expect(drawn).toHaveLength(21);
  expect(drawn).toContain(fitName(5));
  expect(drawn).toContain('board-7-waiting');
  expect(proposalLayers(colours).filter(({ id }) => id === 'proposals')).toHaveLength(1);
});
