/** Days of a proposal as people read them. The server tells the first moment after a period; people read its last day. */
import { dayText, instantOf } from '../../ground/clock';
import { language } from '../../ground/words/words.svelte';

export function day(text: string): string {
  return dayText(instantOf(text), language());
}

/** The last day of a period that ends before `closes`. */
export function lastDay(closes: string): string {
  return dayText(instantOf(closes) - (closes.includes('T') ? 1 : 0), language());
}

/** The same as a field of a form has it, `YYYY-MM-DD`. */
export function lastDayOf(closes: string): string {
  // Sweden writes days as a form does.
  return new Intl.DateTimeFormat('sv-SE').format(instantOf(closes) - (closes.includes('T') ? 1 : 0));
}
