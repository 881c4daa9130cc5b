// The stage `map`: declared values go to the upstream's names, places and formats, and nothing else does
// (docs/contract.md, "The mapping"). Absent stays absent; defaults are mapped like sent values; a value that a codec cannot
// convert is a violation `unsendable`.

import { createBareObject } from '../../codec/bare-object.ts';
import type { JsonObject } from '../../codec/json-value.ts';
import type { Operation, Parameter } from '../../contract/contract.ts';
import { landsAtRoot } from '../../contract/settle-plans.ts';
import { type SettledRule, settledRules } from '../../contract/settled-rules.ts';
import type { MemberPlan, Rule } from '../../contract/value-plan.ts';
import { textLocations } from '../../http/location.ts';
import type { Violation } from '../../problem/violation.ts';
import type { PlacedBody, PlacedValues, TypedValues } from '../request.ts';
import { type AddValue, compileAddedValue } from './added-value.ts';
import { addValue, additionViolation, type CompiledAddition, compileBodyAdditions } from './add-to-body.ts';
import { finishGathers, gatheredSlots } from './finish-gathers.ts';
import { checkHoles, noteIndex } from './list-holes.ts';
import { isUndecoded } from '../undecoded.ts';
import { beginRun, type MapRun, nowhere, refuse } from './map-run.ts';
import { type MapInput, mapBody, rootCollision } from './map-body.ts';
import { placeMember } from './map-value.ts';
import { settleChoice, settleGroup } from './pick-option.ts';

/** What `map` makes of a request: the upstream's values, or why they cannot be. */
export interface Mapped {
  readonly placed: PlacedValues;
  readonly violations: readonly Violation[];
}

/**
 * Compiles the mapping of one operation; `mostViolations` is how many are collected. The function reads its input and
 * never changes it.
 */
export function compileMap(
  operation: Operation,
  mostViolations = Number.POSITIVE_INFINITY,
): (input: MapInput) => Mapped {
  const { upstream } = operation;
  const slotAdditions: { index: number; add: AddValue }[] = [];
  for (const { index, source } of upstream.slots) {
    if (source.kind === 'added') slotAdditions.push({ index, add: compileAddedValue(operation, source.value) });
  }
  const bodyAdditions = compileBodyAdditions(operation);
  const gathered = gatheredSlots(upstream.slots);
  const parameters = textLocations.flatMap((location) => operation.parameters[location].parameters);
  const ways = parameters.map(compileWay).filter(({ settled }) => settled?.rule.target.kind !== 'drop');
  const landsInBody =
    bodyAdditions.length > 0 || parameters.flatMap(settledRules).some(({ rule }) => landsInRoot(rule));
  const rooted = new Set(operation.body?.content.filter(({ plan }) => landsAtRoot(plan)));
  const { length } = upstream.slots;
  return (input) => {
    const run = beginRun({ in: 'path', slots: length, mostViolations });
    for (const { index, add } of slotAdditions) run.slots[index] = add(input.values, input.content);
    mapParameters(ways, input.values, run);
    const body = mapBody(input, { run, policy: operation.unknown.body, landsInBody, rooted });
    if (bodyAdditions.length > 0) addToBody(bodyAdditions, input, { operation, run, body });
    finishGathers(gathered, run);
    return { placed: { slots: run.slots, body: finishBody(body, run) }, violations: run.violations };
  };
}

/** A declared parameter, and its way where no branch decides about it. */
interface ParameterWay {
  readonly parameter: Parameter;
  readonly settled: MemberPlan | undefined;
}

function compileWay(parameter: Parameter): ParameterWay {
  const { name, rule, value } = parameter;
  return { parameter, settled: value.choice === undefined ? { name, rule, value } : undefined };
}

function mapParameters(ways: readonly ParameterWay[], values: TypedValues, run: MapRun): void {
  for (const { parameter, settled } of ways) {
    const { in: location, name } = parameter;
    const group: JsonObject = values[location];
    const planned = settled ?? settleGroup(parameter, group, run.judge);
    const value = group[name] ?? planned?.rule.fallback;
    if (planned === undefined || value === undefined || isUndecoded(value)) continue;
    const member = settled ?? memberOf(name, settleChoice(planned, value, run.judge));
    if (member === undefined) continue;
    run.in = location;
    run.path.push(name);
    placeMember(member, value, { target: bodyTarget(member.rule, run), run });
    run.path.pop();
  }
}

const memberOf = (name: string, settled: SettledRule | undefined): MemberPlan | undefined =>
  settled && { name, rule: settled.rule, value: settled.value };

/** Only a parameter that moves into the body needs the body's root. */
function bodyTarget(rule: Rule, run: MapRun): JsonObject {
  if (!landsInRoot(rule)) return nowhere;
  run.root ??= createBareObject();
  return run.root;
}

/** Whether a parameter becomes a part of the outgoing body. */
const landsInRoot = ({ target }: Rule): boolean =>
  target.kind === 'member' || (target.kind === 'spread' && target.slots === undefined);

function addToBody(
  additions: readonly CompiledAddition[],
  { values, content }: MapInput,
  { operation, run, body }: { operation: Operation; run: MapRun; body: PlacedBody },
): void {
  for (const addition of additions) {
    const value = addition.add(values, content);
    if (value === undefined) continue;
    if (body.kind === 'value' && run.root === undefined) {
      refuse(run, () => rootCollision);
      return;
    }
    run.root ??= createBareObject();
    if (!addValue(run.root, addition, value)) {
      // One is enough to know: where several go into one list, each would say the same.
      refuse(run, () => additionViolation(addition, { operation, content }));
      return;
    }
    noteIndex(run, run.root, addition.path);
  }
}

function finishBody(body: PlacedBody, run: MapRun): PlacedBody {
  if (run.root === undefined || body.kind === 'stream') return body;
  checkHoles(run, run.root);
  return body.kind === 'value' ? body : { kind: 'value', value: run.root };
}
