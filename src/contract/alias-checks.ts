import { refusedParameterHeaders } from '../http/parameter-headers.ts';
import { isToken } from '../http/token.ts';
import { type AgeingPlace, type AliasMove, ageingOf, isFromRoot } from './ageing-place.ts';
import { type AuthoredAlias, aliasesOf } from './authored-alias.ts';
import type { BodyDeclaration } from './body-declaration.ts';
import type { Operation } from './contract.ts';
import type { Fault } from './finding.ts';
import { pointerTo } from './json-pointer.ts';
import type { OperationScope } from './operation-scope.ts';
import { type ParameterAlias, parameterAliases } from './parameter-aliases.ts';
import type { Place } from './place.ts';

/** The declared values of one operation that may have older names. */
export interface AgeingFacts {
  readonly parameters: Operation['parameters'];
  readonly body: BodyDeclaration | undefined;
}

type Report = (alias: AuthoredAlias, fault: Fault) => void;

/** Checks that every `x-alias` of an operation names one value, in a place where a caller could have sent it. */
export function checkAliases(scope: OperationScope, { parameters, body }: AgeingFacts): void {
  const report: Report = ({ node, steps }, fault) =>
    scope.reportIn(node.origin.file, pointerTo(node.origin.pointer, ...steps), fault);
  for (const { place } of parameters.path.parameters) for (const alias of aliasesOf(place)) report(alias, ofPath);
  const aliases = parameterAliases(parameters, report);
  const taken = new Map<string, string>();
  for (const alias of aliases) checkParameterAlias(alias, { parameters, taken, report });
  for (const { place } of Object.values(parameters).flatMap((group) => group.parameters)) {
    for (const alias of nestedAliases(place)) report(alias, ofNestedMember);
  }
  for (const { place } of body?.content ?? []) checkBody(place, report);
}

const ofPath: Fault = {
  rule: 'alias-place',
  message: 'a path parameter has no name that callers write',
  cure: 'declare the older route as an operation of its own, `deprecated`',
};

const ofNestedMember: Fault = {
  rule: 'alias-place',
  message: 'a member of an object that is written as text cannot have an older name',
  cure: 'write the `x-alias` on the parameter itself, or leave it out',
};

const nestedAliases = (place: Place): AuthoredAlias[] =>
  [...place.members.values(), ...(place.items === undefined ? [] : [place.items])].flatMap(aliasesOf);

interface ParameterCheck {
  readonly parameters: Operation['parameters'];
  /** The current name by the older one that it took. */
  readonly taken: Map<string, string>;
  readonly report: Report;
}

function checkParameterAlias(
  { authored, older, current }: ParameterAlias,
  { parameters, taken, report }: ParameterCheck,
): void {
  const { in: location, name } = older;
  const isNamed = location === 'query' ? name !== '' : isToken(name);
  if (!isNamed || (location === 'header' && refusedParameterHeaders.has(name.toLowerCase()))) {
    report(authored, {
      rule: 'alias-name',
      message: `\`${name}\` cannot be the name of a ${location} parameter`,
      cure: 'write the name that callers used',
    });
  }
  const spelling = location === 'header' ? name.toLowerCase() : name;
  const isSame = (other: string): boolean => (location === 'header' ? other.toLowerCase() : other) === spelling;
  const declared = parameters[location].parameters.flatMap(writtenNames).find(isSame);
  if (declared !== undefined) report(authored, takenFault(name, `declared in ${location}`));
  const key = `${location} ${spelling}`;
  const other = taken.get(key);
  if (other !== undefined) report(authored, takenFault(name, `an older name of \`${other}\``));
  taken.set(key, current.name);
}

/** The names that a parameter has in the request: an exploded object has those of its members. */
function writtenNames({ name, form }: ParameterAlias['current']): string[] {
  const isExploded = form.kind === 'object' && form.style === 'form' && form.explode;
  return isExploded ? [...form.members.keys()] : [name];
}

const takenFault = (name: string, by: string): Fault => ({
  rule: 'alias-taken',
  message: `the older name \`${name}\` is ${by}, so it would mean two values`,
  cure: 'take one of them out',
});

function checkBody(root: Place, report: Report): void {
  for (const alias of aliasesOf(root)) report(alias, nameless);
  const top = ageingOf(root);
  const seen = new Set<string>();
  const visit = (place: Place, repeated: boolean): void => {
    const key = `${place.id} ${repeated}`;
    if (seen.has(key)) return;
    seen.add(key);
    const unnamed = [...place.prefixItems, ...place.patterns.map((pattern) => pattern.place)];
    for (const below of [...unnamed, place.items, place.additional].filter((one) => one !== undefined)) {
      for (const alias of aliasesOf(below)) report(alias, nameless);
      visit(below, true);
    }
    for (const below of place.members.values()) {
      if (repeated) for (const alias of aliasesOf(below).filter(isFromRoot)) report(alias, ofRepeated(alias));
      visit(below, repeated);
    }
  };
  visit(root, false);
  if (top !== undefined) checkMoves(top, report);
}

const nameless: Fault = {
  rule: 'alias-nameless',
  message: 'this value has no name of its own, so it has no older one',
  cure: 'write the `x-alias` on a member under `properties`',
};

const ofRepeated = ({ name }: AuthoredAlias): Fault => ({
  rule: 'alias-place',
  message: `the older place \`${name}\` is one for a whole request, but this value stands in each item of a list or map`,
  cure: 'write a path that begins in the same object, without a slash in front',
});

function checkMoves(top: AgeingPlace, report: Report): void {
  const seen = new Set<AgeingPlace>();
  const visit = (one: AgeingPlace): void => {
    if (seen.has(one)) return;
    seen.add(one);
    for (const [index, move] of one.moves.entries())
      checkMove(move, { one, others: one.moves.slice(0, index), report });
    const nameless = [...one.prefixItems, one.items, one.additional].filter((inner) => inner !== undefined);
    for (const inner of [...one.members.values(), ...nameless, ...one.patterns.map(({ below }) => below)]) visit(inner);
  };
  visit(top);
}

interface MoveCheck {
  readonly one: AgeingPlace;
  readonly others: readonly AliasMove[];
  readonly report: Report;
}

function checkMove({ authored, from, to }: AliasMove, { one, others, report }: MoveCheck): void {
  const { name, in: location } = authored;
  if (location !== undefined && location !== 'body') {
    const message = 'an older name of a member of the body stands in the body, too';
    report(authored, { rule: 'alias-place', message, cure: 'leave `in` out, or write an older path: `meta/user`' });
  }
  if (from.length === 0 || from.includes('')) {
    const message = `the older name \`${name}\` is empty, or a part of its path is`;
    report(authored, { rule: 'alias-name', message, cure: 'write the name that callers used' });
  }
  if (isDeclared(one.place, from)) report(authored, takenFault(name, 'declared in the same object'));
  const rival = others.find((other) => startsWith(from, other.from) || startsWith(other.from, from));
  if (rival !== undefined)
    report(authored, takenFault(name, `an older name of \`${rival.to.join('/')}\`, or part of one`));
  if (startsWith(from, to)) {
    const message = `the older place \`${name}\` lies inside the value that it is the place of`;
    report(authored, { rule: 'alias-name', message, cure: 'write where the value stood before' });
  }
}

const startsWith = (path: readonly string[], start: readonly string[]): boolean =>
  start.every((name, index) => path[index] === name);

/** Whether a schema names what stands at the end of the path. */
function isDeclared(place: Place, [name = '', ...rest]: readonly string[]): boolean {
  const member = place.members.get(name);
  if (rest.length > 0) return member !== undefined && isDeclared(member, rest);
  return member !== undefined || place.patterns.some(({ matches }) => matches(name));
}
