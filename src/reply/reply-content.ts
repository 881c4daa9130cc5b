import { parseJson } from '../codec/json-text/parse.ts';
import { stringifyJson } from '../codec/json-text/stringify.ts';
import type { JsonValue } from '../codec/json-value.ts';
import type { AnswerBody } from '../contract/answer-declaration.ts';
import { type AnswerField, answerContentFields, type AnswerFields } from '../http/answer-fields.ts';
import { explainValue } from '../pipeline/explain/explain-value.ts';
import type { GateCompiler } from '../pipeline/validate/gate.ts';
import { type AnswerViolation, unreadable } from './answer-violation.ts';
import { compileBack } from './back/compile-back.ts';
import { compileReadHeader } from './header-text.ts';

/** What a declared JSON content becomes. */
export type MappedContent =
  | {
      readonly kind: 'mapped';
      readonly fields: AnswerFields;
      readonly text: string;
      readonly violations: readonly AnswerViolation[];
    }
  /** Nothing is to be changed, or it is no JSON, which is then among the violations. */
  | { readonly kind: 'same'; readonly violations: readonly AnswerViolation[] };

/** The way back of one declared JSON content. */
export interface ReplyContent {
  /** Something in it has another name, place or form for the caller. */
  readonly maps: boolean;
  /** In:  the content without its coding, and the fields as the upstream sent them. */
  map(content: Buffer, received: AnswerFields, fields: AnswerFields): MappedContent;
  /** The fields of the mapped content, of which `length` bytes follow; `undefined`: none follow. */
  describe(fields: AnswerFields, length: number | undefined): AnswerFields;
}

export interface ContentSettings {
  readonly gates: GateCompiler;
  readonly mostViolations: number;
  /** Whether anybody wants to know what does not fit. */
  readonly judges: boolean;
  /** Fields that say something of the very bytes, and that the contract declares: its author vouches for them. */
  readonly declaredFields: ReadonlySet<string>;
}

/** Deeper values overflow the stack of `JSON.stringify`; the limit for requests protects strangers, not an upstream. */
const deepest = 1000;

/** Compiles the mapping and judgement of one declared content. */
export function compileReplyContent(body: AnswerBody, settings: ContentSettings): ReplyContent {
  const { plan, sources } = body;
  const readBack = compileBack(plan);
  const readers = sources.map((source) => compileReadHeader(source, settings.mostViolations));
  const judge = compileJudge(body, settings);
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
    maps: !plan.identity || sources.length > 0,
    describe,
    map(content, received, fields) {
      const parsed = parseJson(content, { maxDepth: deepest });
      if (!parsed.ok) {
        const { detail, line, column } = parsed.fault;
        const reason = `it is not the JSON that its Content-Type promises: line ${line}, column ${column}: ${detail}`;
        return { kind: 'same', violations: [unreadable({ in: 'body', path: [], reason })] };
      }
      const violations: AnswerViolation[] = [];
      const header = (index: number): JsonValue | undefined => {
        const reading = readers[index]?.(received);
        if (reading === undefined || reading.ok) return reading?.value;
        violations.push(...reading.violations);
        return reading.text;
      };
      const value = readBack(parsed.value, { in: 'body', root: parsed.value, header, path: [], violations });
      const misfits = judge(value, parsed.exact);
      violations.push(...withoutKnown(misfits, violations));
      if (value === parsed.value) return { kind: 'same', violations };
      const text = stringifyJson(value);
      return { kind: 'mapped', fields: describe(fields, Buffer.byteLength(text)), text, violations };
    },
  };
}

type Judge = (value: JsonValue, isExact: boolean) => AnswerViolation[];

/** The fast validator decides; the explaining walk says why not, and judges numbers that a double cannot hold. */
function compileJudge({ schema: node, place }: AnswerBody, settings: ContentSettings): Judge {
  if (!settings.judges) return () => [];
  const fits = settings.gates.gate(node);
  return (value, isExact) => {
    if (!isExact && fits(value)) return [];
    return explainValue({ in: 'body', node, place, value, cap: settings.mostViolations });
  };
}

/** What a codec refused stays in the upstream's form, which seldom fits: that is not said twice. */
function withoutKnown(misfits: readonly AnswerViolation[], known: readonly AnswerViolation[]): AnswerViolation[] {
  const pointers = new Set(known.map(({ pointer }) => pointer));
  return misfits.filter(({ pointer }) => !pointers.has(pointer));
}
