import { type AnswerFields, fieldText } from '../http/answer-fields.ts';
import { replaceProxyStatus } from '../http/proxy-status.ts';
import { isContentless } from '../http/status.ts';
import { fieldsOf, linesOf, withoutLines } from './answer-lines.ts';

/** The head of an upstream's answer as it goes to the caller. */
export interface AnswerHead {
  readonly status: number;
  /** `undefined` where the phrase is not plain ASCII; Node then writes the usual one. */
  readonly reason: string | undefined;
  /**
   * Name, value, name, value, ... as they are written; several lines of a name need not follow each other. With a
   * `Content-Length` wherever the length is known.
   */
  readonly lines: string[];
  /** The same by lower-case name; made when it is asked for. */
  readonly fields: AnswerFields;
  /** Of the content that follows; `undefined` where its end is not known beforehand. */
  readonly contentLength: number | undefined;
  /** No content follows, whatever the upstream sends. */
  readonly bodiless: boolean;
  /** The upstream announces content that must not be there, and that its HTTP client would wait for. */
  readonly unwanted: boolean;
}

/**
 * The head of an answer as its declaration makes it: with other fields, and perhaps another status.
 *
 * A status that differs from the received one loses its phrase, and `Proxy-Status` says what was received (RFC 9209,
 * section 2.1.4). `headOnly`: the caller asked for the head alone, and the upstream for all.
 */
export function declareHead(
  head: AnswerHead,
  { status, fields }: Pick<AnswerHead, 'status' | 'fields'>,
  { pseudonym, headOnly }: { readonly pseudonym: string; readonly headOnly: boolean },
): AnswerHead {
  const { unwanted } = head;
  const contentLength = fields.has('content-length') ? head.contentLength : undefined;
  const bodiless = head.bodiless || headOnly || isContentless(status);
  const known = { contentLength, bodiless, unwanted };
  if (status === head.status) {
    // Most answers are passed on with the very fields that came.
    const lines = fields === head.fields ? head.lines : linesOf(fields);
    return new Head({ ...known, status, reason: head.reason, lines }, fields);
  }
  const changed = new Map(fields);
  const list = fieldText(fields, 'proxy-status');
  const value = replaceProxyStatus(list, { name: pseudonym, receivedStatus: head.status });
  if (value !== undefined) changed.set('proxy-status', { name: 'Proxy-Status', value });
  if (status === 205) changed.set('content-length', { name: 'Content-Length', value: '0' });
  return new Head({ ...known, status, reason: undefined, lines: linesOf(changed) }, changed);
}

/** A head with the length of the content that goes out in place of the received one; `fields` leave it to Node. */
export function withLength(head: AnswerHead, length: number): AnswerHead {
  const { status, reason, bodiless, unwanted, fields } = head;
  const others = bodiless ? head.lines : withoutLines(head.lines, (key) => key === 'content-length');
  const lines = bodiless ? others : [...others, 'Content-Length', String(length)];
  return new Head({ status, reason, bodiless, unwanted, lines, contentLength: length }, fields);
}

type HeadParts = Omit<AnswerHead, 'fields'>;

/** Makes a head whose fields are looked up by few: most answers are passed on line by line. */
export class Head implements AnswerHead {
  readonly status: number;
  readonly reason: string | undefined;
  readonly lines: string[];
  readonly contentLength: number | undefined;
  readonly bodiless: boolean;
  readonly unwanted: boolean;
  #fields: AnswerFields | undefined;

  constructor(parts: HeadParts, fields?: AnswerFields) {
    this.status = parts.status;
    this.reason = parts.reason;
    this.lines = parts.lines;
    this.contentLength = parts.contentLength;
    this.bodiless = parts.bodiless;
    this.unwanted = parts.unwanted;
    this.#fields = fields;
  }

  get fields(): AnswerFields {
    this.#fields ??= fieldsOf(this.lines);
    return this.#fields;
  }
}
