import { createBareObject } from '../codec/bare-object.ts';
import type { JsonObject, JsonValue } from '../codec/json-value.ts';
import { compileFormatValue, type FormatValue } from '../codec/style/format-value.ts';
import { StyleFault } from '../codec/style/style-fault.ts';
import { completeStyle } from '../codec/style/style-table.ts';
import type { AnswerHeader, AnswerHeaders } from '../contract/answer-declaration.ts';
import type { AnswerField, AnswerFields } from '../http/answer-fields.ts';
import { explainValue } from '../pipeline/explain/explain-value.ts';
import { UNDECODED } from '../pipeline/undecoded.ts';
import { type AnswerViolation, unreadable } from './answer-violation.ts';
import type { ReadBack } from './back/back-run.ts';
import { compileBack } from './back/compile-back.ts';
import { compileReadHeader, type ReadHeader } from './header-text.ts';

/** The header section of an answer in the caller's terms. */
export interface MappedHeaders {
  readonly fields: AnswerFields;
  readonly violations: readonly AnswerViolation[];
}

/** One declared field, ready to be read and written. */
interface HeaderBack {
  readonly name: string;
  /** In lower case; `undefined` for what the upstream does not have. */
  readonly sourceKey: string | undefined;
  /** It goes on as it is, and is only read to be judged. */
  readonly stays: boolean;
  readonly readText: ReadHeader;
  readonly readBack: ReadBack;
  readonly format: FormatValue;
}

/**
 * Compiles the mapping of an answer's declared header fields: each comes under the caller's name and in the caller's form,
 * and not also under the upstream's. Undeclared fields stay.
 */
export function compileReplyHeaders(
  headers: AnswerHeaders,
  mostViolations: number,
): (fields: AnswerFields) => MappedHeaders {
  const all = headers.fields.map((field) => compileHeader(field, mostViolations));
  const moved = all.filter(({ stays }) => !stays);
  const dropped = new Set(
    moved.flatMap(({ name, sourceKey }) => [name.toLowerCase(), ...(sourceKey === undefined ? [] : [sourceKey])]),
  );
  const kept = new Set(all.filter(({ stays }) => stays).map(({ name }) => name.toLowerCase()));
  return (fields) => {
    const violations: AnswerViolation[] = [];
    const values = createBareObject();
    const written: [string, AnswerField][] = [];
    for (const header of all) {
      const line = readHeader(header, fields, { values, violations });
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

function compileHeader({ name, form, plan, source }: AnswerHeader, mostViolations: number): HeaderBack {
  const written = form.kind === 'scalar' ? completeStyle('header') : form;
  const from = source?.form ?? form;
  const sameForm = from.kind === 'scalar' || (form.kind !== 'scalar' && from.explode === form.explode);
  const sourceKey = source?.name.toLowerCase();
  return {
    name,
    sourceKey,
    stays: sourceKey === name.toLowerCase() && plan.identity && sameForm,
    readText: source === undefined ? () => undefined : compileReadHeader(source, mostViolations),
    readBack: compileBack(plan),
    format: compileFormatValue({ in: 'header', name, style: written.style, explode: written.explode }),
  };
}

/** The text for the caller, `undefined` where there is none; its value goes into `values` to be judged. */
function readHeader(
  header: HeaderBack,
  fields: AnswerFields,
  { values, violations }: { values: JsonObject; violations: AnswerViolation[] },
): string | undefined {
  const { name } = header;
  const reading = header.readText(fields);
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
  });
  values[name] = violations.length > known ? UNDECODED : value;
  return textOf(header, value, violations);
}

function textOf({ name, format }: HeaderBack, value: JsonValue, violations: AnswerViolation[]): string | undefined {
  const text = format(value);
  if (!(text instanceof StyleFault)) return text;
  violations.push(unreadable({ in: 'header', path: [name], reason: text.reason }));
  return undefined;
}
