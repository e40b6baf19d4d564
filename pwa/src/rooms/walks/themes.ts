/** The themes of a walk in words. */
import { groupOf } from '../../ground/catalogue/catalogue.svelte';
import { named } from '../../ground/words/words.svelte';

/** "Licht, Afval"; codes that are not known stand as they are. */
export function themeNames(codes: readonly string[]): string {
  return codes
    .map((code) => {
      const group = groupOf(code);
      return group ? named(group.name) : code;
    })
    .join(', ');
}
