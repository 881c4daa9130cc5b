import type { BodyContent } from '../../contract/body-declaration.ts';
import type { Operation } from '../../contract/contract.ts';
import { parseMediaType } from '../../http/media-type.ts';
import type { LimitOptions } from '../../options/limit-options.ts';
import type { IncomingBody, Outcome, Outgoing } from '../../pipeline/request.ts';
import { createProblem, type Problem } from '../../problem/problem.ts';
import { ContentFault, type StreamedContent } from '../../upstream/streamed-content.ts';
import type { Call } from '../call.ts';
import { bodyTooLarge, contractBroken } from '../../problem/edge-problem.ts';
import { declaredLength, untouchedBody } from '../take-body.ts';
import { type BodySource, CallerGone, SocketSource, takenSource } from './body-source.ts';
import { sentContent } from './sent-content.ts';
import { type BegunUpload, Upload } from './upload.ts';

/** A matched request whose body is not held in memory, and what can become of it. */
export interface StreamedIntake {
  readonly call: Call;
  readonly operation: Operation;
  readonly content: BodyContent;
  readonly limits: Readonly<Required<LimitOptions>>;
  /** Whether what follows takes a stream; otherwise bytes stay on the request, and a form may hold no files. */
  readonly streams: boolean;
  judge(body: IncomingBody): Outcome<Outgoing>;
  deliver(outgoing: Outgoing, content: StreamedContent | undefined): void;
  refuse(problem: Problem): void;
}

/**
 * Takes a body that is streamed: bytes that nobody looks into as soon as the head is judged, a multipart form when its
 * fields are there. Whoever read the body before must have kept its bytes (`keepRawBody`, `express.raw()`).
 */
export function takeStream(intake: StreamedIntake): void | Promise<void> {
  const { call, limits, content } = intake;
  const isForm = content.format.kind === 'multipart';
  if (!isForm && !intake.streams) return deliverBytes(intake, undefined);
  const taken = untouchedBody(call.req);
  if (!taken.ok) return intake.refuse(taken.problem);
  if (taken.bytes !== undefined && taken.bytes.byteLength > limits.uploadBytes) {
    return intake.refuse(bodyTooLarge(limits.uploadBytes));
  }
  if (taken.bytes === undefined && call.req.destroyed) return;
  const open = (): BodySource =>
    taken.bytes === undefined ? new SocketSource(call.req, call.res, limits.uploadBytes) : takenSource(taken.bytes);
  return isForm ? takeForm(intake, open) : deliverBytes(intake, { open, bytes: taken.bytes });
}

function deliverBytes(
  { call: { req }, judge, deliver, refuse }: StreamedIntake,
  way: { open(): BodySource; readonly bytes: Uint8Array | undefined } | undefined,
): void {
  const outcome = judge({ kind: 'stream', isPlain: way?.bytes !== undefined });
  if (!outcome.ok) {
    refuse(outcome.problem);
    return;
  }
  const declared = req.headers['content-length'] === undefined ? undefined : declaredLength(req);
  if (way === undefined) {
    deliver(outcome.value, undefined);
    return;
  }
  const source = way.open();
  const length = way.bytes?.byteLength ?? declared;
  deliver(outcome.value, sentContent(source, { length, stop: () => source.release() }));
}

async function takeForm(intake: StreamedIntake, open: () => BodySource): Promise<void> {
  const { call, operation, content, limits, judge } = intake;
  const boundary = boundaryOf(call.req.headers['content-type'] ?? '');
  if (boundary === undefined) return intake.refuse(noBoundary);
  const source = open();
  const end = whenLeft(call, source);
  try {
    const upload = new Upload({ source, boundary, operation, content, limits, judge });
    const begun = await upload.begin();
    // While we waited another middleware answered, such as one with a time limit.
    if (call.res.destroyed || call.res.writableEnded) begun.content?.release();
    else deliverForm(intake, begun);
    if (begun.content === undefined) source.release();
  } catch (error) {
    source.release();
    if (error instanceof CallerGone) return;
    intake.refuse(error instanceof ContentFault ? error.problem : contractBroken(error, operation.name));
  } finally {
    end();
  }
}

function deliverForm(intake: StreamedIntake, { outgoing, content }: BegunUpload): void {
  if (content === undefined || intake.streams) {
    intake.deliver(outgoing, content);
    return;
  }
  content.release();
  intake.refuse(contractBroken(new Error(noFilesHere), intake.operation.name));
}

/** A caller that leaves while its fields are read. */
function whenLeft({ res }: Call, source: BodySource): () => void {
  const release = (): void => source.release();
  res.once('close', release);
  return () => void res.off('close', release);
}

/** Source: RFC 2046, section 5.1.1. */
function boundaryOf(contentType: string): string | undefined {
  const boundary = parseMediaType(contentType.trim())?.parameters.get('boundary');
  return boundary !== undefined && /^[\w'()+,\-./:=? ]{0,69}[\w'()+,\-./:=?]$/.test(boundary) ? boundary : undefined;
}

const noBoundary = createProblem('malformed-body', {
  detail: 'The Content-Type of the multipart content names no valid `boundary`',
});

const noFilesHere =
  '`api.rewrite` cannot hand a form with files on: they are streamed. Mount `api` itself, which forwards them';
