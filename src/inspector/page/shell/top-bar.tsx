import { useEffect } from 'preact/hooks';
import { connection, startLive, state } from '../live/live-state.ts';
import { countOf } from '../parts/words.ts';
import { formatHash } from './hash-route.ts';
import { helpShown } from './help-dialog.tsx';
import { nextTheme, theme } from './theme.ts';
import { views } from './views.ts';

/** The head of the page: whose inspector this is, where one can go, and how the page looks. */
export function TopBar({ current }: { readonly current: string }) {
  return (
    <header class="top">
      <a class="brand" href={formatHash('live')} aria-label="paramap inspector">
        <Mark />
        <span>paramap</span>
      </a>
      <nav aria-label="Views">
        {views.map(({ id, title }) => (
          <a key={id} href={formatHash(id)} aria-current={id === current ? 'page' : undefined}>
            {title}
          </a>
        ))}
      </nav>
      <div class="tools">
        <Running />
        <button
          type="button"
          class="plain"
          onClick={nextTheme}
          aria-label={`Colours: ${theme.value}. Change`}
          title={`Colours: ${theme.value} (t)`}
        >
          <ThemeMark />
        </button>
        <button
          type="button"
          class="plain"
          onClick={() => (helpShown.value = true)}
          aria-label="Keyboard help"
          title="Keyboard help (?)"
        >
          ?
        </button>
      </div>
    </header>
  );
}

/** Which gateway this is, once it is known; and that it is gone, whatever view is shown, for what is on it is old then. */
function Running() {
  useEffect(startLive, []);
  return (
    <p class="running" role="status">
      {connection.value === 'lost' ? <span class="gone">Connection lost; trying again</span> : <RunningWords />}
    </p>
  );
}

function RunningWords() {
  if (state.value === undefined) return null;
  const { name, version, mounts } = state.value;
  const operations = mounts.reduce((sum, mount) => sum + mount.operations, 0);
  return (
    <>
      {name === 'paramap' ? '' : `${name} · `}
      {version} · {countOf(operations, 'operation')}
    </>
  );
}

function Mark() {
  return (
    <svg class="logo" viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="7" />
      <path d="M7 11h7l5 10h6M25 11h-6l-1.6 3.2M7 21h7l1.6-3.2" />
    </svg>
  );
}

function ThemeMark() {
  return (
    <svg class="theme-mark" viewBox="0 0 16 16" aria-hidden="true">
      <circle cx="8" cy="8" r="6.25" />
      {theme.value !== 'system' && <circle class={theme.value} cx="8" cy="8" r="3" />}
      {theme.value === 'system' && <path class="dark" d="M8 1.75a6.25 6.25 0 0 1 0 12.5z" />}
    </svg>
  );
}
