import { ExactNumber } from '../../codec/exact-number.ts';
import { type JsonLimits, parseJson } from '../../codec/json-text/parse.ts';
import type { JsonValue } from '../../codec/json-value.ts';
import { parseScalar } from '../../codec/scalar.ts';
import type { BodyContent } from '../../contract/body-declaration.ts';
import type { WireShape } from '../../contract/wire-shape.ts';
import { decodeCharset } from '../../format/charset.ts';
import { formQueryText } from '../../format/form-text.ts';
import { xmlCharset } from '../../format/xml/xml-charset.ts';
import { parseXml } from '../../format/xml/parse-xml.ts';
import type { JsonObject } from '../../codec/json-value.ts';
import { createProblem } from '../../problem/problem.ts';
import type { ApiLimits } from '../compiled-operation.ts';
import { DecodeReport } from '../decode/decode-report.ts';
import { UNDECODED } from '../undecoded.ts';
import type { ReadBody } from './body-value.ts';
import { misreadViolation } from './misread.ts';
import { compileReadForm, refusedField } from './read-form.ts';
import { scalarOf } from './scalar-of.ts';
import { typedXml } from './typed-xml.ts';

/** Reads the bytes of one declared content; `charset` is that of its Content-Type, where it names one. */
export type ReadBytes = (bytes: Uint8Array, charset: string | undefined, parsed?: ParsedJson) => ReadBody;

/** What `JSON.parse` made of the bytes already. */
export type ParsedJson = JsonLimits['parsed'];

interface Reading {
  readonly operation: string;
  readonly limits: ApiLimits;
}

/** Compiles the reading of one declared content by its format. */
export function compileReadBytes(content: BodyContent, reading: Reading): ReadBytes {
  switch (content.format.kind) {
    case 'json':
      return compileJson(reading);
    case 'form':
      return compileForm(content, reading);
    case 'text':
      return compileText(content.format.shape, reading);
    case 'xml':
      return compileXml(content.format.shape, reading);
    case 'multipart':
    case 'binary':
      return () => ({ ok: true, value: '', exact: false });
  }
}

function compileJson({ operation, limits }: Reading): ReadBytes {
  return (bytes, _charset, parsed) => {
    const result = parseJson(bytes, { maxDepth: limits.jsonDepth, parsed });
    if (result.ok) return { ok: true, value: result.value, exact: result.exact };
    const { detail, line, column, pointer, code } = result.fault;
    const place = { line, column, ...(pointer === undefined ? {} : { pointer: `#${pointer}` }) };
    return malformed(operation, `Line ${line}, column ${column}: ${detail}`, { reason: code, ...place });
  };
}

function compileForm({ format, place }: BodyContent, { operation, limits }: Reading): ReadBytes {
  const readForm = compileReadForm(format, place, limits.formFields);
  return (bytes, charset = 'utf-8') => {
    const text = formQueryText(bytes, charset);
    if (text === undefined) return otherBytes(operation, charset);
    const report = new DecodeReport(limits.violations + 1, { isOfBody: true });
    const value = readForm(text, report);
    if (Object.hasOwn(value, refusedField)) {
      return malformed(operation, `A field is named \`${refusedField}\`, which is refused`, { reason: 'name' });
    }
    return { ok: true, value, exact: holdsExact(value), violations: report.violations };
  };
}

/** A form holds scalars, lists of scalars and flat objects. */
function holdsExact(value: JsonObject): boolean {
  return Object.values<JsonValue>(value).some(
    (field) =>
      field instanceof ExactNumber ||
      (typeof field === 'object' && field !== null && Object.values(field).some((part) => part instanceof ExactNumber)),
  );
}

function compileText(shape: WireShape, { operation }: Reading): ReadBytes {
  const type = scalarOf(shape);
  return (bytes, charset = 'utf-8') => {
    const text = decodeCharset(bytes, charset);
    if (text === undefined) return otherBytes(operation, charset);
    if (type === undefined || type === 'string') return { ok: true, value: text, exact: false };
    const value = parseScalar(text, type);
    if (value !== undefined) return { ok: true, value, exact: value instanceof ExactNumber };
    return {
      ok: true,
      value: UNDECODED,
      exact: false,
      violations: [misreadViolation({ text, type, shape, path: [] })],
    };
  };
}

function compileXml(shape: WireShape, { operation, limits }: Reading): ReadBytes {
  return (bytes, named) => {
    const charset = xmlCharset(bytes, named);
    const text = decodeCharset(bytes, charset);
    if (text === undefined) return otherBytes(operation, charset);
    const parsed = parseXml(text, { maxDepth: limits.jsonDepth });
    if (!parsed.ok) {
      const { code, detail, line, column } = parsed.fault;
      return malformed(operation, `Line ${line}, column ${column}: ${detail}`, { reason: code, line, column });
    }
    const report = new DecodeReport(limits.violations + 1, { isOfBody: true });
    const misread = (misreadText: Parameters<typeof misreadViolation>[0]): JsonValue => {
      report.add(() => misreadViolation(misreadText));
      return UNDECODED;
    };
    const run = { misread, path: [], exact: false };
    const value = typedXml(parsed.root, shape, run);
    return { ok: true, value, exact: run.exact, violations: report.violations };
  };
}

const otherBytes = (operation: string, charset: string): ReadBody =>
  malformed(operation, `The body is not text in the charset ${charset}`, { reason: 'charset' });

function malformed(operation: string, detail: string, members: Readonly<Record<string, JsonValue>>): ReadBody {
  return { ok: false, problem: createProblem('malformed-body', { detail, operation, members }) };
}
