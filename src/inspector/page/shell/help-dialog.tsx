import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { knownShortcuts, type Shortcut } from './shortcuts.ts';

/** Whether the help is shown. */
export const helpShown = signal(false);

/** What the keys do, as far as they do something now. */
export function HelpDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (helpShown.value) dialog.current?.showModal();
    else dialog.current?.close();
  }, [helpShown.value]);
  const close = (): void => {
    helpShown.value = false;
  };
  return (
    <dialog ref={dialog} class="help" aria-labelledby="help-title" onClose={close}>
      <header>
        <h2 id="help-title">Keyboard</h2>
        <button type="button" class="plain" onClick={close} aria-label="Close the help">
          ✕
        </button>
      </header>
      <dl>
        {rowsOf(knownShortcuts()).map(([does, keys]) => (
          <div key={does}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{nameOf(key)}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </dialog>
  );
}

function rowsOf(list: readonly Shortcut[]): readonly (readonly [string, readonly string[]])[] {
  const rows = new Map<string, string[]>();
  for (const { key, does } of list) {
    const keys = rows.get(does) ?? [];
    if (!keys.includes(key)) keys.push(key);
    rows.set(does, keys);
  }
  return [...rows];
}

const names: Readonly<Record<string, string>> = {
  ArrowDown: '↓',
  ArrowUp: '↑',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  ' ': 'Space',
};

const nameOf = (key: string): string => names[key] ?? key;
