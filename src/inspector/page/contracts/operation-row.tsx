// biome-ignore-all lint/a11y/useSemanticElements: rows of which only those in sight are drawn make no table
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus, and tells which row is chosen
import { countText } from '../parts/words.ts';
import { formatHash } from '../shell/hash-route.ts';
import { verdictSigns } from './check-section.tsx';
import { fileName } from './place-words.ts';
import { keySegments, type ListedOperation } from './operation-key.ts';

interface RowProps {
  readonly id: string;
  readonly index: number;
  readonly of: ListedOperation;
}

/** Above the operations of a contract. */
export function ContractRow({ id, index, of: { contract } }: RowProps) {
  const { title, version, file, mount } = contract;
  return (
    <div id={id} class="op-row op-contract" role="row" aria-rowindex={index + 1}>
      <span role="gridcell" title={file}>
        <strong>{title}</strong>{' '}
        <span class="quiet">
          {[version, mount, fileName(file)].filter((part) => part !== undefined && part !== '').join(' · ')}
        </span>
      </span>
    </div>
  );
}

/** One operation of the list. */
export function OperationRow({ id, index, of, isChosen }: RowProps & { readonly isChosen: boolean }) {
  const { name, route, isDeprecated, usage, verdict } = of.operation;
  const [method = '', path = ''] = route.split(/ (.*)/s);
  return (
    <div
      id={id}
      class={isChosen ? 'op-row chosen' : 'op-row'}
      role="row"
      aria-rowindex={index + 1}
      aria-selected={isChosen}
    >
      <span class="op-method" role="gridcell">
        {method}
      </span>
      <span class="op-target" role="gridcell" title={route}>
        <a href={formatHash('contracts', ...keySegments(of.key))} tabIndex={-1}>
          {path}
        </a>
      </span>
      <span class={isDeprecated ? 'op-name deprecated' : 'op-name'} role="gridcell" title={name}>
        {name}
      </span>
      <span class={`op-verdict verdict ${verdict ?? ''}`} role="gridcell" title={verdict}>
        {verdict !== undefined && (
          <>
            <span aria-hidden="true">{verdictSigns[verdict]}</span>
            <span class="unseen">{verdict}</span>
          </>
        )}
      </span>
      <span
        class="op-count number"
        role="gridcell"
        title={usage.requests === 0 ? 'no requests' : `${usage.requests} requests`}
      >
        {usage.requests === 0 ? '' : countText(usage.requests)}
      </span>
    </div>
  );
}
