// House rules of this folder that a compiler does not know.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { filesUnder } from '../build/files.ts';

const sources = filesUnder('src').filter((name) => /\.(ts|svelte)$/.test(name) && !name.endsWith('.d.ts'));
const product = sources.filter((name) => !name.endsWith('.test.ts'));
const read = (name: string) => readFileSync(`src/${name}`, 'utf8');
const having = (names: string[], pattern: RegExp) => names.filter((name) => pattern.test(read(name)));

test('only clock.ts asks what time it is', () => {
  const others = product.filter((name) => name !== 'ground/clock.ts');
  expect(having(others, /Date\.now|new Date\(\)|performance\.now/)).toEqual([]);
});

test('the ground names no room, and rooms name only the rooms they may', () => {
  const may: Record<string, string[]> = {
    people: [],
    photos: ['people'],
    walks: ['people'],
    boundaries: ['people'],
    findings: ['people', 'photos', 'walks', 'boundaries'],
    hotspots: ['findings', 'boundaries', 'people'],
    measures: ['people', 'hotspots'],
  };
  expect(
    having(
      product.filter((name) => name.startsWith('ground/')),
      /from '[^']*rooms\//,
    ),
  ).toEqual([]);
  const strays = product.flatMap((name) => {
    const room = /^rooms\/(\w+)\//.exec(name)?.[1];
    if (!room) return [];
    const named = [...read(name).matchAll(/from '\.\.\/(\w+)\//g)].map((match) => match[1] ?? '');
    return named
      .filter((other) => other !== room && !may[room]?.includes(other))
      .map((other) => `${name} -> ${other}`);
  });
  expect(strays).toEqual([]);
});

test('screens stay small', () => {
  const lines = (name: string) => read(name).split('\n').length - 1;
  const tooLong = product.filter((name) => lines(name) > (name.endsWith('.svelte') ? 250 : 400));
  expect(tooLong.filter((name) => !name.startsWith('ground/words/'))).toEqual([]);
});

test('no style attribute is written in markup, because the content policy refuses it', () => {
  expect(
    having(
      product.filter((name) => name.endsWith('.svelte')),
      /\sstyle="[^{]/,
    ),
  ).toEqual([]);
});

test('colours stand in tokens.css only', () => {
  const raw = /(?<![\w&])#[0-9a-fA-F]{3,8}\b(?!['"]?\s*\))/;
  expect(
    having(
      product.filter((name) => name.endsWith('.svelte')),
      raw,
    ),
  ).toEqual([]);
});

test('yellow is used for recording and joining only', () => {
  const allowed = [
    'ground/ui/TabBar.svelte',
    'rooms/walks/StartScreen.svelte',
    'rooms/walks/StartDrawing.svelte',
    'rooms/walks/Welcome.svelte',
    'rooms/walks/BeginScreen.svelte',
    'rooms/walks/WalkStreet.svelte',
    'rooms/findings/CapturePhoto.svelte',
    'rooms/findings/CaptureViewfinder.svelte',
    'rooms/findings/CaptureOutboxScreen.svelte',
    'rooms/people/MeScreen.svelte',
  ];
  const yellow = having(
    product.filter((name) => name.endsWith('.svelte')),
    /krijt|accent-2-bg-default/,
  );
  expect(yellow.filter((name) => !allowed.includes(name))).toEqual([]);
});
