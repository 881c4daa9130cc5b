import { ExactNumber } from '../../codec/exact-number.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import { parseScalar, type ScalarType } from '../../codec/scalar.ts';
import { parseDelimitedList } from '../../codec/style/delimited.ts';
import { StyleFault } from '../../codec/style/style-fault.ts';
import type { Operation, Parameter, UnknownPolicy } from '../../contract/contract.ts';
import { decodeQueryText } from '../../http/percent.ts';
import { compileDecodeCookie } from '../decode/decode-cookie.ts';
import { compileDecodeHeader } from '../decode/decode-header.ts';
import { DecodeReport } from '../decode/decode-report.ts';
import { compileReadParameter } from '../decode/read-parameter.ts';
import { isUndecoded } from '../undecoded.ts';

/** Reads a scalar whose value needs no care: `undefined` for text of another type, and for numbers no double holds. */
export type PlainScalar = (text: string) => string | number | boolean | undefined;

/** The plain readings of texts, by type. */
export const plainScalars: Readonly<Record<Exclude<ScalarType, 'string'>, PlainScalar>> = {
  integer: (text) => plainNumber(text, 'integer'),
  number: (text) => plainNumber(text, 'number'),
  boolean: (text) => (text === 'true' ? true : text === 'false' ? false : undefined),
};

function plainNumber(text: string, type: 'integer' | 'number'): number | undefined {
  const value = parseScalar(text, type);
  return typeof value === 'number' ? value : undefined;
}

/** Reads one raw text as the value of a parameter; `undefined` where the stages have to say what it is. */
export type PlainRead = (raw: string) => JsonValue | undefined;

/** Compiles the plain reading of a parameter that is a list or an object in one text. */
export function compilePlainRead(parameter: Parameter, unknown: UnknownPolicy): PlainRead {
  const { form } = parameter;
  const read = compileReadParameter(parameter, unknown);
  const readAny: PlainRead = (raw) => {
    const report = new DecodeReport(0);
    const value = read([raw], report);
    return report.cut || !isPlain(value) ? undefined : value;
  };
  if (parameter.in !== 'query' || form.kind !== 'list' || form.item.type !== 'string') return readAny;
  const { style, item } = form;
  if (style === 'deepObject') return readAny;
  const delimited = { style, in: parameter.in, mayHoldComma: item.mayHoldComma };
  const isComma = style === 'form' || style === 'simple';
  return (raw) => {
    // Without escapes nothing can be a comma that was none in the text.
    if (isComma && !raw.includes('%')) return decodeQueryText(raw)?.split(',');
    const items = parseDelimitedList(raw, delimited);
    return items instanceof StyleFault ? undefined : items;
  };
}

/** Whether a value of a text location is decoded, and holds no number that only the explaining pass can judge. */
function isPlain(value: JsonValue): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (value instanceof ExactNumber || isUndecoded(value)) return false;
  return !Object.values(value).some((below) => below instanceof ExactNumber);
}

/** Reads the declared fields or cookies of a request; `undefined` where the stages have to say what they are. */
export type PlainFields = (rawHeaders: readonly string[]) => JsonObject | undefined;

/** Compiles the reading of declared header fields; `undefined` where nobody asks for any. */
export function compilePlainHeader({ parameters: { header }, unknown }: Operation): PlainFields | undefined {
  if (header.parameters.length === 0 && unknown.headers !== 'refuse') return undefined;
  return plainFields(compileDecodeHeader(header, unknown.headers));
}

/** Compiles the reading of declared cookies; `undefined` where nobody asks for any. */
export function compilePlainCookie({ parameters: { cookie }, unknown }: Operation): PlainFields | undefined {
  if (cookie.parameters.length === 0 && unknown.cookies !== 'refuse') return undefined;
  return plainFields(compileDecodeCookie(cookie, unknown.cookies));
}

type Decode = (
  rawHeaders: readonly string[],
  report: DecodeReport,
) => { readonly values: JsonObject; readonly unknown: readonly string[] };

const plainFields =
  (decode: Decode): PlainFields =>
  (rawHeaders) => {
    const report = new DecodeReport(0);
    const { values, unknown } = decode(rawHeaders, report);
    if (report.cut || unknown.length > 0 || !Object.values(values).every(isPlain)) return undefined;
    return values;
  };

/**
 * What becomes of a query pair of a name that nobody declares.
 *
 * Out: the pair as it goes on, the empty text where it is dropped, or `undefined` where the stages have to say.
 */
export type PlainUndeclared = (rawName: string, rawPair: string) => string | undefined;

/** The plain way of undeclared pairs, by policy. */
export const plainUndeclared: Readonly<Record<UnknownPolicy, PlainUndeclared>> = {
  refuse: () => undefined,
  // With an escape in it the name may be a declared one.
  drop: (rawName) => (decodeQueryText(rawName) === rawName ? '' : undefined),
  forward: (rawName, rawPair) => {
    if (decodeQueryText(rawName) !== rawName) return undefined;
    const value = rawPair.slice(rawName.length + 1);
    return decodeQueryText(value) === undefined ? undefined : rawPair.replaceAll(';', '%3B');
  },
};
