import type { InsightReport, ObservedOperation } from '../../../signal/shape/insight.ts';
import { tooEarlyUntil } from '../../../signal/shape/too-early.ts';
import type { InsightsAnswer } from '../../protocol.ts';
import { Failed, Notice } from '../parts/notice.tsx';
import { useAsked } from '../parts/use-asked.ts';
import { clockText, countOf, countText, durationText, shareText } from '../parts/words.ts';
import { DriftTable } from './drift-table.tsx';
import { InsightCard } from './insight-card.tsx';

const everyMs = 10_000;

/** What was found out about failures: shapes of requests that upstreams fail, and answers that no longer fit. */
export function InsightsView() {
  const [asked, again] = useAsked<InsightsAnswer>('insights', everyMs);
  if (asked.state === 'waiting') return <Notice title="Loading…" />;
  if (asked.state === 'failed') return <Failed why={asked.why} again={again} />;
  const { insights } = asked.value;
  if (insights.length === 0)
    return (
      <Notice title="Insights are off">
        <p>With this option requests are counted by the shape of their parameters, never by their values:</p>
        <pre>{'"insights": {}'}</pre>
      </Notice>
    );
  return (
    <div class="sheet">
      {insights.map(({ mount, report }) => (
        <Report key={mount} mount={mount} report={report} />
      ))}
    </div>
  );
}

function Report({ mount, report }: { readonly mount: string; readonly report: InsightReport }) {
  const counted = report.operations.reduce((sum, { requests }) => sum + requests, 0);
  const failed = report.operations.reduce((sum, operation) => sum + operation.failed, 0);
  return (
    <section class="report" aria-label={mount === '' ? 'Findings' : `Findings at ${mount}`}>
      <p class="quiet">
        {mount !== '' && `${mount}: `}
        {countOf(counted, 'request')} counted over {durationText(report.toMs - report.fromMs)}; upstreams failed{' '}
        {countText(failed)} of them ({shareText(failed, counted)}).
      </p>
      <h2>Shapes that fail</h2>
      {report.insights.length === 0 ? (
        <p class="none">{nothingWords(report, failed)}</p>
      ) : (
        report.insights.map((insight) => <InsightCard key={insight.id} mount={mount} insight={insight} />)
      )}
      <h2>Answers that no longer fit</h2>
      <DriftTable drift={report.drift} />
      <h2>What was counted</h2>
      <Observed operations={report.operations} />
    </section>
  );
}

function nothingWords(report: InsightReport, failed: number): string {
  const until = failed === 0 ? undefined : tooEarlyUntil(report);
  if (until === undefined) return 'No shape of requests goes with failures more than others do.';
  return `It is too early to tell: one bad moment is no rule. Failures that come after ${clockText(until).slice(0, 5)} count beside these.`;
}

function Observed({ operations }: { readonly operations: readonly ObservedOperation[] }) {
  if (operations.length === 0) return <p class="none">No requests yet.</p>;
  return (
    <div class="scroll-x">
      <table>
        <thead>
          <tr>
            <th scope="col">Operation</th>
            <th scope="col">Route</th>
            <th scope="col" class="number">
              Requests
            </th>
            <th scope="col" class="number">
              Failed
            </th>
            <th scope="col">How</th>
            <th scope="col" class="number">
              Shapes compared
            </th>
          </tr>
        </thead>
        <tbody>
          {operations.map((observed) => (
            <tr key={`${observed.file} ${observed.operation}`}>
              <th scope="row">{observed.operation}</th>
              <td class="mono">{observed.route}</td>
              <td class="number">{countText(observed.requests)}</td>
              <td class={`number ${observed.failed > 0 ? 's5' : 'quiet'}`}>{countText(observed.failed)}</td>
              <td class="quiet">{howText(observed.failures)}</td>
              <td class="number quiet">{countText(observed.shapes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function howText(failures: ObservedOperation['failures']): string {
  return Object.entries(failures)
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => `${kind} ${countText(count)}`)
    .join(', ');
}
