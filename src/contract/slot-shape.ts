import type { ProducedType } from '../codec/codec.ts';
import { isStyleCell } from '../codec/style/style-table.ts';
import type { Fault } from './finding.ts';
import type { Slot } from './upstream-route.ts';
import type { ValuePlan } from './value-plan.ts';

const kindWords = { list: 'a list', object: 'an object' } as const;

/** Finds what the style of a slot cannot write of a value that fills it. */
export function slotShapeFaults(slot: Slot, plan: ValuePlan): Fault[] {
  const faults: Fault[] = [];
  const kind = textKind(plan);
  if (kind === undefined) return faults;
  if (!isStyleCell({ style: slot.style, explode: slot.explode, in: slot.in, kind })) {
    faults.push({
      rule: 'style',
      message: `${kindWords[kind]} cannot be written into ${slot.in} \`${slot.name}\` in style \`${slot.style}\` with explode ${slot.explode}`,
      cure: 'name another `style` or `explode` in `x-upstream`, or a codec such as `{ "join": "," }` or `json`',
    });
  }
  const nested = kind === 'list' ? [plan.items] : [...plan.members.values()].map(({ value }) => value);
  if (nested.some((below) => below !== undefined && textKind(below) !== undefined)) {
    faults.push({
      rule: 'nested-text',
      message: `${slot.in} \`${slot.name}\` would hold a list or object inside a list or object`,
      cure: 'use the codec `json`, or send it in the body',
    });
  }
  return faults;
}

/** Whether the upstream's value is a list or an object, which only a style can write as text. */
function textKind(plan: ValuePlan): 'list' | 'object' | undefined {
  const produced: ProducedType | undefined = plan.codec?.produces;
  if (produced !== undefined) return produced === 'array' ? 'list' : produced === 'object' ? 'object' : undefined;
  const { types } = plan.place;
  return types.includes('array') ? 'list' : types.includes('object') ? 'object' : undefined;
}
