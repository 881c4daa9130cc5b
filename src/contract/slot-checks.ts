import type { TextLocation } from '../http/location.ts';
import { referencePlaces, type Visible } from './additions.ts';
import type { BodyDeclaration } from './body-declaration.ts';
import type { Parameter, ParameterGroup } from './contract.ts';
import type { ValuePlan } from './value-plan.ts';
import type { GatheredMember, MappedSource, Reference, Slot } from './upstream-route.ts';
import { pointerNames } from './json-pointer.ts';
import type { NormalizedAdditions } from './normalize-additions.ts';
import type { OperationScope } from './operation-scope.ts';
import type { Fault } from './finding.ts';
import type { ParsedRoute } from './route.ts';
import { keywordAt } from './schema-keywords.ts';
import { isAlwaysFilled, slotFillers } from './slot-fillers.ts';
import { slotNameFaults } from './slot-name.ts';
import { gatherShapeFaults, slotShapeFaults } from './slot-shape.ts';

/** What an operation sends outside of its body. */
export interface SlotFacts {
  readonly parameters: Record<TextLocation, ParameterGroup>;
  readonly body: BodyDeclaration | undefined;
  readonly additions: NormalizedAdditions['slots'];
  readonly visible: Visible;
}

/** Checks what no single declaration shows: names that cannot be written, and values that text cannot hold. */
export function checkSlots(scope: OperationScope, facts: SlotFacts): void {
  const fillers = fillersOf(facts);
  for (const slot of scope.slots.slots) {
    const report = reporter({ scope, facts, fillers }, slot);
    slotNameFaults(slot).forEach(report);
    if (slot.source.kind === 'gathered') {
      gatherShapeFaults(slot, slot.source.gather, fillers.get(slot.index) ?? []).forEach(report);
    }
    const isWhole = slot.source.kind === 'mapped' && slot.source.made === undefined;
    for (const plan of isWhole ? (fillers.get(slot.index) ?? []) : []) {
      for (const fault of slotShapeFaults(slot, plan)) scope.reportAt(plan.place, fault);
    }
  }
}

const parametersOf = ({ parameters }: SlotFacts): Parameter[] =>
  Object.values(parameters).flatMap((group) => group.parameters);

const fillersOf = (facts: SlotFacts): ReadonlyMap<number, readonly ValuePlan[]> =>
  slotFillers({ parameters: parametersOf(facts), contents: (facts.body?.content ?? []).map(({ plan }) => plan) });

function planOf(facts: SlotFacts, source: MappedSource): ValuePlan | undefined {
  const names = pointerNames(source.pointer);
  const root =
    source.in === 'body'
      ? facts.body?.content.map(({ plan }) => plan).find((plan) => below(plan, names) !== undefined)
      : undefined;
  if (source.in === 'body') return root === undefined ? undefined : below(root, names);
  const parameter = facts.parameters[source.in].parameters.find(({ name }) => name === names[0]);
  return parameter === undefined ? undefined : below(parameter.value, names.slice(1));
}

const below = (plan: ValuePlan, names: readonly string[]): ValuePlan | undefined =>
  names.reduce<ValuePlan | undefined>((at, name) => at?.members.get(name)?.value, plan);

interface Known {
  readonly scope: OperationScope;
  readonly facts: SlotFacts;
  readonly fillers: ReadonlyMap<number, readonly ValuePlan[]>;
}

/** Reports at the value that fills a slot, else where the contract asks for it. */
function reporter({ scope, facts, fillers }: Known, slot: Slot): (fault: Fault) => void {
  const { source } = slot;
  const isWhole = source.kind === 'mapped' && source.made === undefined;
  const place = isWhole ? fillers.get(slot.index)?.[0]?.place : undefined;
  const pointer = source.kind === 'gathered' ? source.pointer : facts.additions.get(slot.index)?.addition.pointer;
  return (fault) => {
    if (place !== undefined) scope.reportAt(place, fault);
    else scope.report(pointer ?? scope.pointer, fault);
  };
}

/** Checks that every parameter of the upstream's route has a value in every request. */
export function checkPathValues(
  scope: OperationScope,
  at: { route: ParsedRoute; pointer: string; missing: readonly string[]; facts: SlotFacts },
): void {
  const { path } = at.facts.parameters;
  // A declaration of that name that made no parameter has a finding of its own.
  const isBroken = (name: string): boolean =>
    path.place?.members.has(name) === true && !path.parameters.some((parameter) => parameter.name === name);
  for (const name of at.missing.filter((missing) => !isBroken(missing))) {
    scope.report(at.pointer, {
      rule: 'path-unfilled',
      message: `nothing fills \`{${name}}\` of the upstream's route \`${at.route.template}\``,
      cure: `give a parameter \`"x-upstream": { "in": "path", "name": "${name}" }\`, or add a value under \`upstream.path\``,
    });
  }
  const names = at.route.segments.flat().flatMap((part) => (part.kind === 'parameter' ? [part.name] : []));
  const fillers = fillersOf(at.facts);
  for (const slot of scope.slots.slots) {
    if (slot.in !== 'path') continue;
    const report = reporter({ scope, facts: at.facts, fillers }, slot);
    if (!names.includes(slot.name)) {
      report({
        rule: 'path-homeless',
        message: `path parameter \`${slot.name}\` does not stand in the upstream's route \`${at.route.template}\``,
        cure: `write \`{${slot.name}}\` in the route, rename it with \`x-upstream\`, or write \`"x-upstream": false\``,
      });
    } else if (!alwaysPresent(at.facts, slot)) {
      report({
        rule: 'path-may-be-absent',
        message: `\`{${slot.name}}\` of the upstream's route is filled by a value that may be absent`,
        cure: 'make the value required or give it a `default`',
      });
    }
  }
}

function alwaysPresent(facts: SlotFacts, slot: Slot): boolean {
  const { source } = slot;
  if (source.kind === 'gathered')
    return source.gather.members.some((member) => alwaysPresent(facts, asMapped(slot, member)));
  if (source.kind === 'mapped' && source.made === undefined) {
    return isAlwaysFilled(slot.index, { parameters: parametersOf(facts), body: facts.body });
  }
  if (source.kind === 'mapped') {
    if (!madeAlways(facts, source)) return false;
    const [first = '', ...path] = pointerNames(source.pointer);
    const reference: Reference =
      source.in === 'body' ? { in: 'body', name: '', path: [first, ...path] } : { in: source.in, name: first, path };
    return isCertain(facts, reference);
  }
  const references = facts.additions.get(slot.index)?.references ?? [];
  return references.every((reference) => isCertain(facts, reference));
}

const asMapped = (slot: Slot, { path: _, ...member }: GatheredMember): Slot => ({
  ...slot,
  source: { kind: 'mapped', ...member },
});

/** Whether the codec of a value makes every one of its members, whatever the value is. */
function madeAlways(facts: SlotFacts, { made: _, ...source }: MappedSource): boolean {
  return planOf(facts, source)?.codec?.makesAll === true;
}

/** Whether a referenced value is there in every valid request: required all the way down, or completed by a default. */
function isCertain(facts: SlotFacts, reference: Reference): boolean {
  if (reference.in === 'context') return contextIsCertain(facts, reference);
  // Several credentials may be asked for, and a caller may be let in without any.
  if (reference.in === 'credential') return false;
  const places = referencePlaces(reference, facts.visible);
  if (reference.in === 'body') {
    const roots = facts.visible.find('body', '')?.places ?? [];
    return facts.body?.required === true && roots.length > 0 && roots.every((root) => required(root, reference.path));
  }
  const { in: location, name, path } = reference;
  const parameter = facts.parameters[location].parameters.find((candidate) => candidate.name === name);
  if (parameter === undefined || places.length === 0) return false;
  if (parameter.rule.fallback !== undefined && path.length === 0) return true;
  return parameter.required && required(parameter.place, path);
}

/** The context is taken as the app gives it: no default completes it. */
function contextIsCertain({ visible }: SlotFacts, { name, path }: Reference): boolean {
  let place = visible.context;
  for (const step of [name, ...path]) {
    if (place?.required.has(step) !== true) return false;
    place = place.members.get(step);
  }
  return true;
}

function required(root: ValuePlan['place'], path: readonly string[]): boolean {
  let place = root;
  for (const [index, name] of path.entries()) {
    const next = place.members.get(name);
    if (next === undefined) return false;
    const isCompleted = index === path.length - 1 && !next.readOnly && keywordAt(next, 'default') !== undefined;
    if (!place.required.has(name) && !isCompleted) return false;
    place = next;
  }
  return true;
}
