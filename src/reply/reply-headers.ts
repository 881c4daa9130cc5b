import { createBareObject } from '../codec/bare-object.ts';
import type { JsonObject, JsonValue } from '../codec/json-value.ts';
import { compileFormatValue, type FormatValue } from '../codec/style/format-value.ts';
import { StyleFault } from '../codec/style/style-fault.ts';
import { completeStyle } from '../codec/style/style-table.ts';
import { type ValuePath, valueAt } from '../codec/value-path.ts';
import type { AnswerHeader, AnswerHeaders } from '../contract/answer-declaration.ts';
import type { AnswerField, AnswerFields } from '../http/answer-fields.ts';
import { explainValue } from '../pipeline/explain/explain-value.ts';
import { UNDECODED } from '../pipeline/undecoded.ts';
import { type AnswerViolation, unreadable } from './answer-violation.ts';
import type { ReadBack } from './back/back-run.ts';
import { compileBack } from './back/compile-back.ts';
import { createTrials } from './back/trials.ts';
import { compileReadHeader, type HeaderReading, type ReadHeader } from './header-text.ts';

/** The header section of an answer in the caller's terms. */
export interface MappedHeaders {
  readonly fields: AnswerFields;
  readonly violations: readonly AnswerViolation[];
}

/**
 * Brings the header section of an answer into the caller's terms. `root` is the upstream's content as a value, `undefined`
 * where there is none that could be read.
 */
export type MapHeaders = (fields: AnswerFields, root: JsonValue | undefined) => MappedHeaders;

/** One declared field, ready to be read and written. */
interface HeaderBack {
  readonly name: string;
  /** In lower case; `undefined` for what the upstream does not have. */
  readonly sourceKey: string | undefined;
  /** It goes on as it is, and is only read to be judged. */
  readonly stays: boolean;
  readonly readText: ReadHeader;
  /** Where in the upstream's content its value stands. */
  readonly bodyPath: ValuePath | undefined;
  readonly readBack: ReadBack;
  readonly format: FormatValue;
}

/**
 * Compiles the mapping of an answer's declared header fields: each comes under the caller's name and in the caller's form,
 * and not also under the upstream's. Undeclared fields stay.
 */
export function compileReplyHeaders(headers: AnswerHeaders, mostViolations: number): MapHeaders {
  const all = headers.fields.map((field) => compileHeader(field, mostViolations));
  const moved = all.filter(({ stays }) => !stays);
  const dropped = new Set(
    moved.flatMap(({ name, sourceKey }) => [name.toLowerCase(), ...(sourceKey === undefined ? [] : [sourceKey])]),
  );
  const kept = new Set(all.filter(({ stays }) => stays).map(({ name }) => name.toLowerCase()));
  return (fields, root) => {
    const violations: AnswerViolation[] = [];
    const values = createBareObject();
    const written: [string, AnswerField][] = [];
    for (const header of all) {
      const line = readHeader(header, { fields, root }, { values, violations });
      if (line !== undefined && !header.stays)
        written.push([header.name.toLowerCase(), { name: header.name, value: line }]);
    }
    const { schema: node, place } = headers;
    violations.push(...explainValue({ in: 'header', node, place, value: values, cap: mostViolations }));
    if (moved.length === 0) return { fields, violations };
    const others = [...fields].filter(([key]) => !dropped.has(key) || kept.has(key));
    return { fields: new Map([...others, ...written]), violations };
  };
}

function compileHeader({ name, form, plan, source, bodyPath }: AnswerHeader, mostViolations: number): HeaderBack {
  const written = form.kind === 'scalar' ? completeStyle('header') : form;
  const from = source?.form ?? form;
  const sameForm = from.kind === 'scalar' || (form.kind !== 'scalar' && from.explode === form.explode);
  const sourceKey = source?.name.toLowerCase();
  return {
    name,
    sourceKey,
    stays: sourceKey === name.toLowerCase() && plan.identity && sameForm,
    bodyPath,
    readText: source === undefined ? () => undefined : compileReadHeader(source, mostViolations),
    readBack: compileBack(plan),
    format: compileFormatValue({ in: 'header', name, style: written.style, explode: written.explode }),
  };
}

/** The text for the caller, `undefined` where there is none; its value goes into `values` to be judged. */
function readHeader(
  header: HeaderBack,
  answer: { readonly fields: AnswerFields; readonly root: JsonValue | undefined },
  { values, violations }: { values: JsonObject; violations: AnswerViolation[] },
): string | undefined {
  const { name } = header;
  const reading = readUpstream(header, answer);
  if (reading === undefined) return undefined;
  if (!reading.ok) {
    violations.push(...reading.violations);
    values[name] = UNDECODED;
    return reading.text;
  }
  const known = violations.length;
  const value = header.readBack(reading.value, {
    in: 'header',
    root: reading.value,
    header: () => undefined,
    path: [name],
    violations,
    trials: createTrials(),
  });
  values[name] = violations.length > known ? UNDECODED : value;
  return textOf(header, value, violations);
}

function readUpstream(
  { bodyPath, readText }: HeaderBack,
  { fields, root }: { readonly fields: AnswerFields; readonly root: JsonValue | undefined },
): HeaderReading | undefined {
  if (bodyPath === undefined) return readText(fields);
  const value = root === undefined ? undefined : valueAt(root, bodyPath);
  return value === undefined || value === null ? undefined : { ok: true, value };
}

function textOf({ name, format }: HeaderBack, value: JsonValue, violations: AnswerViolation[]): string | undefined {
  const text = format(value);
  if (!(text instanceof StyleFault)) return text;
  violations.push(unreadable({ in: 'header', path: [name], reason: text.reason }));
  return undefined;
}
