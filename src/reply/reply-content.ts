import { parseJson } from '../codec/json-text/parse.ts';
import type { JsonValue } from '../codec/json-value.ts';
import type { AnswerContent } from '../contract/answer-declaration.ts';
import { compileWrite, contentTypeOf } from '../format/compile-write.ts';
import { type AnswerField, answerContentFields, type AnswerFields, fieldText } from '../http/answer-fields.ts';
import { isJsonMediaType, parseMediaType } from '../http/media-type.ts';
import { type AnswerViolation, unreadable } from './answer-violation.ts';
import { compileReadAnswer } from './read-answer.ts';
import { compileReplyValue, type ValueSettings } from './reply-value.ts';

/** What a declared content becomes. */
export type MappedContent =
  | {
      readonly kind: 'mapped';
      readonly text: string | Uint8Array;
      /** The upstream's value. */
      readonly read: JsonValue | undefined;
      readonly violations: readonly AnswerViolation[];
    }
  /** Nothing is to be changed, or it is not what its type says, which is then among the violations. */
  | {
      readonly kind: 'same';
      readonly read: JsonValue | undefined;
      readonly violations: readonly AnswerViolation[];
    };

/** The way back of one declared content. */
export interface ReplyContent {
  /** Something in it has another name, place or form for the caller. */
  readonly maps: boolean;
  /** Names of the request in it become the caller's. What only has names in it is passed on as it came where it cannot be read. */
  readonly translates: boolean;
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
export function compileReplyContent(body: AnswerContent, settings: ContentSettings): ReplyContent {
  const { plan, sources, format, place, outgoing, retyped } = body;
  const mapValue = compileReplyValue(body, settings);
  const read = compileReadAnswer({ format, place, mostViolations: settings.mostViolations });
  const write = compileWrite(outgoing);
  const consumed = new Set(
    sources.map(({ name }) => name.toLowerCase()).filter((name) => !settings.declaredFields.has(name)),
  );
  const stale = new Set(
    answerContentFields.filter((name) => name === 'content-length' || !settings.declaredFields.has(name)),
  );
  const describe: ReplyContent['describe'] = (fields, length) => {
    const kept = [...fields].filter(([key]) => !stale.has(key) && !consumed.has(key));
    // What was written anew is UTF-8, and in the caller's format.
    const isWritten = retyped || format.kind !== 'json';
    const type: [string, AnswerField][] = isWritten
      ? [['content-type', { name: 'Content-Type', value: contentTypeOf(outgoing) }]]
      : [];
    const own: [string, AnswerField][] =
      length === undefined ? [] : [['content-length', { name: 'Content-Length', value: String(length) }]];
    return new Map([...kept, ...type, ...own]);
  };
  return {
    maps: retyped || !plan.identity || sources.length > 0 || settings.unknown === 'drop',
    translates: settings.translate !== undefined,
    describe,
    map(content, received) {
      const reading = read(content, charsetOf(received));
      if (!reading.ok) return unread(reading.reason);
      const { value, violations } = mapValue(reading, received);
      const all = [...reading.violations, ...withoutKnown(violations, reading.violations)];
      if (value === reading.value && !retyped) return { kind: 'same', read: reading.value, violations: all };
      const written = write(value);
      if (written.ok) return { kind: 'mapped', read: reading.value, text: written.content, violations: all };
      const faults = written.faults.map(({ path, reason }) => unreadable({ in: 'body', path, reason }));
      return { kind: 'same', read: reading.value, violations: [...all, ...faults] };
    },
  };
}

const charsetOf = (fields: AnswerFields): string | undefined =>
  parseMediaType((fieldText(fields, 'content-type') ?? '').trim())
    ?.parameters.get('charset')
    ?.toLowerCase();

const unread = (reason: string): MappedContent => ({
  kind: 'same',
  read: undefined,
  violations: [unreadable({ in: 'body', path: [], reason })],
});

/** A text that its type refused stays a text, which does not fit the schema: that is not said twice. */
function withoutKnown(
  violations: readonly AnswerViolation[],
  known: readonly AnswerViolation[],
): readonly AnswerViolation[] {
  if (known.length === 0) return violations;
  const pointers = new Set(known.map(({ pointer }) => pointer));
  return violations.filter(({ pointer }) => !pointers.has(pointer));
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
  translates: false,
  describe: (fields) => fields,
  map(content) {
    const parsed = parseJson(content, { maxDepth: deepest });
    return { kind: 'same', read: parsed.ok ? parsed.value : undefined, violations: [] };
  },
};
