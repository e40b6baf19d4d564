/**
 * A drawing arrived that counts only after its maker's yes, while its maker looks at something else: said once, with the way
 * there. Comes along when that happens, with its own few words.
 */
import { keptBorders } from '../../ground/map/kept';
import { database } from '../../ground/store/database';
import type { Awaiting } from '../../ground/store/drawings';
import { say } from '../../ground/ui/toasts.svelte';
import { go, way } from '../../ground/ui/way.svelte';
import { filled, language } from '../../ground/words/words.svelte';

const nl = {
  awaits: 'Je tekening van {buurt} is binnen. Hij wacht op jouw ja.',
  look: 'Kijk of het klopt',
} as const;
const en: Record<keyof typeof nl, string> = {
  awaits: 'Your drawing of {buurt} is in. It waits for your yes.',
  look: 'See whether it is right',
};

function word(key: keyof typeof nl, values: Record<string, string> = {}): string {
  return filled(language() === 'en' ? en[key] : nl[key], values);
}

/** A message nobody sees is none: resolves when the page is looked at. */
function seen(): Promise<void> {
  return new Promise((go) => {
    const look = () => {
      if (document.visibilityState === 'hidden') return;
      document.removeEventListener('visibilitychange', look);
      go();
    };
    document.addEventListener('visibilitychange', look);
    look();
  });
}

/** Whether this is what was sent last from here: then the drawing screen asks. Else one's own list does. */
async function isLatest({ id, buurt }: Awaiting): Promise<boolean> {
  const row = await (await database()).get('drawings', buurt).catch(() => undefined);
  return row?.sent === id;
}

/** Tells that a drawing waits for a yes. The drawing screen of that buurt asks by itself. */
export async function askForYes(told: Awaiting): Promise<void> {
  const screen = `/buurt/${encodeURIComponent(told.buurt)}/tekenen`;
  const [{ buurten }] = await Promise.all([keptBorders(), seen()]);
  if (way.path === screen) return;
  const own = buurten.find(({ properties }) => properties.code === told.buurt);
  say(word('awaits', { buurt: own?.properties.name ?? told.buurt }), {
    label: word('look'),
    do: () => void isLatest(told).then((asks) => go(asks ? screen : '/ik')),
  });
}
