import type { JsonValue } from '../codec/json-value.ts';
import type { AnswerContent } from '../contract/answer-declaration.ts';
import { compileWrite, contentTypeOf } from '../format/compile-write.ts';
import { type AnswerFields, answerMediaType } from '../http/answer-fields.ts';
import { isJsonMediaType } from '../http/media-type.ts';
import { type AnswerViolation, unreadable, withoutTold } from './answer-violation.ts';
import { compileDescribe, type DescribeContent } from './content-fields.ts';
import { compileReadAnswer, readJsonAnswer } from './read-answer.ts';
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
  /** The fields of the mapped content; without a length where only the head goes out. */
  readonly describe: DescribeContent;
}

/** What the mapping of contents is compiled by. */
export interface ContentSettings extends ValueSettings {
  /** Fields that say something of the very bytes, and that the contract declares: its author vouches for them. */
  readonly declaredFields: ReadonlySet<string>;
}

/** Compiles the mapping and judgement of one declared content. */
export function compileReplyContent(body: AnswerContent, settings: ContentSettings): ReplyContent {
  const { plan, sources, format, place, outgoing, retyped } = body;
  const mapValue = compileReplyValue(body, settings);
  const read = compileReadAnswer({ format, place, mostViolations: settings.mostViolations });
  const write = compileWrite(outgoing);
  const describe = compileDescribe({
    declaredFields: settings.declaredFields,
    consumed: sources.map(({ name }) => name.toLowerCase()),
    // What was written anew is UTF-8, and in the caller's format.
    contentType: retyped || format.kind !== 'json' ? contentTypeOf(outgoing) : undefined,
  });
  return {
    maps: retyped || !plan.identity || sources.length > 0 || settings.unknown === 'drop',
    translates: settings.translate !== undefined,
    describe,
    map(content, received) {
      const reading = read(content, charsetOf(received));
      if (!reading.ok) return unread(reading.reason);
      const { value, violations } = mapValue(reading, received);
      // A text that its type refused stays a text, which does not fit the schema either.
      const all = [...reading.violations, ...withoutTold(violations, reading.violations)];
      if (value === reading.value && !retyped) return { kind: 'same', read: reading.value, violations: all };
      const written = write(value);
      if (written.ok) return { kind: 'mapped', read: reading.value, text: written.content, violations: all };
      const faults = written.faults.map(({ path, reason }) => unreadable({ in: 'body', path, reason }));
      return { kind: 'same', read: reading.value, violations: [...all, ...faults] };
    },
  };
}

const charsetOf = (fields: AnswerFields): string | undefined =>
  answerMediaType(fields)?.parameters.get('charset')?.toLowerCase();

const unread = (reason: string): MappedContent => ({
  kind: 'same',
  read: undefined,
  violations: [unreadable({ in: 'body', path: [], reason })],
});

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
    const reading = readJsonAnswer(content);
    return reading.ok ? { kind: 'same', read: reading.value, violations: [] } : unread(reading.reason);
  },
};
