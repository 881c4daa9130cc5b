import { ExactNumber } from '../codec/exact-number.ts';
import { deepestJson, parseJson } from '../codec/json-text/parse.ts';
import type { JsonObject, JsonValue } from '../codec/json-value.ts';
import { parseScalar } from '../codec/scalar.ts';
import type { BodyFormat } from '../contract/body-format.ts';
import type { Place } from '../contract/place.ts';
import { acceptsCharset, decodeCharset } from '../format/charset.ts';
import { formQueryText } from '../format/form-text.ts';
import { parseXml } from '../format/xml/parse-xml.ts';
import { xmlCharset } from '../format/xml/xml-charset.ts';
import { DecodeReport } from '../pipeline/decode/decode-report.ts';
import { misreadViolation, type MisreadText } from '../pipeline/read/misread.ts';
import { compileReadForm, pairTexts } from '../pipeline/read/read-form.ts';
import { scalarOf } from '../pipeline/read/scalar-of.ts';
import { typedXml } from '../pipeline/read/typed-xml.ts';
import { isUndecoded } from '../pipeline/undecoded.ts';
import type { AnswerViolation } from './answer-violation.ts';

/** The content of an upstream's answer as a value, or why it is not what its Content-Type promises. */
export type AnswerReading =
  | {
      readonly ok: true;
      readonly value: JsonValue;
      readonly exact: boolean;
      /** Texts that are no values of their types; they stay texts. */
      readonly violations: readonly AnswerViolation[];
    }
  | { readonly ok: false; readonly reason: string };

/** Reads the bytes of an answer; `charset` is that of its Content-Type, where it names one. */
export type ReadAnswer = (bytes: Buffer, charset: string | undefined) => AnswerReading;

interface Declared {
  readonly format: BodyFormat;
  /** The caller's, for messages. */
  readonly place: Place | undefined;
  readonly mostViolations: number;
}

/** Compiles the reading of an upstream's content in its format, in its own terms. */
export function compileReadAnswer({ format, place, mostViolations }: Declared): ReadAnswer {
  const report = (): DecodeReport => new DecodeReport(mostViolations, { isOfBody: true });
  const read = readerOf({ format, place, mostViolations }, report);
  return (bytes, charset) => {
    if (charset !== undefined && !acceptsCharset(format.kind, charset)) {
      const named = format.kind === 'json' ? 'JSON is read as UTF-8' : 'that charset is not known';
      return { ok: false, reason: `it is written in ${charset}, and ${named}` };
    }
    return read(bytes, charset);
  };
}

function readerOf({ format, place }: Declared, newReport: () => DecodeReport): ReadAnswer {
  switch (format.kind) {
    case 'form':
      return compileForm(format, place, newReport);
    case 'text':
      return compileText(format, newReport);
    case 'xml':
      return compileXml(format, newReport);
    default:
      return readJsonAnswer;
  }
}

/** Reads the bytes of an answer as JSON. */
export function readJsonAnswer(bytes: Buffer): AnswerReading {
  // The limit for requests protects us from strangers; an upstream is none.
  const parsed = parseJson(bytes, { maxDepth: deepestJson });
  if (parsed.ok) return { ok: true, value: parsed.value, exact: parsed.exact, violations: [] };
  const { detail, line, column } = parsed.fault;
  const reason = `it is not the JSON that its Content-Type promises: line ${line}, column ${column}: ${detail}`;
  return { ok: false, reason };
}

function compileForm(format: BodyFormat, place: Place | undefined, newReport: () => DecodeReport): ReadAnswer {
  const readForm = compileReadForm(format, place, Number.MAX_SAFE_INTEGER);
  return (bytes, charset = 'utf-8') => {
    const text = formQueryText(bytes, charset);
    if (text === undefined) return otherBytes(charset);
    const report = newReport();
    const value = readForm(text, report);
    if (report.violations.length > 0) keepTexts(value, text);
    const exact = Object.values<JsonValue>(value).some((field) => field instanceof ExactNumber);
    return { ok: true, value, exact, violations: report.violations };
  };
}

/** What could not be read as its type is passed on as the text that it was. */
function keepTexts(value: JsonObject, text: string): void {
  const sent = pairTexts(text.split('&'));
  for (const [name, field] of Object.entries<JsonValue>(value)) {
    if (!isUndecoded(field)) continue;
    const [only = '', ...others] = sent.get(name) ?? [];
    value[name] = others.length === 0 ? only : [only, ...others];
  }
}

function compileText({ shape }: BodyFormat, newReport: () => DecodeReport): ReadAnswer {
  const type = scalarOf(shape);
  return (bytes, charset = 'utf-8') => {
    const text = decodeCharset(bytes, charset);
    if (text === undefined) return otherBytes(charset);
    const value = type === undefined ? text : parseScalar(text, type);
    const report = newReport();
    if (value === undefined && type !== undefined) report.add(() => misreadViolation({ text, type, shape, path: [] }));
    const exact = value instanceof ExactNumber;
    return { ok: true, value: value ?? text, exact, violations: report.violations };
  };
}

function compileXml({ shape }: BodyFormat, newReport: () => DecodeReport): ReadAnswer {
  return (bytes, named) => {
    const charset = xmlCharset(bytes, named);
    const text = decodeCharset(bytes, charset);
    if (text === undefined) return otherBytes(charset);
    const parsed = parseXml(text, { maxDepth: deepestJson });
    if (!parsed.ok) {
      const { detail, line, column } = parsed.fault;
      const reason = `it is not the XML that its Content-Type promises: line ${line}, column ${column}: ${detail}`;
      return { ok: false, reason };
    }
    const report = newReport();
    const misread = (misreadText: MisreadText): JsonValue => {
      report.add(() => misreadViolation(misreadText));
      return misreadText.text;
    };
    const run = { misread, path: [], exact: false };
    const value = typedXml(parsed.root, shape, run);
    return { ok: true, value, exact: run.exact, violations: report.violations };
  };
}

const otherBytes = (charset: string): AnswerReading => ({ ok: false, reason: `its bytes are not text in ${charset}` });
