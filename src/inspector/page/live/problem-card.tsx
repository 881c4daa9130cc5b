import type { ProblemView } from '../../protocol-request.ts';
import { Words } from '../parts/words-view.tsx';

/** A problem as the caller got it: what it says first, its JSON for those who ask. */
export function ProblemCard(props: {
  readonly status: number;
  readonly body: ProblemView;
  /** For screen readers, where there is more than one. */
  readonly label?: string;
}) {
  const { status, body, label = 'Problem' } = props;
  return (
    <section class={`part problem s${Math.floor(status / 100)}`} aria-label={label}>
      <h3>
        <span class="code mono">
          {status} {body.code}
        </span>
        {body.title}
      </h3>
      <p>
        <Words>{body.detail}</Words>
      </p>
      {body.errors !== undefined && (
        <ul class="violations">
          {body.errors.map((violation, index) => (
            <li key={index}>
              <span class="rule mono">{violation.code}</span>
              <span>
                <Words>{violation.detail}</Words>
                {violation.hint !== undefined && <span class="quiet"> {violation.hint}</span>}
              </span>
            </li>
          ))}
        </ul>
      )}
      <details>
        <summary>As the caller sees it</summary>
        <pre class="body">{JSON.stringify(body, undefined, 2)}</pre>
      </details>
    </section>
  );
}
