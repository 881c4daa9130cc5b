import './playground.css';
import { useEffect } from 'preact/hooks';
import type { SourcesAnswer } from '../../protocol-dry-run.ts';
import { type Asked, useAsked } from '../parts/use-asked.ts';
import { moveTo, route } from '../shell/route.ts';
import { useShortcuts } from '../shell/shortcuts.ts';
import type { ViewProps } from '../shell/views.ts';
import { EditorBox, editor } from './editor-box.tsx';
import { FindingsList } from './findings-list.tsx';
import { Outcome } from './outcome.tsx';
import { beginFrom, begunFrom, complaint, contract, startTrying } from './playground-state.ts';
import { pathId, RequestFields } from './request-fields.tsx';
import { SourceBar } from './source-bar.tsx';

/** A contract and a request that are typed, and what becomes of them. Nothing is sent. */
export function PlaygroundView({ rest: [source, operation] }: ViewProps) {
  const [sources] = useAsked<SourcesAnswer>('sources');
  useEffect(startTrying, []);
  useBeginning(source, operation, sources);
  useShortcuts([
    { key: 'e', does: 'Edit the contract', run: () => editor.current?.reveal(1, 1) },
    { key: '/', does: 'Type a request', run: () => document.getElementById(pathId)?.focus() },
    { key: 'Escape', does: 'Leave the field', run: leave },
  ]);
  return (
    <div class="playground">
      <SourceBar sources={sources} />
      <div class="playground-sides">
        <section class="playground-contract" aria-label="Contract">
          <EditorBox />
          <FindingsList />
        </section>
        <div class="playground-request">
          <RequestFields />
          <Outcome />
        </div>
      </div>
    </div>
  );
}

/** Begins from what the address names; from the first contract there is, where it names none and nothing was typed. */
function useBeginning(source: string | undefined, operation: string | undefined, sources: Asked<SourcesAnswer>): void {
  const first = sources.state === 'there' ? sources.value.sources[0]?.id : undefined;
  const wanted = source ?? (contract.peek() === '' ? first : undefined);
  useEffect(() => {
    if (wanted === undefined) return;
    // What was typed since stays, when one comes back to the same address without an operation.
    if (wanted === begunFrom.peek() && operation === undefined && contract.peek() !== '') return;
    beginFrom(wanted, operation).then(
      // The address forgets the operation, so that the way back does not undo what is typed from here on.
      () => {
        // Whoever has gone to another view meanwhile stays there.
        if (route.peek().view === 'playground') moveTo('playground', wanted);
      },
      (error: unknown) => {
        complaint.value = error instanceof Error ? error.message : String(error);
      },
    );
  }, [wanted, operation]);
}

function leave(): void {
  let { activeElement } = document;
  // The editor stands in a shadow tree.
  while (activeElement?.shadowRoot?.activeElement) activeElement = activeElement.shadowRoot.activeElement;
  if (activeElement instanceof HTMLElement) activeElement.blur();
}
