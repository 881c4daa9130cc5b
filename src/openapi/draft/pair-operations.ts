import { isObject } from '../../codec/json-type.ts';
import type { JsonObject } from '../../codec/json-value.ts';
import { type Assigned, assign } from './assignment.ts';
import { allMembersOf, bodySchemaOf, parametersOf } from './collect-fields.ts';
import type { DraftReaders, Field } from './draft-rule.ts';
import type { FactReader } from './schema-facts.ts';
import { nameSimilarity, wordsOf } from './words.ts';

/** An operation of a contract by its name. */
export interface NamedOperation {
  readonly name: string;
  readonly operation: JsonObject;
}

/** Operations that are taken for one, and how sure that is, from 0 to 1. */
export interface PairedOperation {
  readonly caller: NamedOperation;
  readonly backend: NamedOperation;
  readonly confidence: number;
}

/** The operations of a contract in its authored form. */
export function operationsOf({ operations }: JsonObject): NamedOperation[] {
  if (operations === undefined || !isObject(operations)) return [];
  return Object.entries(operations).flatMap(([name, operation]) => (isObject(operation) ? [{ name, operation }] : []));
}

const leastConfidence = 0.25;
const leastRemaining = 0.1;

/** Pairs operations by method, path, name and what they take. */
export function pairOperations(
  caller: readonly NamedOperation[],
  backend: readonly NamedOperation[],
  readers: DraftReaders,
): PairedOperation[] {
  const here = caller.map((each) => traitsOf(each, readers.caller));
  const there = backend.map((each) => traitsOf(each, readers.backend));
  const scores = here.map((own) => there.map((other) => likeness(own, other)));
  const pairs = assign(scores, leastConfidence);
  pairs.push(...remainingPairs(scores, pairs));
  for (const [row, own] of scores.entries()) {
    if (pairs.some((pair) => pair.row === row)) continue;
    // One operation behind may serve several; it is only taken twice where it is alike.
    const column = own.indexOf(Math.max(...own));
    if ((own[column] ?? 0) >= leastConfidence) pairs.push({ row, column });
  }
  return pairs.flatMap(({ row, column }): PairedOperation[] => {
    const [own, other] = [caller[row], backend[column]];
    if (own === undefined || other === undefined) return [];
    return [{ caller: own, backend: other, confidence: scores[row]?.[column] ?? 0 }];
  });
}

/** What is left over on both sides is paired by whatever likeness there is. */
function remainingPairs(scores: readonly (readonly number[])[], pairs: readonly Assigned[]): Assigned[] {
  const left = scores.map((row, at) =>
    row.map((score, column) => (pairs.some((pair) => pair.row === at || pair.column === column) ? 0 : score)),
  );
  return assign(left, leastRemaining);
}

interface Traits {
  readonly method: string;
  readonly words: string;
  readonly slots: number;
  readonly endsWithSlot: boolean;
  readonly name: string;
  readonly text: string;
  readonly fields: readonly string[];
  readonly hasBody: boolean;
}

function traitsOf({ name, operation }: NamedOperation, reader: FactReader): Traits {
  const [method = '', path = ''] = String(operation['route']).split(' ');
  const segments = path.split('/').filter((segment) => segment !== '');
  const body = bodySchemaOf(operation);
  const members = body === undefined ? [] : allMembersOf({ in: 'body', path: [], schema: body }, reader);
  const text = [operation['summary'], operation['description'], operation['tags']]
    .flat()
    .map((each) => (typeof each === 'string' ? each : ''));
  return {
    method,
    // A version or a common root says nothing of one operation.
    words: segments.filter((segment) => !segment.includes('{') && !/^(?:api|v\d+)$/i.test(segment)).join(' '),
    slots: segments.filter((segment) => segment.includes('{')).length,
    endsWithSlot: segments.at(-1)?.includes('{') === true,
    name,
    text: text.join(' '),
    fields: [...parametersOf(operation, reader), ...members].map(({ path: steps }: Field) => steps.at(-1) ?? ''),
    hasBody: operation['body'] !== undefined,
  };
}

function likeness(own: Traits, other: Traits): number {
  const method = own.method === other.method ? 1 : writes(own.method) === writes(other.method) ? 0.6 : 0.1;
  const shape = (own.slots === other.slots ? 0.6 : 0.2) + (own.endsWithSlot === other.endsWithSlot ? 0.4 : 0);
  const text = own.text === '' || other.text === '' ? 0 : nameSimilarity(own.text, other.text);
  const fields = Math.max(share(own.fields, other.fields), share(other.fields, own.fields) * 0.9);
  const body = own.hasBody === other.hasBody ? 1 : 0;
  const name = Math.max(
    nameSimilarity(own.name, other.name),
    nameSimilarity(own.name, wordsOf(`${other.method} ${other.words}`).join(' ')),
  );
  return (
    0.16 * method +
    0.2 * nameSimilarity(own.words, other.words) +
    0.16 * name +
    0.08 * text +
    0.25 * fields +
    0.08 * shape +
    0.07 * body
  );
}

const writes = (method: string): boolean => !['GET', 'HEAD'].includes(method);

/** How much of the first is found in the second. */
function share(names: readonly string[], others: readonly string[]): number {
  if (names.length === 0 || others.length === 0) return names.length === others.length ? 0.5 : 0;
  return (
    names.reduce((sum, name) => sum + Math.max(...others.map((other) => nameSimilarity(name, other))), 0) / names.length
  );
}
