// biome-ignore-all lint/a11y/useSemanticElements: rows of which only those in sight are drawn make no table
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus, and tells which row is chosen
import type { RequestSummary } from '../../protocol.ts';
import { clockText, durationText } from '../parts/words.ts';
import { formatHash } from '../shell/hash-route.ts';

/** What the columns are. */
export function RowsHead() {
  return (
    <div class="row head" aria-hidden="true">
      <span class="time">Time</span>
      <span class="status">Status</span>
      <span class="method">Method</span>
      <span class="target">Target</span>
      <span class="operation">Operation</span>
      <span class="code">Problem</span>
      <span class="tries">Tries</span>
      <span class="ms">Took</span>
    </div>
  );
}

/** One request of the list. */
export function RequestRow(props: {
  readonly request: RequestSummary;
  readonly index: number;
  readonly isChosen: boolean;
}) {
  const { request } = props;
  return (
    <div
      id={`request-${request.id}`}
      class={props.isChosen ? 'row chosen' : 'row'}
      role="row"
      aria-rowindex={props.index + 1}
      aria-selected={props.isChosen}
    >
      <Cell class="time">{clockText(request.cameMs)}</Cell>
      <Cell class={`status s${statusClass(request)}`}>{statusText(request)}</Cell>
      <Cell class="method">{request.method}</Cell>
      <span class="target" role="gridcell" title={request.target}>
        <a href={formatHash('live', request.id)} tabIndex={-1}>
          {request.target}
        </a>
      </span>
      <Cell class="operation">{request.operation}</Cell>
      <Cell class="code">{request.code}</Cell>
      <Cell class="tries">{request.attempts > 1 ? `${request.attempts}×` : ''}</Cell>
      <Cell class="ms">{durationText(request.ms)}</Cell>
    </div>
  );
}

function Cell(props: { readonly class: string; readonly children: string }) {
  return (
    <span class={props.class} role="gridcell">
      {props.children}
    </span>
  );
}

/** `4` for a 404; `0` where the caller left before it had an answer. */
export function statusClass({ status }: Pick<RequestSummary, 'status'>): number {
  return Math.floor(status / 100);
}

/** The status, or that there was none. */
export function statusText({ status }: Pick<RequestSummary, 'status'>): string {
  return status === 0 ? 'left' : `${status}`;
}
