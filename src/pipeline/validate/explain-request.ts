// The explaining pass: runs for refused requests alone (and to judge the rare ones that hold numbers no double can
// hold), and lists every violation of every location at once, in the fixed order, up to the cap.

import type { JsonValue } from '../../codec/json-value.ts';
import type { BodyContent } from '../../contract/body-declaration.ts';
import type { Operation, ParameterGroup } from '../../contract/contract.ts';
import type { Location } from '../../http/location.ts';
import { textLocations } from '../../http/location.ts';
import {
  readOnlyViolation,
  requiredViolation,
  unappliedViolation,
  unknownViolation,
} from '../../problem/member-violation.ts';
import { formatPointer } from '../../problem/pointer.ts';
import type { DeclaredNames } from '../../problem/suggestion.ts';
import type { Violation } from '../../problem/violation.ts';
import { withHiddenMembers } from '../ageing/hidden-members.ts';
import type { Decoded } from '../decode/decode.ts';
import { explainValue } from '../explain/explain-value.ts';
import { unappliedParameters } from './unapplied-parameters.ts';
import { compileForeignSearch, type ForeignMember } from './unknown.ts';

/** A request whose values are to be explained. */
export interface Explainable {
  readonly decoded: Decoded;
  readonly content: BodyContent | undefined;
  readonly body: JsonValue | undefined;
}

/** Gives every violation of a request, in the order in which they are shown. */
export type ExplainRequest = (request: Explainable) => Violation[];

/** Compiles the explaining pass of one operation; `cap` is the most violations that it collects. */
export function compileExplainRequest(operation: Operation, cap: number): ExplainRequest {
  const declared = declaredNames(operation);
  const searches = new Map(
    operation.body?.content.map((content) => [
      content,
      compileForeignSearch(content.place, operation.unknown.body === 'refuse'),
    ]),
  );
  const groups = textLocations.map((location) => {
    const group = operation.parameters[location];
    return { location, group, unapplied: unappliedParameters(operation, group) };
  });
  return (request) => {
    const violations: Violation[] = [];
    for (const { location, group, unapplied } of groups) {
      explainGroup(group, { request, cap: cap - violations.length, violations });
      const unknown = unknownNames(group, { request, declared });
      const names = unapplied(request.decoded.values[location]);
      if (unknown.length + names.length > 0) violations.push(...unknown, ...unappliedNames(group, names));
    }
    const { content } = request;
    if (content === undefined || request.body === undefined) {
      if (operation.body?.required === true) violations.push(missingBody);
      return violations;
    }
    const found = explainBody(request.body, content, cap - violations.length);
    const search = searches.get(content);
    search?.(request.body, (member) => {
      found.push(foreignViolation(member, declared));
      return violations.length + found.length <= cap;
    });
    violations.push(...found);
    return violations;
  };
}

const missingBody = requiredViolation({ in: 'body', name: '', pointer: '#' });

function foreignViolation({ kind, path, declared }: ForeignMember, elsewhere: DeclaredNames): Violation {
  const at = { in: 'body' as const, name: String(path.at(-1) ?? ''), pointer: formatPointer(path) };
  if (kind === 'read-only') return readOnlyViolation(at);
  return kind === 'unapplied' ? unappliedViolation(at) : unknownViolation({ ...at, declared, elsewhere });
}

function explainGroup(
  group: ParameterGroup,
  { request: { decoded }, cap, violations }: { request: Explainable; cap: number; violations: Violation[] },
): void {
  for (const violation of decoded.violations) if (violation.in === group.in) violations.push(violation);
  if (group.schema === undefined || group.place === undefined || cap <= 0) return;
  const value = decoded.values[group.in];
  const place = withHiddenMembers(group.place, group.in, decoded.ageing.aliases);
  const explained = explainValue({ node: group.schema, place, value, in: group.in, cap });
  for (const violation of explained) violations.push(violation);
}

function unknownNames(
  group: ParameterGroup,
  { request, declared }: { request: Explainable; declared: DeclaredNames },
): Violation[] {
  if (!request.decoded.hasUnknown) return [];
  const known = declared[group.in] ?? [];
  return request.decoded
    .unknown(group.in)
    .map((name) =>
      unknownViolation({ in: group.in, name, pointer: formatPointer([name]), declared: known, elsewhere: declared }),
    );
}

function unappliedNames(group: ParameterGroup, names: readonly string[]): Violation[] {
  return names.map((name) => unappliedViolation({ in: group.in, name, pointer: formatPointer([name]) }));
}

function explainBody(body: JsonValue, content: BodyContent, cap: number): Violation[] {
  if (cap <= 0) return [];
  return explainValue({ node: content.schema, place: content.place, value: body, in: 'body', cap });
}

/** The names that an operation declares, by location, for suggestions; of the bodies the members of the root. */
function declaredNames(operation: Operation): DeclaredNames {
  const names = new Map<Location, string[]>(
    textLocations.map((location) => [location, operation.parameters[location].parameters.map(({ name }) => name)]),
  );
  const body = operation.body?.content.flatMap(({ place }) => [...place.members.keys()]) ?? [];
  names.set('body', [...new Set(body)]);
  return Object.fromEntries(names);
}
