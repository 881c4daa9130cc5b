import type { UsageView } from '../../protocol-contracts.ts';
import { countOf, countText, durationText, shareText } from '../parts/words.ts';

/** How often an operation was asked for, and what came of it. */
export function UsageSection({ usage, nowMs }: { readonly usage: UsageView; readonly nowMs: number }) {
  const { requests, statuses, codes, lastMs } = usage;
  if (requests === 0) return <p class="quiet">No request since the gateway started.</p>;
  const classes = Object.entries(statuses).toSorted(([one], [other]) => one.localeCompare(other));
  const problems = Object.entries(codes).toSorted(([, one], [, other]) => other - one);
  return (
    <>
      <p>
        {countOf(requests, 'request')}
        {lastMs !== undefined && <span class="quiet">, the last {durationText(Math.max(0, nowMs - lastMs))} ago</span>}
      </p>
      <table class="counts">
        <caption class="unseen">Requests by status and problem</caption>
        <tbody>
          {classes.map(([name, count]) => (
            <Count key={name} name={name === '0xx' ? 'caller left' : name} count={count} of={requests} />
          ))}
          {problems.map(([name, count]) => (
            <Count key={name} name={name} count={count} of={requests} />
          ))}
        </tbody>
      </table>
    </>
  );
}

function Count({ name, count, of }: { readonly name: string; readonly count: number; readonly of: number }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td class="number">{countText(count)}</td>
      <td class="number quiet">{shareText(count, of)}</td>
    </tr>
  );
}
