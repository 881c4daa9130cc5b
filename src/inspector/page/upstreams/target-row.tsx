import type { Latency, TargetView } from '../../protocol.ts';
import { clockText, countText, durationText, shareText } from '../parts/words.ts';
import { targetState } from './target-state.ts';

/** One target: how it is, and how it did so far. In: `slowest`, of all targets, in milliseconds, for one scale. */
export function TargetRow({ target, slowest }: { readonly target: TargetView; readonly slowest: number }) {
  const { kind, text } = targetState(target);
  const { lastFailure, weight, weightNow } = target;
  return (
    <tr>
      <th scope="row">{target.name}</th>
      <td>
        <span class={`state ${kind}`}>
          <span class="dot" aria-hidden="true" />
          {text}
        </span>
      </td>
      <td class={target.breaker === 'open' ? 's5' : target.breaker === 'half-open' ? 's4' : 'quiet'}>
        {target.breaker ?? 'none'}
      </td>
      <td class="number">{countText(target.pending)}</td>
      <td class="number">{weightNow === weight ? weight : `${weightNow.toFixed(1)} / ${weight}`}</td>
      <td class="number">{countText(target.attempts)}</td>
      <td class={`number ${target.failures > 0 ? 's5' : 'quiet'}`}>
        {target.failures === 0 ? '0' : `${countText(target.failures)} (${shareText(target.failures, target.attempts)})`}
      </td>
      <td class={lastFailure === undefined ? 'quiet' : ''}>
        {lastFailure?.cause.replaceAll('_', ' ') ?? 'none'}
        {lastFailure !== undefined && <small>at {clockText(lastFailure.atMs).slice(0, 8)}</small>}
      </td>
      <td>
        {target.latency === undefined ? (
          <span class="quiet">none yet</span>
        ) : (
          <LatencyBar latency={target.latency} slowest={slowest} />
        )}
      </td>
    </tr>
  );
}

function LatencyBar({ latency, slowest }: { readonly latency: Latency; readonly slowest: number }) {
  const width = (ms: number): { width: string } => ({ width: `${Math.min(100, (ms / slowest) * 100)}%` });
  return (
    <div class="latency">
      <div class="latency-bar" aria-hidden="true">
        <span class="p99" style={width(latency.p99)} />
        <span class="p95" style={width(latency.p95)} />
        <span class="p50" style={width(latency.p50)} />
      </div>
      <dl>
        {(['p50', 'p95', 'p99', 'most'] as const).map((name) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{durationText(latency[name])}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
