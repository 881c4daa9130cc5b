import type { Difference, LineageView } from '../../protocol-request.ts';
import { placeText } from './marked-message.ts';

/** Of what each value that is sent is made. */
export function LineageTable(props: {
  readonly lineage: readonly LineageView[];
  readonly differences: readonly Difference[];
  /** For screen readers, where there is more than one. */
  readonly label?: string;
}) {
  const dropped = props.differences.filter(({ kind }) => kind === 'dropped');
  if (props.lineage.length === 0 && dropped.length === 0) return null;
  return (
    <section class="part" aria-label={props.label ?? 'Mapping'}>
      <h3>Mapping</h3>
      <div class="scroll-x">
        <table class="mapping">
          <thead>
            <tr>
              <th scope="col">Caller</th>
              <th scope="col">Codec</th>
              <th scope="col">Upstream</th>
              <th scope="col">Value sent</th>
              <th scope="col">Rule</th>
            </tr>
          </thead>
          <tbody>
            {props.lineage.map((row, index) => (
              <LineageRow key={index} row={row} kind={kindOf(row, props.differences)} />
            ))}
            {dropped.map((difference, index) => (
              <tr key={`dropped ${index}`}>
                <td>{difference.from && placeText(difference.from)}</td>
                <td />
                <td>
                  <span class="mark dropped">dropped</span>
                </td>
                <td class="quiet" colSpan={2}>
                  {difference.text}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function LineageRow({ row, kind }: { readonly row: LineageView; readonly kind: Difference['kind'] | undefined }) {
  const [rule] = row.rules;
  return (
    <tr>
      <td>{row.from.map(({ text }) => text).join(' + ')}</td>
      <td class="quiet">{row.codecs.join(', ')}</td>
      <td>
        {placeText(row.to)} {kind !== undefined && <span class={`mark ${kind}`}>{kind}</span>}
      </td>
      <td class="mono">{row.value ?? '…'}</td>
      <td class="quiet" title={rule && `${rule.file}#${rule.pointer}`}>
        {rule && (rule.line === undefined ? rule.pointer : `line ${rule.line}`)}
      </td>
    </tr>
  );
}

function kindOf(row: LineageView, differences: readonly Difference[]): Difference['kind'] | undefined {
  const place = placeText(row.to);
  return differences.find(({ to }) => to !== undefined && placeText(to) === place)?.kind;
}
