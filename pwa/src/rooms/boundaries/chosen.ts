/** Which buurt the reader looks at: the one chosen last, else that of the walk joined last, else where the phone is. */
import type { Buurt } from '../../ground/map/plot';
import { type Place, shapeAt } from '../../ground/map/where';
import { keep, kept } from '../../ground/store/kept';
import { me, startMe } from '../people/me.svelte';

const choice = 'chosen buurt';

/** Remembers the choice on this phone; an empty text stands for all buurten. */
export async function rememberChosen(code: string | null): Promise<void> {
  await keep(choice, code ?? '');
}

/** The buurt to begin with, `null` for all of them. Never asks for the phone's place by itself. */
export async function chosenAtStart(buurten: readonly Buurt[], here: Place | null): Promise<string | null> {
  const known = (code: string | null | undefined): string | null =>
    buurten.find((buurt) => buurt.properties.code === code)?.properties.code ?? null;
  const remembered = await kept<string>(choice);
  if (remembered) return known(remembered.value);
  if (!me.known) await startMe();
  const walked = known(me.walk?.buurt ?? me.now?.walks.at(0)?.buurt);
  return walked ?? (here ? (shapeAt(buurten, here)?.properties.code ?? null) : null);
}

/** Buurten whose name holds the text, without regard to accents or capitals, in order of name. */
export function buurtenNamed(buurten: readonly Buurt[], text: string): Buurt[] {
  const plain = (name: string): string =>
    name
      .normalize('NFD')
      .replace(/\p{Diacritic}/gu, '')
      .toLowerCase();
  const wanted = plain(text.trim());
  return buurten
    .filter((buurt) => plain(buurt.properties.name).includes(wanted))
    .toSorted((a, b) => a.properties.name.localeCompare(b.properties.name, 'nl'));
}
