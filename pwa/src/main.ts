/** Start of the app: choices and memory of this phone, then the screen, then everything that may wait. */
import { mount } from 'svelte';
import App from './App.svelte';
import './ground/ui/tokens.css';
import './ground/ui/base.css';
import { startTheme } from './ground/ui/theme.svelte';
import { watchWay } from './ground/ui/way.svelte';
import { startLanguage } from './ground/words/words.svelte';
import { me, startMe } from './rooms/people/me.svelte';
import { openAt } from './routes';

async function start(): Promise<void> {
  startTheme();
  startMe();
  await startLanguage();
  openAt(me.now !== null);
  watchWay();
  const target = document.getElementById('app');
  if (target) mount(App, { target });
  const { afterwards } = await import('./afterwards.svelte');
  await afterwards();
}

void start();
