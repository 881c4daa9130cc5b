import { useEffect, useRef } from 'preact/hooks';
import { needsToken, signInByAddress } from './api.ts';
import { HelpDialog, helpShown } from './help-dialog.tsx';
import { goTo, route } from './route.ts';
import { useShortcuts } from './shortcuts.ts';
import { SignIn } from './sign-in.tsx';
import { TopBar } from './top-bar.tsx';
import { nextTheme } from './theme.ts';
import { views } from './views.ts';
import { signal } from '@preact/signals';

/** Whether the address's token was handed over, so that the first questions are not asked without it. */
const ready = signal(false);
signInByAddress().finally(() => {
  ready.value = true;
});

/** The whole page. */
export function App() {
  const view = views.find(({ id }) => id === route.value.view) ?? views[0];
  const main = useRef<HTMLElement>(null);
  useShortcuts([
    { key: '?', does: 'This help', run: () => (helpShown.value = true) },
    { key: 't', does: 'Light, dark, or as the system', run: nextTheme },
    ...views.map(({ id, title }, index) => ({ key: `${index + 1}`, does: title, run: () => goTo(id) })),
  ]);
  useEffect(() => {
    document.title = `${view.title} · paramap inspector`;
  }, [view]);
  if (!ready.value) return null;
  if (needsToken.value) return <SignIn />;
  return (
    <>
      <button type="button" class="skip" onClick={() => main.current?.focus()}>
        To the content
      </button>
      <TopBar current={view.id} />
      <main id="content" ref={main} tabIndex={-1} aria-label={view.title} key={view.id}>
        <h1 class="unseen">{view.title}</h1>
        <view.Show rest={route.value.view === view.id ? route.value.rest : []} />
      </main>
      <HelpDialog />
    </>
  );
}
