import type { DryRun, DryRunAnswer } from '../../protocol-dry-run.ts';
import { LineageTable } from '../live/lineage-table.tsx';
import { MessageView } from '../live/message-view.tsx';
import { ProblemCard } from '../live/problem-card.tsx';
import { CopyButton } from '../parts/copy-button.tsx';
import { countOf } from '../parts/words.ts';
import { answer, complaint, errorCount, isStale } from './playground-state.ts';

/** What becomes of the request: what is sent, of what it is made, or why the caller is refused. */
export function Outcome() {
  const found = answer.value;
  return (
    <section class={isStale.value ? 'outcome stale' : 'outcome'} aria-label="Outcome" aria-busy={isStale.value}>
      <p class={`outcome-words ${kindOf(found)}`} role="status">
        {complaint.value === '' ? wordsOf(found) : complaint.value}
      </p>
      {complaint.value === '' && found?.run !== undefined && <Run run={found.run} />}
    </section>
  );
}

function kindOf(found: DryRunAnswer | undefined): 'good' | 'bad' | 'warn' | '' {
  if (complaint.value !== '' || errorCount.value > 0) return 'bad';
  if (found === undefined || (found.outcome === 'ok' && found.run === undefined)) return '';
  if (found.run === undefined) return 'bad';
  return found.run.problem === undefined ? 'good' : 'warn';
}

function wordsOf(found: DryRunAnswer | undefined): string {
  if (found === undefined) return 'Nothing was tried yet.';
  const { run, detail } = found;
  if (errorCount.value > 0) return `Nothing is run: the contract has ${countOf(errorCount.value, 'error')}.`;
  if (run === undefined) return detail ?? 'Nothing was run.';
  const of = run.at === undefined ? '' : ` (${run.at.name})`;
  if (run.problem !== undefined)
    return `The caller would be answered with ${run.problem.status} ${run.problem.body.code}${of}.`;
  if (run.outgoing !== undefined) return `It fits, and would be sent to ${run.outgoing.upstream}${of}.`;
  return detail ?? `It fits${of}.`;
}

function Run({ run }: { readonly run: DryRun }) {
  const { problem, outgoing, routes, decoded, lineage, differences } = run;
  return (
    <>
      {problem !== undefined && <ProblemCard {...problem} />}
      {routes !== undefined && routes.length > 0 && (
        <section class="part" aria-label="Declared routes">
          <h3>Declared routes</h3>
          <ul class="plain-list mono">
            {routes.map((route) => (
              <li key={route}>{route}</li>
            ))}
          </ul>
        </section>
      )}
      {outgoing !== undefined && (
        <>
          <MessageView title="Outgoing request" message={outgoing} side="to" differences={differences} />
          <div class="actions">
            <CopyButton text={outgoing.curl}>Copy as curl</CopyButton>
          </div>
          <LineageTable lineage={lineage} differences={differences} />
        </>
      )}
      {decoded !== undefined && (
        <details class="part">
          <summary>The caller's values, typed</summary>
          <pre class="body">{pretty(decoded)}</pre>
        </details>
      )}
    </>
  );
}

/** Digit for digit: numbers that a browser cannot hold are left as the text that they are. */
function pretty(json: string): string {
  return /\d{16}|\d[eE]/.test(json) ? json : JSON.stringify(JSON.parse(json), undefined, 2);
}
