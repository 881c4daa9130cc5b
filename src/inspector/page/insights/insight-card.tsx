import type { ComponentChildren } from 'preact';
import type { FailureCount, Insight, Suggestion } from '../../../signal/shape/insight.ts';
import { CopyButton } from '../parts/copy-button.tsx';
import { Words } from '../parts/words-view.tsx';
import { SuggestionVerdict } from './suggestion-verdict.tsx';
import { clockText, countOf, countText, shareText } from '../parts/words.ts';

/** One shape of requests that the upstream fails far more often than the others, and the rule that would refuse them. */
export function InsightCard({ insight, mount }: { readonly insight: Insight; readonly mount: string }) {
  const { having, others, suggestion } = insight;
  return (
    <article class="insight" aria-label={insight.words}>
      <header>
        <h3>
          <Words>{insight.words}</Words>
        </h3>
        <p class="quiet">
          <b>{insight.operation}</b> <span class="mono">{insight.route}</span>
        </p>
      </header>
      <div class="rates">
        <Rate
          name={insight.shape.map(({ in: location, name, words }) => `${location} ${name} ${words}`).join(', and ')}
          count={having}
        />
        <Rate name="all others" count={others} />
      </div>
      <p class="quiet">
        At least {timesText(insight.atLeastTimes)} times as often, with a confidence of 95 %; chance below{' '}
        {chanceText(insight.chance)}. First {clockText(insight.firstMs).slice(0, 5)}, last{' '}
        {clockText(insight.lastMs).slice(0, 5)}.
      </p>
      {suggestion !== undefined && (
        <Suggested suggestion={suggestion}>
          <SuggestionVerdict key={suggestion.words} mount={mount} id={insight.id} />
        </Suggested>
      )}
      {insight.noSuggestion !== undefined && <p class="quiet">No rule is suggested: {insight.noSuggestion}</p>}
    </article>
  );
}

function Rate({ name, count }: { readonly name: string; readonly count: FailureCount }) {
  const share = count.requests === 0 ? 0 : (count.failed / count.requests) * 100;
  return (
    <div class="rate">
      <span class="name">{name}</span>
      <span class="rate-bar" aria-hidden="true">
        {share > 0 && <span style={{ width: `${share}%` }} />}
      </span>
      <b>{shareText(count.failed, count.requests)}</b>
      <span class="quiet">
        {countText(count.failed)} of {countText(count.requests)} failed
      </span>
    </div>
  );
}

function Suggested(props: { readonly suggestion: Suggestion; readonly children: ComponentChildren }) {
  const { suggestion } = props;
  const { refuses } = suggestion;
  const patch = JSON.stringify(suggestion.patch, undefined, 2);
  const spared = refuses.requests - refuses.failed;
  return (
    <div class="suggestion">
      <p>
        <b>Suggested:</b> <Words>{suggestion.words}</Words>. It would have refused{' '}
        {countOf(refuses.requests, 'request')}
        {spared === 0
          ? ', all of which failed anyway.'
          : `, ${countText(spared)} of which the upstream had answered well.`}
        {suggestion.isShared && ' The schema that it changes is used elsewhere, too.'}
      </p>
      {props.children}
      <details>
        <summary>
          Patch for <span class="mono">{suggestion.file}</span>
        </summary>
        <pre class="body">{patch}</pre>
        <CopyButton text={patch}>Copy the patch</CopyButton>
      </details>
    </div>
  );
}

const timesText = (times: number): string => (times < 10 ? times.toFixed(1) : countText(Math.floor(times)));

function chanceText(chance: number): string {
  if (chance >= 0.001) return chance.toFixed(3);
  return chance <= 1e-12 ? '10⁻¹²' : chance.toExponential(0);
}
