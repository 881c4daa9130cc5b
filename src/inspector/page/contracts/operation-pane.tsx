import { useState } from 'preact/hooks';
import type { CheckState, OperationDetail } from '../../protocol-contracts.ts';
import { Failed, Notice } from '../parts/notice.tsx';
import { countOf } from '../parts/words.ts';
import { formatHash } from '../shell/hash-route.ts';
import { CheckSection, ruleText } from './check-section.tsx';
import { CoverageSection } from './coverage-section.tsx';
import { Mapping } from './mapping.tsx';
import { answerSides, requestSides } from './mapping-table.tsx';
import type { ListedOperation, OperationKey } from './operation-key.ts';
import { UsageSection } from './usage-section.tsx';
import { useOperation } from './use-operation.ts';

/** One operation in full. */
export function OperationPane(props: {
  readonly at: OperationKey;
  /** As the list has it, with newer counts; absent where no contract has it. */
  readonly listed: ListedOperation | undefined;
  readonly check: CheckState;
  readonly close: () => void;
}) {
  const { at, listed, check } = props;
  const [round, setRound] = useState(0);
  const asked = useOperation(at, `${check.state} ${check.finishedMs} ${round}`);
  return (
    <section class="operation-pane" aria-label={`Operation ${at.name}`}>
      <button type="button" class="plain close" onClick={props.close} aria-label="Close the operation" title="Esc">
        ✕
      </button>
      {asked.state === 'waiting' && <Notice title="Loading…" />}
      {asked.state === 'failed' && <Failed why={asked.why} again={() => setRound(round + 1)} />}
      {asked.state === 'there' && <Operation detail={asked.value} listed={listed} check={check} />}
    </section>
  );
}

interface Shown {
  readonly detail: OperationDetail;
  readonly listed: ListedOperation | undefined;
  readonly check: CheckState;
}

function Operation({ detail, listed, check }: Shown) {
  const { name, answers, rules } = detail;
  const hasMuchToSay = (detail.check?.refutations.length ?? 0) + (detail.check?.obstacles.length ?? 0) > 0;
  return (
    <>
      <Head detail={detail} source={listed?.contract.source} />
      <section aria-labelledby="operation-mapping">
        <h2 id="operation-mapping">Mapping</h2>
        <Mapping key={name} rules={rules} sides={requestSides} caption={`The mapping of requests of ${name}`} />
      </section>
      {answers.length > 0 && (
        <section aria-labelledby="operation-answers">
          <h2 id="operation-answers">Answers</h2>
          {answers.map((answer) => (
            <Answer key={`${name} ${answer.status}`} answer={answer} of={name} />
          ))}
        </section>
      )}
      <div class="operation-facts">
        <section class={hasMuchToSay ? 'wide' : ''} aria-labelledby="operation-check">
          <h2 id="operation-check">Check</h2>
          <CheckSection check={detail.check} state={check} />
        </section>
        <section aria-labelledby="operation-examples">
          <h2 id="operation-examples">Examples</h2>
          <CoverageSection operation={detail} />
        </section>
        <section aria-labelledby="operation-usage">
          <h2 id="operation-usage">Usage</h2>
          <UsageSection usage={listed?.operation.usage ?? detail.usage} nowMs={Date.now()} />
        </section>
      </div>
    </>
  );
}

/** The mapping of one kind of answer; drawn when it is opened. */
function Answer({
  answer: { status, rules },
  of,
}: {
  readonly answer: OperationDetail['answers'][number];
  readonly of: string;
}) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details class="answer-map" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <code>{status}</code> <span class="quiet">{countOf(rules.length, 'value')}</span>
      </summary>
      {isOpen && <Mapping rules={rules} sides={answerSides} caption={`The mapping of answers ${status} of ${of}`} />}
    </details>
  );
}

function Head({ detail, source }: { readonly detail: OperationDetail; readonly source: string | undefined }) {
  const { name, route, summary, description, upstream, file, line, mount, asks, isDeprecated } = detail;
  return (
    <header class="operation-head">
      <h1>
        {name} {isDeprecated && <span class="tag">deprecated</span>}
      </h1>
      {summary !== undefined && <p>{summary}</p>}
      <p class="operation-routes">
        <code>
          {mount}
          {route}
        </code>
        <span aria-hidden="true">→</span>
        <span class="unseen">becomes</span>
        <code>{upstream.route}</code> <span class="quiet">of {upstream.name}</span>
      </p>
      {description !== undefined && <p class="quiet">{description}</p>}
      {asks.length > 0 && (
        <ul class="plain-list quiet" aria-label="Callers are asked for">
          {asks.map((ask) => (
            <li key={ask}>{ask}</li>
          ))}
        </ul>
      )}
      <p class="quiet">
        <span class="mono">{ruleText({ file, line, pointer: '' })}</span>
        {source !== undefined && (
          <>
            {' · '}
            <a href={formatHash('playground', source, name)}>Try it in the playground</a>
          </>
        )}
      </p>
    </header>
  );
}
