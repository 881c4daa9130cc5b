import type { Difference, ShownMessage } from '../../protocol-request.ts';
import { type Mark, type MarkedRow, markMessage } from './marked-message.ts';

/** More lines of a body are shown when one asks for them. */
const mostLines = 200;

/** One side of a request: what it says, and what differs from the other side. */
export function MessageView(props: {
  readonly title: string;
  readonly message: ShownMessage;
  readonly side: 'from' | 'to';
  readonly differences: readonly Difference[];
}) {
  const { message } = props;
  const marked = markMessage(message, props.side, props.differences);
  const lines = marked.body.slice(0, mostLines);
  return (
    <section class="message" aria-label={props.title}>
      <h3>{props.title}</h3>
      <p class={markClass('start-line mono', marked.pathMark)}>
        <span>
          <b>{marked.method}</b> {marked.path}
        </span>
        <MarkTag mark={marked.pathMark} />
      </p>
      <Rows title="Query" rows={marked.query} />
      <Rows title="Headers" rows={marked.headers} />
      {message.body !== undefined && (
        <>
          <h4>Body</h4>
          {message.body.kind === 'hidden' ? (
            <p class="quiet">{message.body.text}</p>
          ) : (
            <pre class="body">
              {lines.map((line, index) => (
                <span key={index} class={markClass(`line d${Math.min(line.depth, 12)}`, line.mark)}>
                  <span>{line.text}</span>
                  <MarkTag mark={line.mark} />
                </span>
              ))}
            </pre>
          )}
          {(message.body.isCut || marked.body.length > mostLines) && <p class="quiet">The rest is not shown.</p>}
        </>
      )}
    </section>
  );
}

function Rows({ title, rows }: { readonly title: string; readonly rows: readonly MarkedRow[] }) {
  if (rows.length === 0) return null;
  return (
    <>
      <h4>{title}</h4>
      <dl class="pairs mono">
        {rows.map(({ name, value, mark }, index) => (
          <div key={index} class={markClass('', mark)}>
            <dt>{name}</dt>
            <dd>
              <span>{value}</span>
              <MarkTag mark={mark} />
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function MarkTag({ mark }: { readonly mark: Mark | undefined }) {
  return mark === undefined ? null : (
    <span class={`mark ${mark.kind}`} title={mark.text}>
      {mark.kind}
      <span class="unseen"> {mark.text}</span>
    </span>
  );
}

function markClass(base: string, mark: Mark | undefined): string {
  return mark === undefined ? base : `${base} marked ${mark.kind}`;
}
