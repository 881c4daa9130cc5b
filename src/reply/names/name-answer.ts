import { answerCodings, decodeContent, isDecodable } from '../../format/content-coding.ts';
import { fieldText } from '../../http/answer-fields.ts';
import type { AnswerViolation } from '../answer-violation.ts';
import type { DeclaredAnswer } from '../declared-answer.ts';
import type { ChooseStep, FinishedReply, PassStep } from '../reply.ts';
import type { ReplyWay } from '../reply-way.ts';

/** An answer that is read for the sake of the names in it. */
export interface NameAnswer extends DeclaredAnswer {
  /** What is known to be wrong with it by its head. */
  readonly strays: readonly AnswerViolation[];
}

/** Charsets in which a text is the same as in UTF-8, or that are no wish at all. */
const plainCharsets: ReadonlySet<string> = new Set(['utf-8', 'utf8', 'us-ascii']);

/**
 * Rewrites the names in an answer that is not mapped beside.
 *
 * An error that cannot be read is worth more to the caller as it came than as a 502: one that is too large, that is no
 * content of its type, that is coded in a way that cannot be taken off, or must not be transformed is passed on untouched.
 */
export function translateAnswer(answer: NameAnswer, way: ReplyWay): ChooseStep | PassStep {
  const { head, status, charset } = answer;
  const limitBytes = way.settings.mappedAnswerBytes;
  const codings = answerCodings(head.fields);
  const declared = Number(fieldText(head.fields, 'content-length') ?? 0);
  const asItCame = (): PassStep => ({ kind: 'pass', status, ...told(answer, way) });
  const isReadable = plainCharsets.has(charset) && isDecodable(codings) && declared <= limitBytes;
  if (!isReadable || way.forbidsMapping(head.fields)) return asItCame();
  return {
    kind: 'choose',
    limitBytes,
    choose: (content) =>
      content === undefined
        ? asItCame()
        : {
            kind: 'read',
            status,
            limitBytes,
            excess: way.problems.tooLarge(limitBytes),
            finish: (bytes) => finish(answer, { bytes, codings }, way),
          },
  };
}

/** The caller's fields where nothing is read, and what somebody is told. */
function told({ headers, strays }: NameAnswer, { mode }: ReplyWay): Pick<PassStep, 'fields' | 'violations'> {
  const { fields, violations } = headers(undefined);
  return { fields, violations: mode === 'off' ? [] : [...violations, ...strays] };
}

function finish(
  answer: NameAnswer,
  { bytes, codings }: { bytes: Buffer; codings: readonly string[] },
  way: ReplyWay,
): FinishedReply {
  try {
    const decoded = decodeContent(bytes, codings, way.settings.mappedAnswerBytes);
    if (!decoded.ok) return { ok: true, content: bytes, ...told(answer, way) };
    const { head, content, headers, strays } = answer;
    const mapped = content.map(decoded.bytes, head.fields);
    const { fields, violations } = headers(mapped.read);
    const all = way.mode === 'off' ? [] : [...violations, ...strays, ...mapped.violations];
    if (mapped.kind === 'same') return { ok: true, fields, content: bytes, violations: all };
    const { text } = mapped;
    return { ok: true, fields: content.describe(fields, Buffer.byteLength(text)), content: text, violations: all };
  } catch (cause) {
    return { ok: false, problem: way.problems.broken(cause) };
  }
}
