/** Light of the screen: automatic, day, night or outdoor. Remembered on this phone. */
import { readSetting, writeSetting } from '../store/settings';

export type Theme = 'auto' | 'dag' | 'nacht' | 'buiten';
export const themes: readonly Theme[] = ['auto', 'dag', 'nacht', 'buiten'];

const state = $state<{ theme: Theme }>({ theme: 'auto' });

export function theme(): Theme {
  return state.theme;
}

export function setTheme(next: Theme): void {
  state.theme = next;
  if (next === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = next;
  writeSetting('theme', next === 'auto' ? null : next);
}

export function startTheme(): void {
  const remembered = readSetting('theme');
  setTheme(themes.find((one) => one === remembered) ?? 'auto');
}
