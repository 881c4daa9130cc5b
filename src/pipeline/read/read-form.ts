// A form as a value: its fields are read like the parameters of a query, strictly, and stand in the body.

import { createBareObject } from '../../codec/bare-object.ts';
import { parseScalar } from '../../codec/scalar.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import type { BodyFormat } from '../../contract/body-format.ts';
import { memberShape, type WireShape } from '../../contract/wire-shape.ts';
import type { Place } from '../../contract/place.ts';
import { decodeQueryText } from '../../http/percent.ts';
import { compileDecodeQuery } from '../decode/decode-query.ts';
import type { DecodeReport } from '../decode/decode-report.ts';
import { scalarOf } from './scalar-of.ts';

/** Reads the text of a form, written like a query; what does not fit is in the report, `UNDECODED` in its place. */
export type ReadForm = (text: string, report: DecodeReport) => JsonObject;

/** A name that JSON refuses, too: too many programs take it for the prototype of an object. */
export const refusedField = '__proto__';

/**
 * Compiles the reading of a form.
 *
 * In:  how its declared fields are written, the place of the whole, and how many pairs it may have.
 * Out: the declared fields, typed; then all others as they were sent, texts or lists of texts, for `unknown` to judge.
 */
export function compileReadForm({ fields, shape }: BodyFormat, place: Place | undefined, mostPairs: number): ReadForm {
  const parameters = [...fields].flatMap(([name, form]) => {
    const own = shape.members.get(name)?.place ?? place;
    const required = place?.required.has(name) === true;
    return own === undefined ? [] : [{ in: 'query' as const, name, form, place: own, required }];
  });
  const decode = compileDecodeQuery({ parameters }, 'forward', mostPairs);
  return (text, report) => {
    const { values, forwarded } = decode(`?${text}`, report);
    const object = Object.assign(createBareObject(), values);
    for (const [name, texts] of pairTexts(forwarded)) object[name] = undeclared(texts, memberShape(shape, name));
    return object;
  };
}

/** The decoded texts of each name, in order. In: the pairs as received. */
export function pairTexts(pairs: readonly string[]): Map<string, string[]> {
  const texts = new Map<string, string[]>();
  for (const pair of pairs) {
    const equals = pair.indexOf('=');
    const name = decodeQueryText(equals < 0 ? pair : pair.slice(0, equals)) ?? '';
    const text = equals < 0 ? '' : (decodeQueryText(pair.slice(equals + 1)) ?? '');
    const known = texts.get(name);
    if (known === undefined) texts.set(name, [text]);
    else known.push(text);
  }
  return texts;
}

/** A field without a name of its own in the schema: `additionalProperties` may say what it is. */
function undeclared(texts: readonly string[], shape: WireShape | undefined): JsonValue {
  const typed = (text: string, of: WireShape | undefined): JsonValue => {
    const type = scalarOf(of);
    return type === undefined ? text : (parseScalar(text, type) ?? text);
  };
  const [only = '', ...others] = texts;
  if (shape?.types.includes('array')) return texts.map((text) => typed(text, shape.item));
  return others.length === 0 ? typed(only, shape) : texts.map((text) => typed(text, shape));
}
