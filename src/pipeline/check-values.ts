import type { JsonValue } from '../codec/json-value.ts';
import { checkSlotValue } from '../codec/style/format-value.ts';
import type { Contract, Operation } from '../contract/contract.ts';
import type { MemberPlan } from '../contract/value-plan.ts';
import type { Fault, Finding } from '../contract/finding.ts';
import { FindingList, type Locate } from '../contract/finding-list.ts';
import { pointerTo } from '../contract/json-pointer.ts';
import { namelessIn } from '../contract/plan-parts.ts';
import { type Location, textLocations } from '../http/location.ts';
import { startValue } from './encode/slot-writer.ts';
import { explainValue } from './explain/explain-value.ts';
import { beginRun } from './map/map-run.ts';
import { mapValue } from './map/map-value.ts';
import { settleChoice } from './map/pick-option.ts';

/**
 * Checks at start the values that the contract itself brings: each `default` fits its schema and can be sent, and so
 * does each constant and secret. What is found here could otherwise only be met while a request is on its way.
 */
export function checkValues(contracts: readonly Contract[], locate: Locate): Finding[] {
  const findings = new FindingList(locate);
  for (const contract of contracts) {
    for (const operation of contract.operations) {
      checkFixedSlots(operation, findings);
      checkDefaults(operation, findings);
    }
  }
  return findings.all;
}

function checkFixedSlots(operation: Operation, findings: FindingList): void {
  for (const slot of operation.upstream.slots) {
    const value = startValue(slot);
    const reason = value === undefined ? undefined : checkSlotValue(slot, value);
    if (reason === undefined || slot.source.kind !== 'added') continue;
    findings.add(operation.file, slot.source.pointer, {
      rule: 'value-unsendable',
      message: `the value that the contract adds as ${slot.in} \`${slot.name}\` cannot be sent: ${reason}`,
      cure: 'write a value that can stand there',
    });
  }
}

function checkDefaults(operation: Operation, findings: FindingList): void {
  const seen = new Set<MemberPlan['value']>();
  const visit = (member: MemberPlan, location: Location): void => {
    const { fallback } = member.rule;
    if (fallback !== undefined) checkDefault(operation, { member, fallback, location }, findings);
    visitBelow(member.value, location);
  };
  const visitBelow = (plan: MemberPlan['value'], location: Location): void => {
    if (seen.has(plan)) return;
    seen.add(plan);
    for (const member of plan.members.values()) visit(member, location);
    for (const { value } of plan.choice?.options ?? []) visitBelow(value, location);
    for (const below of [...namelessIn(plan), ...plan.prefix.map(({ value }) => value)]) {
      checkIdleDefault(below, findings);
      visitBelow(below, location);
    }
  };
  for (const location of textLocations) {
    for (const parameter of operation.parameters[location].parameters) visit(parameter, location);
  }
  for (const { plan } of operation.body?.content ?? []) {
    checkIdleDefault(plan, findings);
    visitBelow(plan, 'body');
  }
}

/** An item, a value of a map and a whole body are there or not; only a member can be missing from what is there. */
function checkIdleDefault({ place }: MemberPlan['value'], findings: FindingList): void {
  const holder = place.certain.find((node) => node.keywords['default'] !== undefined);
  if (holder === undefined) return;
  findings.add(holder.origin.file, pointerTo(holder.origin.pointer, 'default'), {
    rule: 'default-idle',
    severity: 'warning',
    message: 'this default is never used: only a parameter or a named member can be completed',
    cure: 'write it on the member that may be missing, or leave it out',
  });
}

interface Default {
  readonly member: MemberPlan;
  readonly fallback: JsonValue;
  readonly location: Location;
}

function checkDefault(operation: Operation, { member, fallback, location }: Default, findings: FindingList): void {
  const { place } = member.value;
  const report = (fault: Fault): void => {
    const holder = place.certain.find((node) => node.keywords['default'] !== undefined) ?? place.entries[0];
    if (holder !== undefined) findings.add(holder.origin.file, pointerTo(holder.origin.pointer, 'default'), fault);
  };
  for (const node of place.entries.filter((entry) => place.certain.includes(entry))) {
    const [violation] = explainValue({ node, place, value: fallback, in: location, cap: 1 });
    if (violation === undefined) continue;
    const message = `the default ${JSON.stringify(fallback)} of \`${member.name}\` does not fit its own schema (${violation.code})`;
    report({ rule: 'default', message, cure: 'write a default that a caller could send' });
    return;
  }
  const reason = unsendable(operation, { member, fallback, location });
  if (reason === undefined) return;
  const message = `the default ${JSON.stringify(fallback)} of \`${member.name}\` cannot be sent: ${reason}`;
  report({ rule: 'default', message, cure: 'write a default that its codec and its place can take' });
}

function unsendable(operation: Operation, { member, fallback, location }: Default): string | undefined {
  const run = beginRun({ in: location, path: [member.name] });
  const settled = settleChoice(member, fallback, run.judge);
  if (settled === undefined) return 'it fits none of the branches that say where it goes';
  const mapped = mapValue(settled.value, fallback, run);
  if (mapped === undefined) return run.violations[0]?.detail ?? 'its codec refuses it';
  const { target } = settled.rule;
  const slot = target.kind === 'slot' ? operation.upstream.slots[target.index] : undefined;
  return slot === undefined ? undefined : checkSlotValue(slot, mapped);
}
