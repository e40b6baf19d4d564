/** Which findings were counted for a proposal, in words; nothing when all of them were. */
import { nameOf } from '../../ground/catalogue/catalogue.svelte';
import { named, t } from '../../ground/words/words.svelte';

/** As the phone asks it, or as it was frozen. Codes are of groups or items. */
export interface Counted {
  daylight?: string | null;
  category?: readonly string[] | null;
  categories?: readonly string[] | null;
}

/** Each part of the question that leaves findings out, in words. */
export function countedWords({ daylight, category, categories }: Counted): string[] {
  const names = (categories ?? category ?? []).flatMap((code) => {
    const name = nameOf(code);
    return name ? [named(name)] : [];
  });
  return [
    ...(daylight === 'dark' ? [t('measure.only-dark')] : []),
    ...(daylight === 'day' ? [t('measure.only-day')] : []),
    ...(names.length > 0 ? [t('measure.only-kinds', { names: names.join(', ') })] : []),
  ];
}
