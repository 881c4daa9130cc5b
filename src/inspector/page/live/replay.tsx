import { useState } from 'preact/hooks';
import type { DryRun, DryRunAnswer } from '../../protocol-dry-run.ts';
import type { RequestDetail } from '../../protocol-request.ts';
import { LineageTable } from './lineage-table.tsx';
import { MessageView } from './message-view.tsx';
import { ProblemCard } from './problem-card.tsx';
import { sameOutcome } from './same-outcome.ts';

/** What a recorded request would become now. */
export function Replay({ detail, answer }: { readonly detail: RequestDetail; readonly answer: DryRunAnswer }) {
  const { run } = answer;
  return (
    <section class="part replay" aria-label="Dry run">
      <h3>Dry run</h3>
      {run === undefined ? (
        <p class="complaint">{answer.detail ?? 'It could not be run.'}</p>
      ) : (
        <>
          <p role="status">{sameOutcome(detail, run)} Nothing was sent.</p>
          <Outcome run={run} />
        </>
      )}
    </section>
  );
}

function Outcome({ run }: { readonly run: DryRun }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>What it gives</summary>
      {isOpen && run.problem !== undefined && <ProblemCard {...run.problem} label="Problem in the dry run" />}
      {isOpen && run.outgoing !== undefined && (
        <>
          <MessageView title="Outgoing in the dry run" message={run.outgoing} side="to" differences={run.differences} />
          <LineageTable lineage={run.lineage} differences={run.differences} label="Mapping in the dry run" />
        </>
      )}
    </details>
  );
}
