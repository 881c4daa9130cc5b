import type { RequestDetail } from '../../protocol-request.ts';
import { keySegments } from '../contracts/operation-key.ts';
import { bytesText, clockText } from '../parts/words.ts';
import { formatHash } from '../shell/hash-route.ts';
import { filterText, setFilter } from './live-state.ts';
import { withWord } from './request-filter.ts';
import { statusClass, statusText } from './request-row.tsx';

/** What request it is, and what became of it, in three lines. */
export function DetailHead({ detail, close }: { readonly detail: RequestDetail; readonly close: () => void }) {
  const { at, answer } = detail;
  return (
    <header class="detail-head">
      <h2 class="mono">
        <span class={`badge s${statusClass(detail)}`}>{statusText(detail)}</span> {detail.method} {detail.target}
      </h2>
      <button type="button" class="plain close" onClick={close} aria-label="Close the request" title="Esc">
        ✕
      </button>
      <dl class="facts">
        {detail.operation !== '' && (
          <Fact name="Operation">
            <FilterLink field="operation" value={detail.operation} />
          </Fact>
        )}
        {at !== undefined && (
          <Fact name="Contract">
            <a href={formatHash('contracts', ...keySegments({ mount: at.mount, file: at.contract, name: at.name }))}>
              {at.line === undefined ? at.contract : `${at.contract}:${at.line}`}
            </a>
          </Fact>
        )}
        {detail.code !== '' && (
          <Fact name="Problem">
            <FilterLink field="code" value={detail.code} />
          </Fact>
        )}
        {detail.fault !== '' && <Fact name="Fault">{detail.fault}</Fact>}
        <Fact name="Came">{clockText(detail.cameMs)}</Fact>
        {answer.bytes !== undefined && <Fact name="Answer">{bytesText(answer.bytes)}</Fact>}
        <Fact name="Request id">{detail.requestId}</Fact>
      </dl>
    </header>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: preact.ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function FilterLink({ field, value }: { readonly field: string; readonly value: string }) {
  return (
    <button
      type="button"
      class="link"
      title={`Filter the list by ${field}:${value}`}
      onClick={() => setFilter(withWord(filterText.value, field, value))}
    >
      {value}
    </button>
  );
}
