import { type AnswerField, answerContentFields, type AnswerFields } from '../http/answer-fields.ts';

/** The fields of a content that is not the upstream's; `length` in bytes, `undefined` where it is not known beforehand. */
export type DescribeContent = (fields: AnswerFields, length: number | undefined) => AnswerFields;

/** What is known of such a content at start. */
export interface MadeContent {
  /** Names in lower case that the contract declares: its author vouches for them, so that they stay. */
  readonly declaredFields: ReadonlySet<string>;
  /** Names in lower case of the fields whose values went into the content. */
  readonly consumed: readonly string[];
  /** Its `Content-Type` where it was written anew; `undefined`: that of the upstream stays. */
  readonly contentType: string | undefined;
}

/** Compiles the fields of contents that were changed: what spoke of the upstream's very bytes goes. */
export function compileDescribe({ declaredFields, consumed, contentType }: MadeContent): DescribeContent {
  const stale = new Set([...answerContentFields, ...consumed].filter((name) => !declaredFields.has(name)));
  const type: [string, AnswerField][] =
    contentType === undefined ? [] : [['content-type', { name: 'Content-Type', value: contentType }]];
  return (fields, length) => {
    const kept = [...fields].filter(([key]) => key !== 'content-length' && !stale.has(key));
    const own: [string, AnswerField][] =
      length === undefined ? [] : [['content-length', { name: 'Content-Length', value: String(length) }]];
    return new Map([...kept, ...type, ...own]);
  };
}
