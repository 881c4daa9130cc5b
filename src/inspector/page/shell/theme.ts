import { signal } from '@preact/signals';

/** How the page looks: as the system asks, or as the reader chose. */
export type Theme = 'system' | 'light' | 'dark';

const key = 'paramap-inspector-theme';
const order: readonly Theme[] = ['system', 'light', 'dark'];

export const theme = signal<Theme>(stored());

/** Shows the chosen theme: the root's `data-theme` decides `color-scheme`, and with it every colour. */
export function applyTheme(): void {
  const root = document.documentElement;
  if (theme.value === 'system') delete root.dataset['theme'];
  else root.dataset['theme'] = theme.value;
}

/** Takes the next theme, and remembers it in this browser where that is allowed. */
export function nextTheme(): void {
  theme.value = order[(order.indexOf(theme.value) + 1) % order.length] ?? 'system';
  applyTheme();
  try {
    localStorage.setItem(key, theme.value);
  } catch {
    // Storage is off in this browser: the choice lasts as long as the page.
  }
}

function stored(): Theme {
  try {
    const value = localStorage.getItem(key);
    return order.find((known) => known === value) ?? 'system';
  } catch {
    return 'system';
  }
}
