import { refusedAnswerHeaders } from '../http/parameter-headers.ts';
import { isToken } from '../http/token.ts';
import { headerSource } from './answer-sources.ts';
import type { AnswerHeader, AnswerHeaders, HeaderSource } from './answer-declaration.ts';
import type { Rule, ValuePlan } from './value-plan.ts';
import type { Fault } from './finding.ts';
import { pointerTo } from './json-pointer.ts';
import type { OperationScope } from './operation-scope.ts';
import type { Place } from './place.ts';
import { planParameter } from './plan-parameter.ts';
import { isWriteOnly } from './schema-keywords.ts';
import type { SchemaNode } from './schema-node.ts';
import type { SlotList } from './slot-list.ts';
import { textForm } from './text-form.ts';

/** Reads the header fields of one declared answer; what cannot be read backwards is a finding. */
export function normalizeAnswerHeaders(
  scope: OperationScope,
  { schema, place }: { schema: SchemaNode; place: Place },
): AnswerHeaders {
  const { planner, slots } = scope.answerPlanner();
  const planned = [...place.members].flatMap(([name, below]) => {
    const form = textForm(below, 'header');
    const fault = nameFault(name) ?? ('rule' in form ? form : undefined);
    if (fault !== undefined || 'rule' in form) return report(scope, below, fault);
    const style = form.kind === 'scalar' ? undefined : { style: form.style, explode: form.explode };
    const pointer = pointerTo('', name);
    const standing = { in: 'header', name, pointer, repeated: false, alternative: undefined, style } as const;
    const planned = planParameter(planner, { group: place, name, standing });
    if (planned === undefined) return [];
    const { rule, value: plan } = planned;
    if (plan.choice?.about === 'group') return report(scope, below, onBranch);
    return { name, place: below, form, rule, plan };
  });
  planner.settle();
  const fields = planned.flatMap(({ rule, ...field }): AnswerHeader[] => {
    const isHidden = isWriteOnly(field.place);
    const { target } = rule;
    if (target.kind === 'member' && !isHidden) return [{ ...field, source: undefined, bodyPath: target.path }];
    const source = isHidden ? undefined : sourceOf(rule, field.plan, slots);
    if (source === undefined || !('rule' in source)) return [{ ...field, source, bodyPath: undefined }];
    return report(scope, field.place, source);
  });
  return { schema, place, fields };
}

function report(scope: OperationScope, place: Place, fault: Fault | undefined): [] {
  if (fault !== undefined) scope.reportAt(place, fault);
  return [];
}

function nameFault(name: string): Fault | undefined {
  if (isToken(name) && !refusedAnswerHeaders.has(name.toLowerCase())) return undefined;
  return {
    rule: 'parameter-name',
    message: `\`${name}\` cannot be declared as a header of an answer`,
    cure: 'leave it out: what belongs to the connection or the content is decided there, and `Set-Cookie` is passed on as it is',
  };
}

function sourceOf({ target }: Rule, plan: ValuePlan, { slots }: SlotList): HeaderSource | Fault | undefined {
  if (target.kind === 'drop') return undefined;
  const slot = target.kind === 'slot' ? slots[target.index] : undefined;
  return slot === undefined ? manyPlaces : headerSource(slot, plan);
}

const onBranch: Fault = {
  rule: 'not-built',
  message: 'a mapping on a branch around the header fields of an answer is not applied by this version',
  cure: 'write the mappings under `properties` beside the branches',
};

const manyPlaces: Fault = {
  rule: 'answer-place',
  message: 'a header of an answer comes from one place: a header of the upstream, or a value in its content',
  cure: 'write the name of a header, or `{ "in": "body", "name": "/page/next" }`',
};
