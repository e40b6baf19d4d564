/** Short messages at the bottom of the screen. One at a time; a new one replaces the old. */

export interface Toast {
  text: string;
  /** a deed beside the text, for example undo */
  deed?: { label: string; do: () => void };
}

const state = $state<{ toast: Toast | null }>({ toast: null });
const STAYS = 6000;
let timer: ReturnType<typeof setTimeout> | undefined;

export function toast(): Toast | null {
  return state.toast;
}

export function say(text: string, deed?: Toast['deed']): void {
  state.toast = { text, deed };
  resumeToast();
}

export function dropToast(): void {
  clearTimeout(timer);
  state.toast = null;
}

/** The clock stops while the message is touched or has focus. */
export function holdToast(): void {
  clearTimeout(timer);
}

export function resumeToast(): void {
  clearTimeout(timer);
  timer = setTimeout(dropToast, STAYS);
}
