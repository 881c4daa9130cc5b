import { useState } from 'preact/hooks';
import type { DryRunAnswer } from '../../protocol-dry-run.ts';
import type { ReplayRequest } from '../../protocol.ts';
import type { RequestDetail } from '../../protocol-request.ts';
import { CopyButton } from '../parts/copy-button.tsx';
import { Failed, Notice } from '../parts/notice.tsx';
import { useAsked } from '../parts/use-asked.ts';
import { postJson } from '../shell/api.ts';
import { DetailHead } from './detail-head.tsx';
import { LineageTable } from './lineage-table.tsx';
import { MessageView } from './message-view.tsx';
import { ProblemCard } from './problem-card.tsx';
import { Replay } from './replay.tsx';
import { StageBar } from './stage-bar.tsx';
import { TriesTable } from './tries-table.tsx';

/** One request in full, beside the list. */
export function RequestDetailPane({ id, close }: { readonly id: string; readonly close: () => void }) {
  const [asked, again] = useAsked<RequestDetail>(`requests/${encodeURIComponent(id)}`);
  return (
    <section class="detail" aria-label="Request">
      {asked.state === 'there' ? (
        <Detail detail={asked.value} close={close} />
      ) : (
        <>
          <button type="button" class="plain close" onClick={close} aria-label="Close the request">
            ✕
          </button>
          {asked.state === 'waiting' && <Notice title="Loading…" />}
          {asked.state === 'failed' && asked.status !== 404 && <Failed why={asked.why} again={again} />}
          {asked.state === 'failed' && asked.status === 404 && (
            <Notice title="Only its line is known">
              <p>{asked.why}</p>
            </Notice>
          )}
        </>
      )}
    </section>
  );
}

function Detail({ detail, close }: { readonly detail: RequestDetail; readonly close: () => void }) {
  const [replay, setReplay] = useState<DryRunAnswer | 'running'>();
  const run = (): void => {
    setReplay('running');
    const request: ReplayRequest = { id: detail.id };
    postJson<DryRunAnswer>('replay', request).then(setReplay, (error: unknown) =>
      setReplay({ outcome: 'failed', detail: error instanceof Error ? error.message : String(error), findings: [] }),
    );
  };
  const { outgoing, differences } = detail;
  return (
    <>
      <DetailHead detail={detail} close={close} />
      <div class="actions">
        <CopyButton text={detail.curl}>Copy as curl</CopyButton>
        {outgoing !== undefined && <CopyButton text={outgoing.curl}>Copy outgoing as curl</CopyButton>}
        <button type="button" onClick={run} disabled={replay === 'running'}>
          Replay as dry run
        </button>
      </div>
      {replay !== undefined && replay !== 'running' && <Replay detail={detail} answer={replay} />}
      {detail.problem !== undefined && <ProblemCard {...detail.problem} />}
      <StageBar stages={detail.stages} ms={detail.ms} />
      <Remarks title="The answer does not fit the contract" lines={detail.answerViolations} />
      <Remarks title="Deprecated, and used" lines={detail.deprecated} />
      <div class="sides">
        <MessageView title="Incoming" message={detail.incoming} side="from" differences={differences} />
        {outgoing === undefined ? (
          <section class="message" aria-label="Outgoing">
            <h3>Outgoing</h3>
            <p class="quiet">
              {detail.problem === undefined ? 'Passed through: nobody looked into it.' : 'Nothing was sent.'}
            </p>
          </section>
        ) : (
          <MessageView
            title={`Outgoing to ${outgoing.upstream}`}
            message={outgoing}
            side="to"
            differences={differences}
          />
        )}
      </div>
      <LineageTable lineage={detail.lineage} differences={differences} />
      <TriesTable tries={detail.tries} />
    </>
  );
}

function Remarks({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <section class="part remarks" aria-label={title}>
      <h3>{title}</h3>
      <ul>
        {lines.map((line, index) => (
          <li key={index}>{line}</li>
        ))}
      </ul>
    </section>
  );
}
