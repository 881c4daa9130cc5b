import type { UpstreamsAnswer, UpstreamView } from '../../protocol.ts';
import { Failed, Notice } from '../parts/notice.tsx';
import { useAsked } from '../parts/use-asked.ts';
import { countOf } from '../parts/words.ts';
import { TargetRow } from './target-row.tsx';

const everyMs = 2000;

/** Where requests are sent: which targets there are, how they are, and how fast they answer. */
export function UpstreamsView() {
  const [asked, again] = useAsked<UpstreamsAnswer>('upstreams', everyMs);
  if (asked.state === 'waiting') return <Notice title="Loading…" />;
  if (asked.state === 'failed') return <Failed why={asked.why} again={again} />;
  const { upstreams } = asked.value;
  if (upstreams.length === 0)
    return (
      <Notice title="No upstreams">
        <p>
          None is configured: <code>upstreams</code> names those that contracts may send to.
        </p>
      </Notice>
    );
  const slowest = Math.max(1, ...upstreams.flatMap(({ targets }) => targets.map(({ latency }) => latency?.p99 ?? 0)));
  return (
    <div class="sheet">
      {upstreams.map((upstream) => (
        <Upstream key={`${upstream.mount} ${upstream.name}`} upstream={upstream} slowest={slowest} />
      ))}
    </div>
  );
}

function Upstream({ upstream, slowest }: { readonly upstream: UpstreamView; readonly slowest: number }) {
  const { name, mount, targets } = upstream;
  const usable = targets.filter((target) => target.usable).length;
  return (
    <section class="upstream" aria-label={`Upstream ${name}`}>
      <header>
        <h2>{name}</h2>
        {mount !== '' && <span class="quiet">mounted at {mount}</span>}
        <span class={usable === targets.length ? 'quiet' : usable === 0 ? 's5' : 's4'}>
          {usable} of {countOf(targets.length, 'target')} usable
        </span>
        <span class="quiet">{upstream.balance}</span>
        {upstream.inPanic && <span class="badge s5">so few are usable that health is not heeded</span>}
      </header>
      <div class="scroll-x">
        <table class="targets">
          <thead>
            <tr>
              <th scope="col">Target</th>
              <th scope="col">State</th>
              <th scope="col">Breaker</th>
              <th scope="col" class="number">
                Pending
              </th>
              <th scope="col" class="number">
                Weight
              </th>
              <th scope="col" class="number">
                Attempts
              </th>
              <th scope="col" class="number">
                Failed
              </th>
              <th scope="col">Last failure</th>
              <th scope="col">Latency of the last attempts</th>
            </tr>
          </thead>
          <tbody>
            {targets.map((target) => (
              <TargetRow key={target.name} target={target} slowest={slowest} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
