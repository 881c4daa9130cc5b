import type { FindingView } from '../../protocol-dry-run.ts';
import { countOf } from '../parts/words.ts';
import { editor } from './editor-box.tsx';
import { answer, errorCount } from './playground-state.ts';

/** What `paramap check` says of the contract that is typed; each leads to its place. */
export function FindingsList() {
  const findings = answer.value?.findings ?? [];
  const warnings = findings.length - errorCount.value;
  return (
    <section class="findings" aria-label="Findings">
      <h2>
        Findings{' '}
        <span class="quiet" role="status">
          {answer.value !== undefined && findings.length === 0 && 'none'}
          {errorCount.value > 0 && countOf(errorCount.value, 'error')}
          {errorCount.value > 0 && warnings > 0 && ', '}
          {warnings > 0 && countOf(warnings, 'warning')}
        </span>
      </h2>
      {findings.length > 0 && (
        <ul>
          {findings.map((finding) => (
            <li key={`${finding.rule} ${finding.pointer} ${finding.message}`}>
              <Finding finding={finding} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Finding({ finding }: { readonly finding: FindingView }) {
  const { severity, line, column = 1, message, cure, rule, pointer } = finding;
  return (
    <button
      type="button"
      class={`finding ${severity}`}
      title={pointer}
      onClick={() => line !== undefined && editor.current?.reveal(line, column)}
    >
      <span class="finding-sign" aria-hidden="true">
        {severity === 'error' ? '✕' : '!'}
      </span>
      <span class="unseen">{severity}</span>
      <span class="number quiet mono">{line === undefined ? '' : `${line}:${column}`}</span>
      <span>
        {message}
        {cure !== '' && <span class="quiet"> {cure}</span>} <span class="quiet mono">{rule}</span>
      </span>
    </button>
  );
}
