import type { JsonValue } from '../codec/json-value.ts';
import { answerCodings, decodeContent, isDecodable } from '../format/content-coding.ts';
import { fieldText } from '../http/answer-fields.ts';
import { type AnswerViolation, unreadable } from './answer-violation.ts';
import type { FinishedReply, ReplyHead, SettledStep } from './reply.ts';
import type { ReplyContent } from './reply-content.ts';
import type { MappedHeaders } from './reply-headers.ts';
import type { ReplyWay } from './reply-way.ts';

/** An answer whose content is read. */
export interface DeclaredAnswer {
  readonly head: ReplyHead;
  /** That the caller gets. */
  readonly status: number;
  readonly content: ReplyContent;
  readonly charset: string;
  /** The caller's fields; some may come from the upstream's content, which is `undefined` where it could not be read. */
  headers(read: JsonValue | undefined): MappedHeaders;
}

/** Lets the content pass, and judges a copy of it. */
export function watchAnswer(answer: DeclaredAnswer, { settings }: ReplyWay): SettledStep {
  const { head, status, content } = answer;
  const { fields, violations } = answer.headers(undefined);
  const codings = answerCodings(head.fields);
  const limitBytes = settings.mappedAnswerBytes;
  return {
    kind: 'watch',
    status,
    fields,
    limitBytes,
    judge(bytes) {
      if (bytes === undefined) return violations;
      try {
        const decoded = decodeContent(bytes, codings, limitBytes);
        if (!decoded.ok) return decoded.fault === 'size' ? violations : [...violations, cannotDecode(codings)];
        return [...violations, ...content.map(decoded.bytes, head.fields).violations];
      } catch (error) {
        // The answer has gone out: a judge that fails can only say so.
        return [...violations, unreadable({ in: 'body', path: [], reason: String(error) })];
      }
    },
  };
}

/** Reads the content as a whole: to map it, or because none that does not fit may pass. */
export function readAnswer(answer: DeclaredAnswer, way: ReplyWay): SettledStep {
  const { head, status, content } = answer;
  const { problems, settings } = way;
  const limitBytes = settings.mappedAnswerBytes;
  const codings = answerCodings(head.fields);
  if (content.maps && way.forbidsMapping(head.fields)) return { kind: 'refuse', problem: problems.noTransform() };
  if (!isDecodable(codings)) return { kind: 'refuse', problem: problems.coding(codings) };
  const declared = Number(fieldText(head.fields, 'content-length') ?? 0);
  if (declared > limitBytes) return { kind: 'refuse', problem: problems.tooLarge(limitBytes) };
  return {
    kind: 'read',
    status,
    limitBytes,
    excess: problems.tooLarge(limitBytes),
    finish(bytes) {
      try {
        const decoded = decodeContent(bytes, codings, limitBytes);
        if (!decoded.ok) {
          const problem = decoded.fault === 'size' ? problems.tooLarge(limitBytes) : problems.coding(codings);
          return { ok: false, problem };
        }
        return finish(answer, { received: bytes, decoded: decoded.bytes }, way);
      } catch (cause) {
        return { ok: false, problem: problems.broken(cause) };
      }
    },
  };
}

function finish(
  { head, content, headers }: DeclaredAnswer,
  { received, decoded }: { received: Buffer; decoded: Buffer },
  { mode, problems }: ReplyWay,
): FinishedReply {
  const mapped = content.map(decoded, head.fields);
  const { fields, violations } = headers(mapped.read);
  const all = mode === 'off' ? [] : [...violations, ...mapped.violations];
  if (mode === 'enforce' && all.length > 0) return { ok: false, problem: problems.violation(all) };
  return mapped.kind === 'mapped'
    ? {
        ok: true,
        fields: content.describe(fields, Buffer.byteLength(mapped.text)),
        content: mapped.text,
        violations: all,
      }
    : { ok: true, fields, content: received, violations: all };
}

const cannotDecode = (codings: readonly string[]): AnswerViolation =>
  unreadable({ in: 'body', path: [], reason: `its content coding (${codings.join(', ')}) cannot be taken off` });
