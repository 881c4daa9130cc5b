import { answerCodings } from '../../format/content-coding.ts';
import type { AnswerFields } from '../../http/answer-fields.ts';
import type { Problem } from '../../problem/problem.ts';
import { type AnswerViolation, unreadable } from '../answer-violation.ts';
import type { ReplyHead, ReplyStream, SettledStep, StreamPiece } from '../reply.ts';
import type { ReplyWay } from '../reply-way.ts';
import type { StreamContent } from './compile-stream.ts';
import type { ConvertedFrame } from './convert-event.ts';
import { CR, type Frames, LF } from './frames.ts';

/** An answer whose content is declared as a stream. */
export interface StreamedAnswer {
  readonly head: ReplyHead;
  /** That the caller gets. */
  readonly status: number;
  readonly stream: StreamContent;
  readonly charset: string;
  /** After the mapping of the declared header fields. */
  readonly fields: AnswerFields;
  readonly violations: readonly AnswerViolation[];
}

/** Decides by the head what is to be done with a declared stream. */
export function streamAnswer(answer: StreamedAnswer, way: ReplyWay): SettledStep {
  const { head, status, stream, fields } = answer;
  const { mode, problems } = way;
  const isStrict = mode === 'enforce';
  if (stream.maps && way.forbidsMapping(head.fields)) return { kind: 'refuse', problem: problems.noTransform() };
  const codings = answerCodings(head.fields);
  // The upstream was asked for `identity`, and an event that is coded may not be complete when its bytes are.
  if (codings.length > 0 && (stream.maps || isStrict)) return { kind: 'refuse', problem: problems.coding(codings) };
  const violations = mode === 'off' ? [] : [...answer.violations, ...unreadableStream(answer, codings)];
  if (isStrict && violations.length > 0) return { kind: 'refuse', problem: problems.violation(violations) };
  const isRead = codings.length === 0 && answer.charset === 'utf-8' && (stream.maps || mode !== 'off');
  if (!isRead) return { kind: 'pass', status, fields, violations };
  return {
    kind: 'stream',
    status,
    fields: stream.maps ? stream.describe(fields) : fields,
    violations,
    open: () => new EventStream(answer, way),
  };
}

function unreadableStream({ charset }: StreamedAnswer, codings: readonly string[]): AnswerViolation[] {
  const reasons = [
    ...(codings.length > 0 ? [`its events stand under a content coding (${codings.join(', ')})`] : []),
    ...(charset === 'utf-8' ? [] : [`it is written in ${charset}, and streams of events are read as UTF-8`]),
  ];
  return reasons.map((reason) => unreadable({ in: 'body', path: [], reason }));
}

const nothing = Buffer.alloc(0);

/** One stream under way: each frame goes on as soon as it is complete. */
class EventStream implements ReplyStream {
  readonly #answer: StreamedAnswer;
  readonly #way: ReplyWay;
  readonly #frames: Frames;
  #isFirst = true;
  /** Of the frame before: its last byte is CR, and the caller got nothing of it. */
  #endsWithCr = false;
  #isGone = false;
  /** An event was too large to be judged: from there on everything passes. */
  #isBlind = false;
  /** How many violations may still be told; a defect of the upstream's shows in every event. */
  #untold: number;

  constructor(answer: StreamedAnswer, way: ReplyWay) {
    this.#answer = answer;
    this.#way = way;
    this.#frames = answer.stream.frames();
    this.#untold = way.settings.violations;
  }

  take(chunk: Buffer): StreamPiece {
    if (this.#isBlind) return { content: chunk, violations: [], problem: undefined };
    try {
      const piece = this.#convert(this.#frames.push(chunk));
      return piece.problem === undefined ? this.#bounded(piece) : piece;
    } catch (cause) {
      return cut(nothing, this.#way.problems.broken(cause));
    }
  }

  end(): StreamPiece {
    const rest = this.#frames.rest();
    try {
      return this.#convert(rest.length === 0 ? [] : [rest]);
    } catch (cause) {
      return cut(nothing, this.#way.problems.broken(cause));
    }
  }

  #convert(frames: readonly Buffer[]): StreamPiece {
    const { stream } = this.#answer;
    const { mode, problems, settings } = this.#way;
    const parts: Buffer[] = [];
    const told: AnswerViolation[] = [];
    for (const frame of frames) {
      if (frame.length > settings.mappedAnswerBytes && (stream.maps || mode === 'enforce')) {
        return cut(join(parts), problems.tooLarge(settings.mappedAnswerBytes));
      }
      const { content, violations } = this.#convertFrame(frame);
      if (mode === 'enforce' && violations.length > 0) return cut(join(parts), problems.violation(violations));
      parts.push(content);
      if (mode !== 'off') told.push(...violations.slice(0, this.#untold - told.length));
    }
    this.#untold -= told.length;
    return { content: join(parts), violations: told, problem: undefined };
  }

  /** The LF of a line end that was cut in two goes where its CR went. */
  #convertFrame(frame: Buffer): ConvertedFrame {
    const { head, stream } = this.#answer;
    const isHalf = this.#endsWithCr && frame.length === 1 && frame[0] === LF;
    this.#endsWithCr = frame.at(-1) === CR;
    if (isHalf) return { content: this.#isGone ? nothing : frame, violations: [] };
    const converted = stream.convert(frame, head.fields, this.#isFirst);
    this.#isFirst = false;
    this.#isGone = converted.content.length === 0;
    return converted;
  }

  /** What is held of an event never grows beyond the limit. */
  #bounded(piece: StreamPiece): StreamPiece {
    const { stream } = this.#answer;
    const { mode, problems, settings } = this.#way;
    const limitBytes = settings.mappedAnswerBytes;
    if (this.#frames.heldBytes <= limitBytes) return piece;
    if (stream.maps || mode === 'enforce') return cut(piece.content, problems.tooLarge(limitBytes));
    this.#isBlind = true;
    const reason = `an event has more than ${limitBytes} bytes; from there on the stream is not judged`;
    const violations = [...piece.violations, unreadable({ in: 'body', path: [], reason })];
    return { content: Buffer.concat([piece.content, this.#frames.rest()]), violations, problem: undefined };
  }
}

const cut = (content: Buffer, problem: Problem): StreamPiece => ({ content, violations: [], problem });

const join = (parts: readonly Buffer[]): Buffer =>
  parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts);
