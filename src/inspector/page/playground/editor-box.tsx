import { effect } from '@preact/signals';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { JSONSchema } from 'vscode-json-languageservice';
import { getJson } from '../shell/api.ts';
import type { ContractEditor } from './editor/create-editor.ts';
import { answer, contract, isStale } from './playground-state.ts';

/** How the rest of the view speaks to the editor, once it is there. */
export const editor: { current: ContractEditor | undefined } = { current: undefined };

/** The contract's editor. It is loaded when it is first shown; until then, and where it fails, a plain field stands there. */
export function EditorBox() {
  const host = useRef<HTMLDivElement>(null);
  const [isThere, setThere] = useState(false);
  useEffect(() => {
    const open = { isWanted: true, close: (): void => {} };
    show(host, open).then(
      () => open.isWanted && setThere(true),
      // The plain field goes on.
      () => setThere(false),
    );
    return () => {
      open.isWanted = false;
      open.close();
    };
  }, []);
  return (
    <>
      <div ref={host} class={isThere ? 'editor-host' : 'editor-host unseen'} />
      {!isThere && (
        <textarea
          class="editor-plain"
          aria-label="Contract"
          spellcheck={false}
          value={contract.value}
          onInput={(event) => {
            contract.value = event.currentTarget.value;
          }}
        />
      )}
    </>
  );
}

interface Opening {
  isWanted: boolean;
  close: () => void;
}

async function show(host: { readonly current: HTMLDivElement | null }, open: Opening): Promise<void> {
  const [{ createEditor }, schema] = await Promise.all([
    import('./editor/create-editor.ts'),
    getJson<JSONSchema>('schema').catch(() => undefined),
  ]);
  if (!open.isWanted || host.current === null) return;
  const made = createEditor(host.current, {
    text: contract.peek(),
    label: 'Contract',
    schema,
    changed: (text) => {
      contract.value = text;
    },
  });
  editor.current = made;
  const stops = [
    effect(() => made.setText(contract.value)),
    // Findings of an older text would stand in wrong places.
    effect(() => {
      if (!isStale.value) made.setFindings(answer.value?.findings ?? []);
    }),
  ];
  open.close = () => {
    for (const stop of stops) stop();
    made.close();
    editor.current = undefined;
  };
}
