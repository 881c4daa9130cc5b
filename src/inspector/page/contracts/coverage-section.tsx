import type { CoverageEntry, CoverageView, OperationDetail } from '../../protocol-contracts.ts';
import { countOf } from '../parts/words.ts';

const kinds = [
  ['mapping', 'Mapping'],
  ['refusals', 'Refusals'],
  ['answers', 'Answers'],
] as const satisfies readonly (readonly [keyof CoverageView, string])[];

/** What the contract's examples reach. */
export function CoverageSection({ operation }: { readonly operation: OperationDetail }) {
  const { coverage, examples } = operation;
  if (examples === 0 || coverage === undefined)
    return (
      <p class="quiet">
        {examples > 0 ? countOf(examples, 'example') : 'It has no examples. Drafts of some are written by '}
        {examples === 0 && <code>paramap test --write</code>}
      </p>
    );
  return (
    <>
      <p class={coverage.failing > 0 ? 'bad' : 'quiet'}>
        {countOf(examples, 'example')}
        {coverage.failing > 0 ? `, ${coverage.failing} of them do not hold` : ', all hold'}
      </p>
      {kinds.map(([kind, title]) => (
        <CoverageBar key={kind} title={title} entries={coverage[kind]} />
      ))}
    </>
  );
}

function CoverageBar({ title, entries }: { readonly title: string; readonly entries: readonly CoverageEntry[] }) {
  if (entries.length === 0) return null;
  const missing = entries.filter(({ reached }) => !reached);
  const reached = entries.length - missing.length;
  const words = `${reached} of ${entries.length}`;
  return (
    <details class="coverage">
      <summary>
        <span class="coverage-title">{title}</span>
        <meter value={reached} max={entries.length} aria-label={`${title} that examples reach`}>
          {words}
        </meter>
        <span class="number">{words}</span>
      </summary>
      {missing.length === 0 ? (
        <p class="quiet">Examples reach all of it.</p>
      ) : (
        <ul class="plain-list">
          {missing.map(({ place, rule }) => (
            <li key={`${place} ${rule}`}>
              <code>{place}</code> {rule} <span class="quiet">no example</span>
            </li>
          ))}
        </ul>
      )}
    </details>
  );
}
