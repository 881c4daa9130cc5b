// A multipart form as a value: fields become typed members, strictly, as in the other locations; a file is an empty text,
// which stands for it while its rules are judged and is never sent.

import { createBareObject } from '../../codec/bare-object.ts';
import { ExactNumber } from '../../codec/exact-number.ts';
import { parseJson } from '../../codec/json-text/parse.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import { parseScalar } from '../../codec/scalar.ts';
import type { BodyContent } from '../../contract/body-declaration.ts';
import { memberPlace } from '../../contract/known-place.ts';
import type { Place } from '../../contract/place.ts';
import { isJsonMediaType } from '../../http/media-type.ts';
import { expectedOf } from '../../problem/expected.ts';
import { violationPlace } from '../../problem/violation-place.ts';
import { createProblem, type Problem } from '../../problem/problem.ts';
import { quote } from '../../problem/quote.ts';
import { typeViolation } from '../../problem/type-violation.ts';
import { createViolation, type Violation } from '../../problem/violation.ts';
import type { IncomingField, IncomingParts } from '../request.ts';
import { UNDECODED } from '../undecoded.ts';
import type { ReadBody } from './body-value.ts';
import { fileViolations } from './file-violations.ts';
import { scalarOf } from './scalar-of.ts';

/** What the reading of parts goes by. */
export interface PartsReading {
  readonly operation: string;
  readonly jsonDepth: number;
  readonly content: BodyContent;
}

/**
 * Reads the parts of a form as one object.
 *
 * Out: by name a scalar, a list where the schema declares one or a name is repeated, JSON where it declares an object.
 * While parts may still come, required files that have not begun count as there.
 * Fails: `malformed-body` for JSON that is none, and for a name that is both a field and a file.
 */
export function readParts(parts: IncomingParts, reading: PartsReading): ReadBody {
  const run: PartsRun = {
    reading,
    violations: fileViolations(parts, reading.content),
    exact: false,
    problem: undefined,
  };
  const value = createBareObject();
  for (const [name, fields] of Map.groupBy(parts.fields, (field) => field.name)) {
    const conflict = parts.files.some((file) => file.name === name);
    if (conflict || name === '__proto__') return refused(conflict ? both(name) : protoName, reading);
    value[name] = readMember(name, fields, run);
    if (run.problem !== undefined) return { ok: false, problem: run.problem };
  }
  addFiles(value, parts, reading.content);
  return { ok: true, value, exact: run.exact, violations: run.violations };
}

interface PartsRun {
  readonly reading: PartsReading;
  readonly violations: Violation[];
  exact: boolean;
  problem: Problem | undefined;
}

function readMember(name: string, fields: readonly IncomingField[], run: PartsRun): JsonValue {
  const { content } = run.reading;
  const place = memberPlace(content.place, name);
  const [first] = fields;
  if (place?.types.includes('array') === true) {
    const isWhole = fields.length === 1 && first !== undefined && isJson(first);
    return isWhole ? readJson(first, run) : readList(name, fields, { item: place.items, run });
  }
  if (place === undefined && fields.length > 1) return fields.map(({ text }) => text);
  if (first === undefined || fields.length > 1) {
    const predicate = `is sent ${fields.length} times, but takes one value; send it once`;
    run.violations.push(createViolation({ ...placeOf([name]), code: 'repeated', predicate, hint: place?.hint }));
    return UNDECODED;
  }
  return readField(first, { place, at: [name], run }) ?? UNDECODED;
}

function readList(
  name: string,
  fields: readonly IncomingField[],
  { item, run }: { item: Place | undefined; run: PartsRun },
): JsonValue {
  const values = fields.flatMap((field, index) => readField(field, { place: item, at: [name, index], run }) ?? []);
  return values.length === fields.length ? values : UNDECODED;
}

interface FieldStanding {
  readonly place: Place | undefined;
  readonly at: readonly (string | number)[];
  readonly run: PartsRun;
}

/** The value of one field; `undefined` where its text is none of its type, which is then among the violations. */
function readField(field: IncomingField, { place, at, run }: FieldStanding): JsonValue | undefined {
  const types = place?.types ?? [];
  if (types.includes('object') || types.includes('array') || (types.length === 0 && isJson(field))) {
    return readJson(field, run);
  }
  const scalar = scalarOf(place) ?? 'string';
  const value = parseScalar(field.text, scalar);
  if (value instanceof ExactNumber) run.exact = true;
  if (value !== undefined || place === undefined) return value;
  run.violations.push(
    typeViolation({
      ...placeOf(at),
      types: [scalar],
      value: field.text,
      sensitive: place.sensitive,
      required: typeof at[0] === 'string' && run.reading.content.place.required.has(at[0]),
      expected: expectedOf(place.certain.map(({ keywords }) => keywords)),
      hint: place.hint,
    }),
  );
  return undefined;
}

function readJson(field: IncomingField, run: PartsRun): JsonValue {
  const { jsonDepth, operation } = run.reading;
  const result = parseJson(Buffer.from(field.text, 'utf8'), { maxDepth: jsonDepth });
  if (result.ok) {
    run.exact ||= result.exact;
    return result.value;
  }
  const { detail, line, column, code: reason } = result.fault;
  run.problem = createProblem('malformed-body', {
    detail: `The part ${quote(field.name)} is not JSON: line ${line}, column ${column}: ${detail}`,
    operation,
    members: { reason, line, column },
  });
  return null;
}

const isJson = ({ mediaType }: IncomingField): boolean => mediaType !== undefined && isJsonMediaType(mediaType);

function addFiles(value: JsonObject, { files, complete }: IncomingParts, content: BodyContent): void {
  const counts = new Map<string, number>();
  for (const { name } of files) counts.set(name, (counts.get(name) ?? 0) + 1);
  if (!complete)
    for (const name of content.place.required) if (content.files.has(name)) counts.set(name, counts.get(name) ?? 1);
  for (const [name, count] of counts) {
    const rule = content.files.get(name);
    const fewest =
      complete || rule === undefined ? count : Math.max(count, fewestItems(content.place.members.get(name)));
    value[name] = rule?.list === true || count > 1 ? Array.from({ length: fewest }, () => '') : '';
  }
}

function fewestItems(place: Place | undefined): number {
  const declared = place?.certain.map(({ keywords }) => keywords['minItems']) ?? [];
  return Math.max(0, ...declared.filter((least) => typeof least === 'number'));
}

const placeOf = (at: readonly (string | number)[]) => violationPlace('body', at);

const both = (name: string): string => `The part ${quote(name)} is sent as a field and as a file`;
const protoName = 'A part is named `__proto__`, which is refused';

const refused = (detail: string, { operation }: PartsReading): ReadBody => ({
  ok: false,
  problem: createProblem('malformed-body', { detail, operation }),
});
