import type { Drift } from '../../../signal/shape/insight.ts';
import { clockText, countText } from '../parts/words.ts';

/** Places of answers that do not fit the contract, and since when. */
export function DriftTable({ drift }: { readonly drift: readonly Drift[] }) {
  if (drift.length === 0)
    return <p class="none">Every answer fits its contract, as far as it says what answers are.</p>;
  return (
    <div class="scroll-x">
      <table>
        <thead>
          <tr>
            <th scope="col">Operation</th>
            <th scope="col">Place</th>
            <th scope="col">Rule</th>
            <th scope="col" class="number">
              Times
            </th>
            <th scope="col">Since</th>
            <th scope="col">Last</th>
          </tr>
        </thead>
        <tbody>
          {drift.map((row, index) => (
            <tr key={index} title={row.words}>
              <th scope="row">{row.operation}</th>
              <td>{row.others ? 'other places' : `${row.status} ${row.in} ${row.pointer}`}</td>
              <td class="mono">{row.code}</td>
              <td class="number">{countText(row.count)}</td>
              <td>{dayText(row.firstMs)}</td>
              <td>{dayText(row.lastMs)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function dayText(atMs: number): string {
  const day = new Date(atMs).toLocaleDateString('en-CA');
  return `${day} ${clockText(atMs).slice(0, 5)}`;
}
