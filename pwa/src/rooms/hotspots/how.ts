/** "Zo rekenen wij": how a place was worked out, in sentences, with the figures of the answer that it came in. */
import type { HotspotParameters } from '../../ground/api/types';
import { nameOf } from '../../ground/catalogue/catalogue.svelte';
import { dayText, instantOf } from '../../ground/clock';
import { language, named } from '../../ground/words/words.svelte';
import { word, words } from './spotWords';

/** The sentences for a place of `own` cells; `clear` and `possible` places have a share of false ones of their own. */
export function howSentences(of: HotspotParameters, own: number, kind: 'clear' | 'possible'): string[] {
  const day = (at: number): string => dayText(at, language());
  const [first = '', end = ''] = of.window;
  // The window ends where the day after its last one begins.
  const days = { first: day(instantOf(first)), last: day(instantOf(end) - 1) };
  const cells = { cells: of.cells, cell: of.cell_m, own };
  const q = kind === 'clear' ? of.q[0] : of.q[1];
  return [
    `${word('how-window', days)} ${filterSentence(of.filter)}`,
    word(of.walks > 0 ? 'how-cells-walked' : 'how-cells', cells),
    word('how-disc', { radius: of.radius_m }),
    word('how-voice'),
    word('how-compare'),
    ...(q ? [`${word(`how-q-${kind}`, { n: Math.round(1 / q) })} ${word('how-q-one')}`] : []),
    ...(of.walks > 0 ? [`${words('how-walked', of.walks)} ${word('how-not-walked')}`] : []),
    word('how-never'),
  ];
}

/** What counted, from the server's one word: codes, part of the day and walk, joined by plus signs. */
function filterSentence(filter: string): string {
  if (filter === 'all') return word('how-all');
  const names = filter.split('+').map((code) => {
    if (code === 'day' || code === 'dark') return word(`how-${code}`);
    const name = nameOf(code);
    if (name) return named(name);
    return /^[0-9a-f]{8}-/.test(code) ? word('how-walk') : code;
  });
  return word('how-filter', { names: names.join(', ') });
}
