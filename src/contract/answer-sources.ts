import { refusedAnswerHeaders } from '../http/parameter-headers.ts';
import { isToken } from '../http/token.ts';
import type { ScalarForm, ScalarType } from '../codec/scalar.ts';
import type { HeaderSource } from './answer-declaration.ts';
import type { TextForm } from './parameter-form.ts';
import type { ValuePlan } from './value-plan.ts';
import type { Fault } from './finding.ts';
import type { OperationScope } from './operation-scope.ts';
import { slotFillers } from './slot-fillers.ts';
import { textForm } from './text-form.ts';
import type { Gather, Slot } from './upstream-route.ts';

/**
 * Finds how the header fields are read from which members of an answer's body come, by slot index.
 *
 * What an answer does not have (a path, a query, cookies), and text that cannot be read backwards, are findings.
 */
export function headerSources(scope: OperationScope, plan: ValuePlan, slots: readonly Slot[]): HeaderSource[] {
  const plans = slotFillers({ parameters: [], contents: [plan] });
  return slots.flatMap((slot) => {
    const [value, ...others] = plans.get(slot.index) ?? [];
    checkSameForm(scope, slot, [value, ...others]);
    if (value === undefined) return [];
    const source = headerSource(slot, value);
    if (!('rule' in source)) return [source];
    scope.reportAt(value.place, source);
    return [];
  });
}

function readForm(slot: Slot, plan: ValuePlan): TextForm | undefined {
  const source = headerSource(slot, plan);
  return 'rule' in source ? undefined : source.form;
}

/** A field is read before it is known which branch holds. */
function checkSameForm(scope: OperationScope, slot: Slot, plans: readonly (ValuePlan | undefined)[]): void {
  const known = plans.filter((plan) => plan !== undefined);
  const texts = new Set(known.map((plan) => JSON.stringify(readForm(slot, plan))));
  const [, rival] = known;
  if (texts.size < 2 || rival === undefined) return;
  scope.reportAt(rival.place, {
    rule: 'branches-header',
    message: `the header \`${slot.name}\` is read in different forms by the branches that it belongs to`,
    cure: 'give the value one type and one codec in all of them',
  });
}

/** The upstream's header field that a slot of an answer reads. */
export function headerSource(slot: Slot, plan: ValuePlan): HeaderSource | Fault {
  const { name } = slot;
  if (slot.in !== 'header') return elsewhere(slot);
  if (!isToken(name) || refusedAnswerHeaders.has(name.toLowerCase())) {
    return {
      rule: 'outgoing-name',
      message: `a value of an answer cannot come from the header \`${name}\``,
      cure: 'name a header of which the upstream sends one line, and which does not belong to the connection or the content',
    };
  }
  const { source } = slot;
  if (source.kind === 'gathered') return gatheredSource(slot, source.gather, plan);
  // What a codec is given back is text, whatever it once made of it.
  if (source.kind === 'mapped' && source.made !== undefined) return { name, form: textScalar, place: plan.place };
  const form = sourceForm(slot, plan);
  return 'rule' in form ? form : { name, form, place: plan.place };
}

const textScalar: TextForm = {
  kind: 'scalar',
  scalar: { type: 'string', nullable: false, mayHoldComma: true, sensitive: false },
};

/** The field that an object is read from, of which each value is a member. */
function gatheredSource({ name, style, explode }: Slot, gather: Gather, { place }: ValuePlan): HeaderSource | Fault {
  if (gather.codec !== undefined) return { name, form: textScalar, place, gatheredBy: gather.codec };
  const members = new Map<string, ScalarForm>();
  for (const member of gather.members) {
    const form = textForm(member.place, 'header');
    const [first, ...deeper] = member.path;
    if ('rule' in form) return form;
    if (form.kind !== 'scalar' || typeof first !== 'string' || deeper.length > 0)
      return unreadable('an object that holds lists or objects');
    members.set(first, form.scalar);
  }
  return { name, form: { kind: 'object', style, explode, members, additional: undefined }, place };
}

const elsewhere = ({ in: location, name }: Slot): Fault => ({
  rule: 'answer-place',
  message: `an answer has no ${location}, so that \`${name}\` cannot come from there`,
  cure: 'write an `x-upstream` beside the `$ref` that holds for answers: a name in the body, a header, or `false`',
});

/** How the upstream's text is read: by what the codec makes of the caller's value, else by the declared type. */
function sourceForm({ style, explode }: Slot, plan: ValuePlan): TextForm | Fault {
  if (plan.codec !== undefined) {
    const item = producedForm(plan);
    if (item !== undefined) return { kind: 'scalar', scalar: item };
    if (plan.codec.produces === 'array') return { kind: 'list', style, explode, item: { ...anyText, type: 'string' } };
    return unreadable(`what the codec \`${plan.codec.name}\` makes`);
  }
  const form = textForm(plan.place, 'header');
  if ('rule' in form || form.kind === 'scalar') return form;
  if (form.kind === 'object')
    return plan.identity ? { ...form, style, explode } : unreadable('an object whose members are mapped');
  const item = plan.items?.codec === undefined ? form.item : producedForm(plan.items);
  return item === undefined ? unreadable('a list of such items') : { kind: 'list', style, explode, item };
}

const scalars: readonly ScalarType[] = ['string', 'integer', 'number', 'boolean'];
const anyText = { nullable: false, mayHoldComma: true, sensitive: false } as const;

function producedForm({ codec, place }: ValuePlan): ScalarForm | undefined {
  const type = scalars.find((known) => known === codec?.produces);
  return type === undefined ? undefined : { ...anyText, type, sensitive: place.sensitive };
}

const unreadable = (what: string): Fault => ({
  rule: 'not-built',
  message: `${what} cannot be read back from the text of a header by this version`,
  cure: 'map it to a place in the body, or declare plain text',
});
