import { type AnswerFields, answerContentFields, answerMediaType } from '../http/answer-fields.ts';
import type { MediaType } from '../http/media-type.ts';
import { isContentless } from '../http/status.ts';
import { type AnswerViolation, undeclaredType } from './answer-violation.ts';
import { changeStatus } from './changed-status.ts';
import type { ChosenResponse } from './choose-response.ts';
import { type CompiledResponse, declaresType, readableContent } from './compiled-response.ts';
import { type DeclaredAnswer, readAnswer, watchAnswer } from './declared-answer.ts';
import { translateAnswer } from './names/name-answer.ts';
import type { ReplyHead, ReplyStep, SettledStep } from './reply.ts';
import type { ReplyContent } from './reply-content.ts';
import type { MappedHeaders } from './reply-headers.ts';
import type { ReplyWay } from './reply-way.ts';
import { streamAnswer } from './stream/stream-answer.ts';

/** Decides by the head what is to be done with an answer that is declared. */
export function beginAnswer(chosen: ChosenResponse, head: ReplyHead, way: ReplyWay): ReplyStep {
  const { response, status } = chosen;
  const type = answerMediaType(head.fields);
  const headers: DeclaredAnswer['headers'] = (read) => callerHeaders(chosen, head, read);
  const content = readableContent(response, type);
  const stream = type === undefined ? undefined : response.streams.get(type.essence);
  if (isContentless(head.status) || isContentless(status)) return passHead(headers(undefined), chosen, { head, way });
  if (head.method === 'HEAD') {
    const mapped = headers(undefined);
    const fields =
      content?.maps === true || content?.translates === true
        ? content.describe(mapped.fields, undefined)
        : mapped.fields;
    return passHead({ ...mapped, fields: stream?.maps === true ? stream.describe(fields) : fields }, chosen, {
      head,
      way,
    });
  }
  const strays = strayContent(response, { head, type, judged: content !== undefined || stream !== undefined });
  const charset = type?.parameters.get('charset')?.toLowerCase() ?? 'utf-8';
  if (content !== undefined && isForNamesAlone(content, response, { head, way })) {
    return translateAnswer({ head, status, content, charset, headers, strays }, way);
  }
  if (strays.length > 0 || head.status === 206 || (content === undefined && stream === undefined)) {
    const { fields, violations } = headers(undefined);
    return passOrRefuse({ status, fields, violations: [...violations, ...strays] }, way);
  }
  if (stream !== undefined) return streamAnswer({ head, status, stream, charset, ...headers(undefined) }, way);
  if (content === undefined) return passOrRefuse({ status, ...headers(undefined) }, way);
  const answer: DeclaredAnswer = { head, status, content, charset, headers };
  if (content.maps || response.readsContent || way.mode === 'enforce') return readAnswer(answer, way);
  return way.mode === 'off' ? passOrRefuse({ status, ...headers(undefined) }, way) : watchAnswer(answer, way);
}

/** Whether a content is read for nothing but the names in it, so that it may as well be passed on where that is not possible. */
function isForNamesAlone(
  { translates, maps }: ReplyContent,
  { mediaTypes }: CompiledResponse,
  { head, way }: { readonly head: ReplyHead; readonly way: ReplyWay },
): boolean {
  const isEnforced = way.mode === 'enforce' && mediaTypes.length > 0;
  return translates && !maps && head.status !== 206 && !isEnforced;
}

/** Passes an answer on as its head is, or refuses it for what is wrong with it. */
export function passOrRefuse(
  { status, fields, violations }: MappedHeaders & { readonly status: number },
  { mode, problems }: ReplyWay,
): SettledStep {
  if (mode === 'off') return { kind: 'pass', status, fields, violations: [] };
  if (mode === 'enforce' && violations.length > 0) return { kind: 'refuse', problem: problems.violation(violations) };
  return { kind: 'pass', status, fields, violations };
}

/** An answer without content: fields that would come from it are not missing, and a 304 repeats only some of them. */
function passHead(
  mapped: MappedHeaders,
  { response, status }: ChosenResponse,
  { head, way }: { readonly head: ReplyHead; readonly way: ReplyWay },
): SettledStep {
  const isPartial = head.status === 304 || response.readsContent;
  return passOrRefuse({ status, fields: mapped.fields, violations: isPartial ? [] : mapped.violations }, way);
}

/** The declared fields are read from what the upstream sent; only then goes what the new status makes untrue. */
function callerHeaders(
  { response, status }: ChosenResponse,
  head: ReplyHead,
  read: Parameters<CompiledResponse['headers']>[1],
): MappedHeaders {
  const mapped = response.headers(head.fields, read);
  if (status === head.status) return mapped;
  const change = { from: head.status, to: status, declared: response.declaredFields };
  return { fields: changeStatus(mapped.fields, change), violations: mapped.violations };
}

/** What is wrong with the kind of a content: its type is not declared, or it is a part of what could be judged as a whole. */
function strayContent(
  response: CompiledResponse,
  { head, type, judged }: { readonly head: ReplyHead; readonly type: MediaType | undefined; readonly judged: boolean },
): AnswerViolation[] {
  const isPart = head.status === 206;
  const isRanges = isPart && type?.essence === 'multipart/byteranges';
  const isStray = isPart
    ? judged || (isRanges ? response.contents.size + response.streams.size > 0 : !declaresType(response, type))
    : !declaresType(response, type);
  return isStray ? [undeclaredType(isPart ? 'a part of a content' : type?.essence, response.mediaTypes)] : [];
}

/** A 304 speaks of the content that was mapped. `ETag` has gone with it, so the caller cannot know this one. */
export function withoutValidators(fields: AnswerFields): AnswerFields {
  return new Map([...fields].filter(([key]) => !answerContentFields.includes(key)));
}
