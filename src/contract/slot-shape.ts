import type { ProducedType } from '../codec/codec.ts';
import { isStyleCell } from '../codec/style/style-table.ts';
import type { Fault } from './finding.ts';
import type { Gather, Slot } from './upstream-route.ts';
import type { ValuePlan } from './value-plan.ts';

const kindWords = { list: 'a list', object: 'an object' } as const;

/** Finds what the style of a slot cannot write of a value that fills it. */
export function slotShapeFaults(slot: Slot, plan: ValuePlan): Fault[] {
  const kind = textKind(plan);
  if (kind === undefined) return [];
  const faults = slotKindFaults(slot, kind);
  const nested = kind === 'list' ? [plan.items] : [...plan.members.values()].map(({ value }) => value);
  if (nested.some((below) => below !== undefined && textKind(below) !== undefined)) {
    faults.push(nestedText(slot));
  }
  return faults;
}

const nestedText = (slot: Slot): Fault => ({
  rule: 'nested-text',
  message: `${slot.in} \`${slot.name}\` would hold a list or object inside a list or object`,
  cure: 'use the codec `json`, or send it in the body',
});

type TextKind = 'list' | 'object';

function slotKindFaults(slot: Slot, kind: TextKind | undefined): Fault[] {
  if (kind === undefined || isStyleCell({ style: slot.style, explode: slot.explode, in: slot.in, kind })) return [];
  return [
    {
      rule: 'style',
      message: `${kindWords[kind]} cannot be written into ${slot.in} \`${slot.name}\` in style \`${slot.style}\` with explode ${slot.explode}`,
      cure: 'name another `style` or `explode` in `x-upstream`, or a codec such as `{ "join": "," }` or `json`',
    },
  ];
}

const producedKind = (produced: ProducedType): TextKind | undefined =>
  produced === 'array' ? 'list' : produced === 'object' ? 'object' : undefined;

/** Whether the upstream's value is a list or an object, which only a style can write as text. */
function textKind(plan: ValuePlan): TextKind | undefined {
  const produced: ProducedType | undefined = plan.codec?.produces;
  if (produced !== undefined) return producedKind(produced);
  const { types } = plan.place;
  return types.includes('array') ? 'list' : types.includes('object') ? 'object' : undefined;
}

/** What is wrong with writing an object as text that several values are gathered into; its codec makes other text of it. */
export function gatherShapeFaults(slot: Slot, { codec, members }: Gather, plans: readonly ValuePlan[]): Fault[] {
  if (codec !== undefined) return slotKindFaults(slot, producedKind(codec.produces));
  const isDeep = members.some(({ path }) => path.length > 1) || plans.some((plan) => textKind(plan) !== undefined);
  return [...slotKindFaults(slot, 'object'), ...(isDeep ? [nestedText(slot)] : [])];
}
