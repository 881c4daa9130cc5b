import { isObject } from '../codec/json-type.ts';
import type { JsonObject } from '../codec/json-value.ts';
import type { AnswerContent, ResponseDeclaration } from './answer-declaration.ts';
import type { ParameterGroup } from './contract.ts';
import type { Fault } from './finding.ts';
import { pointerNames, pointerTo } from './json-pointer.ts';
import type { OperationScope } from './operation-scope.ts';
import type { Pagination } from './pagination.ts';
import type { Place } from './place.ts';

/** What of an operation its pagination speaks of. */
export interface PagedParts {
  readonly query: ParameterGroup;
  readonly responses: Readonly<Record<string, ResponseDeclaration>>;
}

/** Reads `pagination` of an operation; what it names and nobody declares is a finding. */
export function normalizePagination(
  scope: OperationScope,
  operation: JsonObject,
  { query, responses }: PagedParts,
): Pagination | undefined {
  const { pagination } = operation;
  // The structural check has told of everything else.
  if (!isObject(pagination)) return undefined;
  const { items = '', next, parameter } = pagination;
  if (typeof items !== 'string' || typeof next !== 'string' || typeof parameter !== 'string') return undefined;
  const report = (member: string, fault: Fault): void =>
    scope.report(pointerTo(scope.pointer, 'pagination', member), fault);
  if (!query.parameters.some(({ name }) => name === parameter)) report('parameter', undeclared(parameter));
  const places = jsonAnswers(responses).map(({ place }) => place);
  if (places.length === 0) report('items', noAnswer);
  for (const place of places) {
    const list = placeAt(place, pointerNames(items));
    if (list === undefined) report('items', nowhere(items));
    else if (list.items === undefined && !list.types.includes('array')) report('items', noList(items));
    if (next !== 'Link' && placeAt(place, pointerNames(next)) === undefined) report('next', nowhere(next));
  }
  return { items: pointerNames(items), next: next === 'Link' ? undefined : pointerNames(next), parameter };
}

function jsonAnswers(responses: PagedParts['responses']): AnswerContent[] {
  const successes = Object.keys(responses).filter((status) => status.startsWith('2'));
  const statuses = successes.length > 0 ? successes : ['default'];
  const bodies = statuses.flatMap((status) => [...(responses[status]?.bodies.values() ?? [])]);
  return bodies.filter(({ outgoing }) => outgoing.kind === 'json');
}

function placeAt(root: Place, path: readonly string[]): Place | undefined {
  return path.reduce<Place | undefined>((place, name) => place?.members.get(name), root);
}

const undeclared = (parameter: string): Fault => ({
  rule: 'pagination',
  message: `the query has no parameter \`${parameter}\` that the next page could be asked with`,
  cure: 'declare it under `query`, or name one that is',
});

const noAnswer: Fault = {
  rule: 'pagination',
  message: 'no successful answer is declared as JSON, so that nobody knows the pages',
  cure: 'declare the answer under `responses`',
};

const nowhere = (pointer: string): Fault => ({
  rule: 'pagination',
  message: `\`${pointer}\` does not stand in the declared answer`,
  cure: "write a JSON Pointer to a member of the answer, by the caller's names",
});

const noList = (pointer: string): Fault => ({
  rule: 'pagination',
  message: pointer === '' ? 'the declared answer is no list' : `\`${pointer}\` of the declared answer is no list`,
  cure: 'write a JSON Pointer to the list of the items',
});
