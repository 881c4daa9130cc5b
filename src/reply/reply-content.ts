import { parseJson } from '../codec/json-text/parse.ts';
import { stringifyJson } from '../codec/json-text/stringify.ts';
import type { JsonValue } from '../codec/json-value.ts';
import type { AnswerBody } from '../contract/answer-declaration.ts';
import { type AnswerField, answerContentFields, type AnswerFields } from '../http/answer-fields.ts';
import { isJsonMediaType } from '../http/media-type.ts';
import { type AnswerViolation, unreadable } from './answer-violation.ts';
import { compileReplyValue, type ValueSettings } from './reply-value.ts';

/** What a declared JSON content becomes. */
export type MappedContent =
  | {
      readonly kind: 'mapped';
      readonly text: string;
      /** The upstream's value. */
      readonly read: JsonValue | undefined;
      readonly violations: readonly AnswerViolation[];
    }
  /** Nothing is to be changed, or it is no JSON, which is then among the violations. */
  | {
      readonly kind: 'same';
      readonly read: JsonValue | undefined;
      readonly violations: readonly AnswerViolation[];
    };

/** The way back of one declared JSON content. */
export interface ReplyContent {
  /** Something in it has another name, place or form for the caller. */
  readonly maps: boolean;
  /** In:  the content without its coding, and the fields as the upstream sent them. */
  map(content: Buffer, received: AnswerFields): MappedContent;
  /** The fields of the mapped content, of which `length` bytes follow; `undefined`: none follow. */
  describe(fields: AnswerFields, length: number | undefined): AnswerFields;
}

export interface ContentSettings extends ValueSettings {
  /** Fields that say something of the very bytes, and that the contract declares: its author vouches for them. */
  readonly declaredFields: ReadonlySet<string>;
}

/** Deeper values overflow the stack of `JSON.stringify`; the limit for requests protects strangers, not an upstream. */
const deepest = 1000;

/** Compiles the mapping and judgement of one declared content. */
export function compileReplyContent(body: AnswerBody, settings: ContentSettings): ReplyContent {
  const { plan, sources } = body;
  const mapValue = compileReplyValue(body, settings);
  const consumed = new Set(
    sources.map(({ name }) => name.toLowerCase()).filter((name) => !settings.declaredFields.has(name)),
  );
  const stale = new Set(
    answerContentFields.filter((name) => name === 'content-length' || !settings.declaredFields.has(name)),
  );
  const describe: ReplyContent['describe'] = (fields, length) => {
    const kept = [...fields].filter(([key]) => !stale.has(key) && !consumed.has(key));
    const own: [string, AnswerField][] =
      length === undefined ? [] : [['content-length', { name: 'Content-Length', value: String(length) }]];
    return new Map([...kept, ...own]);
  };
  return {
    maps: !plan.identity || sources.length > 0 || settings.unknown === 'drop',
    describe,
    map(content, received) {
      const parsed = parseJson(content, { maxDepth: deepest });
      if (!parsed.ok) {
        const { detail, line, column } = parsed.fault;
        const reason = `it is not the JSON that its Content-Type promises: line ${line}, column ${column}: ${detail}`;
        return { kind: 'same', read: undefined, violations: [unreadable({ in: 'body', path: [], reason })] };
      }
      const { value, violations } = mapValue(parsed, received);
      const read = parsed.value;
      return value === read
        ? { kind: 'same', read, violations }
        : { kind: 'mapped', read, text: stringifyJson(value), violations };
    },
  };
}

/**
 * JSON that nobody declares, read for the sake of what stands in it and passed on as it came.
 *
 * In:  the media type in lower case. Out: `undefined` for one that is no JSON.
 */
export function jsonAsItIs(mediaType: string): ReplyContent | undefined {
  return isJsonMediaType(mediaType) ? untouched : undefined;
}

const untouched: ReplyContent = {
  maps: false,
  describe: (fields) => fields,
  map(content) {
    const parsed = parseJson(content, { maxDepth: deepest });
    return { kind: 'same', read: parsed.ok ? parsed.value : undefined, violations: [] };
  },
};
