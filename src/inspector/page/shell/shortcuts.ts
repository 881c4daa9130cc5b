import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';

/** One key and what it does; listed in the help. */
export interface Shortcut {
  /** As `KeyboardEvent.key` says: `j`, `ArrowDown`, `/`, `Escape`. */
  readonly key: string;
  /** For the help: `Next request`. Keys with the same words stand in one row. */
  readonly does: string;
  readonly run: () => void;
}

/** What one component that is shown listens to. */
interface Holder {
  current: readonly Shortcut[];
}

const holders = signal<readonly Holder[]>([]);

/** Every shortcut that works now, those of the shell first. */
export function knownShortcuts(): readonly Shortcut[] {
  return holders.value.flatMap(({ current }) => current);
}

/**
 * Makes shortcuts work while a component is shown. They are quiet while one types, but for Escape, and while a dialog is open.
 * `list` may be made anew with each rendering; the newest counts.
 */
export function useShortcuts(list: readonly Shortcut[]): void {
  const holder = useRef(list);
  holder.current = list;
  useEffect(() => {
    holders.value = [...holders.peek(), holder];
    return () => {
      holders.value = holders.peek().filter((other) => other !== holder);
    };
  }, []);
}

addEventListener('keydown', (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (document.querySelector('dialog[open]') !== null) return;
  // The path leads into shadow trees, such as the editor's.
  if (event.key !== 'Escape' && isTyping(event.composedPath()[0] ?? null)) return;
  // The one that was added last stands nearest to the reader.
  const found = holders
    .peek()
    .flatMap(({ current }) => current)
    .findLast(({ key }) => key === event.key);
  if (found === undefined) return;
  event.preventDefault();
  found.run();
});

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches('input:not([type=checkbox],[type=radio]), textarea, select');
}
