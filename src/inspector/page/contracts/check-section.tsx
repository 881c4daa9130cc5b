import type { CheckState, ComparedView, OperationCheck, RefutationView } from '../../protocol-contracts.ts';
import type { RulePlace } from '../../protocol-request.ts';
import { countOf } from '../parts/words.ts';
import { runCheck } from './contracts-state.ts';

/** What verdicts mean, in a sentence. */
const meanings = {
  proved: 'Every request that the contract accepts is one that the upstream takes.',
  refuted: 'The contract accepts a request that the upstream does not take.',
  tested: 'No rule decides it; requests were made and tried, and none was refused.',
} as const;

/** What the comparison with the backend's document says. */
export function CheckSection(props: { readonly check: OperationCheck | undefined; readonly state: CheckState }) {
  const { check, state } = props;
  if (check === undefined) return <NoVerdict state={state} />;
  return (
    <>
      <p>
        <Verdict verdict={check.verdict} /> {meanings[check.verdict]}
        {check.tried > 0 && ` ${countOf(check.tried, 'request')} tried.`}
      </p>
      {check.refutations.map((refutation) => (
        <Refutation key={`${refutation.backend.pointer} ${refutation.request}`} refutation={refutation} />
      ))}
      {check.obstacles.length > 0 && (
        <>
          <h3>What stands in the way of a proof</h3>
          <ul class="plain-list">
            {check.obstacles.map((obstacle) => (
              <li key={`${obstacle.in} ${obstacle.name} ${obstacle.keyword}`}>
                <Compared place={obstacle} />
              </li>
            ))}
          </ul>
        </>
      )}
      {check.answers !== undefined && (
        <p>
          Answers: <Verdict verdict={check.answers} />
        </p>
      )}
      {check.answerNotes.map((note) => (
        <p key={note} class="quiet">
          {note}
        </p>
      ))}
    </>
  );
}

/** One word of the check, with a sign that does not need its colour. */
export function Verdict({ verdict }: { readonly verdict: OperationCheck['verdict'] }) {
  return (
    <span class={`verdict ${verdict}`}>
      <span aria-hidden="true">{verdictSigns[verdict]}</span> {verdict}
    </span>
  );
}

export const verdictSigns = { proved: '✓', refuted: '✕', tested: '≈' } as const;

function NoVerdict({ state: { state, detail } }: { readonly state: CheckState }) {
  if (state === 'running') return <p role="status">The check runs…</p>;
  if (state === 'done')
    return (
      <p class="quiet">
        The contract does not say what its upstream takes (<code>expects</code>), so nothing was compared.
      </p>
    );
  return (
    <>
      <p class={state === 'failed' ? 'bad' : 'quiet'}>
        {state === 'failed' ? 'The check failed:' : 'Not compared yet with what the upstream says that it takes.'}{' '}
        {detail}
      </p>
      <button type="button" onClick={() => void runCheck()}>
        Run the check
      </button>
    </>
  );
}

function Refutation({ refutation }: { readonly refutation: RefutationView }) {
  return (
    <div class="refutation">
      <Compared place={refutation} />
      <dl class="claims">
        <dt>Accepted</dt>
        <dd>
          <code>{refutation.request}</code>
        </dd>
        <dt>Sent</dt>
        <dd>
          <code>{refutation.outgoing}</code>
        </dd>
        <dt>Cure</dt>
        <dd>{refutation.cure}</dd>
        <dt>Try</dt>
        <dd>
          <code>{refutation.curl}</code>
        </dd>
      </dl>
    </div>
  );
}

function Compared({ place }: { readonly place: ComparedView }) {
  return (
    <p>
      <code>{[place.in, place.name].filter((part) => part !== '').join(' ')}</code> <code>{place.keyword}</code>:{' '}
      {place.because}{' '}
      <span class="quiet">
        {[place.contract, place.backend].flatMap((at) => (at === undefined ? [] : [ruleText(at)])).join(' and ')}
      </span>
    </p>
  );
}

/** `users.contract.json:22` */
export function ruleText({ file, line, pointer }: RulePlace): string {
  return line === undefined ? `${file}#${pointer}` : `${file}:${line}`;
}
