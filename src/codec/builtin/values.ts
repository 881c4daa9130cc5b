import { canonicalText } from '../canonical-text.ts';
import { CodecRefusal, type ProducedType } from '../codec.ts';
import type { CodecInput, CodecKind, Conversion, ReportedFault } from '../codec-kind.ts';
import { isObject, typeOf } from '../json-type.ts';
import type { JsonValue } from '../json-value.ts';
import { written } from '../value-words.ts';

/** One row of a table: the caller's value, the upstream's, and where it stands in the argument. */
interface Row {
  readonly caller: JsonValue;
  readonly upstream: JsonValue;
  readonly path: readonly (string | number)[];
}

type Report = (fault: ReportedFault) => void;

/** Any value of an `enum` to any other value, one to one. */
export const values: CodecKind = {
  name: 'values',
  summary: 'each value of an `enum` as the value that the table gives, one to one; lists every value but `null`',
  argument: 'an object by the caller\'s text ({ "active": 1 }), or a list of pairs ([[1, "A"], [2, "B"]])',
  takes: [],
  example: {
    specification: { values: { active: 1, inactive: 0 } },
    input: { types: ['string'], enumeration: ['active', 'inactive'] },
    caller: 'active',
    upstream: 1,
  },
  compile(argument, input, { report }) {
    const rows = rowsOf(argument, report);
    if (rows === undefined) return undefined;
    const faults = [...coverageFaults(rows, input), ...doubleFaults(rows, input)];
    for (const fault of faults) report(fault);
    return faults.some(({ severity }) => severity !== 'warning') ? undefined : conversion(rows);
  },
};

function rowsOf(argument: JsonValue, report: Report): Row[] | undefined {
  if (isObject(argument)) {
    return Object.entries(argument).map(([caller, upstream]) => ({ caller, upstream, path: [caller] }));
  }
  const rows: Row[] = [];
  for (const [index, pair] of Array.isArray(argument) ? argument.entries() : []) {
    const [caller, upstream] = Array.isArray(pair) && pair.length === 2 ? pair : [];
    if (caller === undefined || upstream === undefined) {
      report({
        path: [index],
        rule: 'codec-argument',
        message: 'a row of the table is no pair',
        cure: 'write the value of the caller and the value of the upstream: [1, "A"]',
      });
      return undefined;
    }
    rows.push({ caller, upstream, path: [index] });
  }
  if (rows.length > 0) return rows;
  report({
    rule: 'codec-argument',
    message: 'the table has no rows',
    cure: 'write { "values": { "active": 1 } } or { "values": [[1, "A"]] }',
  });
  return undefined;
}

function coverageFaults(rows: readonly Row[], { types, enumeration }: CodecInput): ReportedFault[] {
  const onlyBoolean = types.length > 0 && types.every((type) => type === 'boolean' || type === 'null');
  const expected = enumeration ?? (onlyBoolean ? [true, false] : undefined);
  if (expected === undefined) {
    return [
      {
        rule: 'codec-values',
        message: 'the schema lists no values',
        cure: 'give it an `enum` of what the table lists',
      },
    ];
  }
  const listed = new Set(rows.map(({ caller }) => canonicalText(caller)));
  const wanted = new Set(expected.map(canonicalText));
  const faults: ReportedFault[] = [];
  for (const value of expected) {
    if (value !== null && !listed.has(canonicalText(value))) faults.push(notCovered(value, listed));
  }
  for (const { caller, path } of rows) {
    if (wanted.has(canonicalText(caller)) || caller === null) continue;
    faults.push({
      path,
      severity: 'warning',
      rule: 'codec-values',
      message: `the enum does not hold ${written(caller)}, so that this row is never used`,
      cure: 'take the row out, or add the value to the enum',
    });
  }
  return faults;
}

function notCovered(value: JsonValue, listed: ReadonlySet<string>): ReportedFault {
  const asText = typeof value !== 'string' && listed.has(canonicalText(written(value)));
  return {
    rule: 'codec-values',
    message: `the table does not list ${written(value)}, which the enum holds`,
    cure: asText ? `write pairs, for names of members are text: [[${written(value)}, …]]` : 'add a row for it',
  };
}

/** Two rows for one value, on either side. A `null` that no row lists passes unchanged, and so takes the place of one. */
function doubleFaults(rows: readonly Row[], { types, enumeration }: CodecInput): ReportedFault[] {
  const faults: ReportedFault[] = [];
  const callers = new Set<string>();
  const upstreams = new Map<string, JsonValue>();
  const mayBeNull = types.includes('null') || enumeration?.includes(null) === true;
  if (mayBeNull && !rows.some(({ caller }) => caller === null)) upstreams.set(canonicalText(null), null);
  for (const { caller, upstream, path } of rows) {
    const rule = 'codec-values';
    const cure = 'give each value a row and a counterpart of its own';
    if (callers.has(canonicalText(caller)))
      faults.push({ path, rule, message: `${written(caller)} is listed twice`, cure });
    const other = upstreams.get(canonicalText(upstream));
    if (other !== undefined) {
      const message = `${written(caller)} and ${written(other)} become the same value, ${written(upstream)}`;
      faults.push({ path, rule, message, cure });
    }
    callers.add(canonicalText(caller));
    upstreams.set(canonicalText(upstream), caller);
  }
  return faults;
}

function conversion(rows: readonly Row[]): Conversion {
  return {
    produces: commonType(rows.map(({ upstream }) => upstream)),
    partial: false,
    listsNull: true,
    encode: lookup(rows.map(({ caller, upstream }) => [caller, upstream])),
    decode: lookup(rows.map(({ caller, upstream }) => [upstream, caller])),
  };
}

function lookup(pairs: readonly (readonly [JsonValue, JsonValue])[]): (value: JsonValue) => JsonValue | CodecRefusal {
  const scalars = new Map<JsonValue, JsonValue>();
  // Lists, objects and exact numbers by their text, for no two of them are the same to a Map.
  const others = new Map<string, JsonValue>();
  for (const [from, to] of pairs) {
    if (isCompared(from)) others.set(canonicalText(from), to);
    else scalars.set(from, to);
  }
  return (value) => {
    const found = isCompared(value) ? others.get(canonicalText(value)) : scalars.get(value);
    // A list or an object is copied, for the mapping may write into what it is given.
    if (found !== undefined) return isCompared(found) ? copied(found) : found;
    return value === null ? null : new CodecRefusal('it is not among the values that have a counterpart');
  };
}

function isCompared(value: JsonValue): boolean {
  return typeof value === 'object' && value !== null;
}

function copied(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(copied);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, copied(member)]));
}

function commonType(all: readonly JsonValue[]): ProducedType {
  const types = new Set(all.map(typeOf));
  if (types.size === 2 && types.has('integer') && types.has('number')) return 'number';
  const [type] = types;
  return types.size === 1 && type !== undefined && type !== 'null' ? type : 'any';
}
