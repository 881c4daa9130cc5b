import { isObject } from '../../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import { allMembersOf, bodySchemaOf, jsonSchemaOf, parametersOf } from './collect-fields.ts';
import { DraftWriter, matchFields } from './draft-mapping.ts';
import { type DraftRule, type Field, fieldText, type LeftOver } from './draft-rule.ts';
import { type NamedOperation, operationsOf, type PairedOperation, pairOperations } from './pair-operations.ts';
import { FactReader } from './schema-facts.ts';

/** A contract between two descriptions, proposed. */
export interface DraftedContract {
  readonly contract: JsonObject;
  readonly pairs: readonly PairedOperation[];
  readonly rules: readonly DraftRule[];
  /** Constants that the backend asks for. */
  readonly constants: readonly { readonly operation: string; readonly field: string; readonly value: JsonValue }[];
  readonly leftOver: readonly LeftOver[];
  /** Operations without a partner, by their names. */
  readonly unpaired: { readonly caller: readonly string[]; readonly backend: readonly string[] };
}

/**
 * Proposes a contract between what callers are told and what a backend takes.
 *
 * In:  both as contracts that pass everything on, as an import makes them; neither is changed.
 * Out: the callers' contract with routes, names and codecs of the backend. Each rule has its reason and confidence, in the list
 *      and as `x-draft` beside it. Nothing of it is sure: it is for its author to decide.
 */
export function draftContract(caller: JsonObject, backend: JsonObject): DraftedContract {
  const contract = structuredClone(caller);
  const readers = { caller: new FactReader(contract), backend: new FactReader(backend) };
  const [own, others] = [operationsOf(contract), operationsOf(backend)];
  const pairs = pairOperations(own, others, readers);
  const writer = new DraftWriter(readers);
  const drafts = pairs.map((pair) => draftOperation(pair, writer));
  const missing = (all: readonly NamedOperation[], side: 'caller' | 'backend'): string[] =>
    all.filter((each) => !pairs.some((pair) => pair[side] === each)).map(({ name }) => name);
  return {
    contract,
    pairs,
    rules: writer.rules,
    constants: drafts.flatMap(({ constants }) => constants),
    leftOver: drafts.flatMap(({ leftOver }) => leftOver),
    unpaired: { caller: missing(own, 'caller'), backend: missing(others, 'backend') },
  };
}

function draftOperation({ caller, backend }: PairedOperation, writer: DraftWriter) {
  const { name, operation } = caller;
  const { readers } = writer;
  const [own, others] = [parametersOf(operation, readers.caller), parametersOf(backend.operation, readers.backend)];
  const matches = matchFields(own, others);
  for (const match of matches) writer.write(name, match, match.backend.path.at(-1) ?? '');
  const left = {
    caller: own.filter((field) => !matches.some((match) => match.caller === field)),
    backend: others.filter((field) => !matches.some((match) => match.backend === field)),
  };
  const bodies = draftBody(caller, backend, writer);
  left.caller.push(...bodies.caller);
  left.backend.push(...bodies.backend);
  draftAnswers(caller, backend, writer);
  const ends = left.backend.filter(({ facts }) => facts.type !== 'object');
  // What moves elsewhere has to be called alike: types alone are alike everywhere.
  const moved = matchFields(left.caller, ends).filter(
    ({ likeness, fit }) => likeness >= leastLikeness || (fit.codec !== undefined && fit.score >= 0.8),
  );
  for (const match of moved) {
    // From the root, wherever the value stood.
    const path = match.backend.path.join('/');
    writer.write(name, match, match.backend.in === 'body' && match.caller.in === 'body' ? `/${path}` : path);
  }
  const rest = (fields: readonly Field[], side: 'caller' | 'backend'): Field[] =>
    fields.filter((field) => !moved.some((match) => match[side] === field));
  const settled = settleUpstream(operation, backend.operation, rest(left.backend, 'backend'));
  const told = (side: 'caller' | 'backend', fields: readonly Field[]): LeftOver[] =>
    fields.map((field) => ({ operation: name, side, field: fieldText(field), required: field.required }));
  return {
    constants: settled.constants.map(([field, value]) => ({ operation: name, field, value })),
    leftOver: [...told('caller', rest(left.caller, 'caller')), ...told('backend', settled.rest)],
  };
}

const leastLikeness = 0.4;

function draftBody(caller: NamedOperation, backend: NamedOperation, writer: DraftWriter) {
  const [own, other] = [bodySchemaOf(caller.operation), bodySchemaOf(backend.operation)];
  const { readers } = writer;
  const all = (schema: JsonObject | undefined, reader: FactReader): Field[] =>
    schema === undefined ? [] : allMembersOf({ in: 'body', path: [], schema }, reader);
  if (own === undefined || other === undefined) {
    return { caller: all(own, readers.caller), backend: all(other, readers.backend) };
  }
  return writer.matchObjects(
    caller.name,
    { in: 'body', path: [], schema: own },
    { in: 'body', path: [], schema: other },
  );
}

function draftAnswers(caller: NamedOperation, backend: NamedOperation, writer: DraftWriter): void {
  const [own, others] = [answersOf(caller.operation), answersOf(backend.operation)];
  for (const [status, schema] of own) {
    const other = others.get(status) ?? others.get(`${status.charAt(0)}XX`);
    if (other === undefined) continue;
    const [holder, target] = [schema, other].map((each) => ({ in: 'answer' as const, path: [], schema: each }));
    if (holder === undefined || target === undefined) continue;
    const [items, below] = [writer.readers.caller.read(schema).items, writer.readers.backend.read(other).items];
    if (items !== undefined && below !== undefined) {
      writer.matchItems(caller.name, { ...holder, schema: items }, { ...target, schema: below });
    } else writer.matchObjects(caller.name, holder, target);
  }
}

function answersOf({ responses }: JsonObject): Map<string, JsonObject> {
  if (responses === undefined || !isObject(responses)) return new Map();
  return new Map(
    Object.entries(responses).flatMap(([status, response]) => {
      const schema = isObject(response) ? jsonSchemaOf(response['content']) : undefined;
      return schema === undefined ? [] : [[status, schema] as const];
    }),
  );
}

const groups = { query: 'query', header: 'headers', cookie: 'cookies' } as const;

/** The upstream's route, and constants for what the backend asks for and has only one value. */
function settleUpstream(operation: JsonObject, backend: JsonObject, left: readonly Field[]) {
  const upstream: JsonObject = { route: backend['route'] ?? '' };
  const constants: [string, JsonValue][] = [];
  const rest: Field[] = [];
  for (const field of left) {
    const [value, ...others] = field.facts.values ?? [];
    const group = field.in === 'path' || field.in === 'body' || field.in === 'answer' ? undefined : groups[field.in];
    if (value === undefined || others.length > 0 || !field.required || group === undefined) {
      rest.push(field);
      continue;
    }
    const known = upstream[group];
    upstream[group] = { ...(known !== undefined && isObject(known) ? known : {}), [field.path.at(-1) ?? '']: value };
    constants.push([fieldText(field), value]);
  }
  operation['upstream'] = upstream;
  return { constants, rest };
}
