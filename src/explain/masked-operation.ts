import { type Codec, CodecRefusal } from '../codec/codec.ts';
import type { BodyDeclaration } from '../contract/body-declaration.ts';
import type { MemberPlan, ValuePlan } from '../contract/value-plan.ts';
import type { Operation, Parameter, ParameterGroup } from '../contract/contract.ts';
import type { AddedValue, Reference, Slot } from '../contract/upstream-route.ts';
import { holdsSensitive, placeAt } from '../contract/known-place.ts';
import type { Place } from '../contract/place.ts';
import type { DraftPlan } from '../contract/settle-plans.ts';
import { maskLeaves, maskText } from './masked-values.ts';

/**
 * Makes a copy of an operation that maps like it, but gives masks for sensitive values and for secrets.
 *
 * What is shown is made by the very stages that serve requests, so that a mask stands wherever a value would land:
 * renamed, moved, put into a template, or encoded as a part of something else.
 */
export function maskOperation(operation: Operation): Operation {
  const plans = new Map<ValuePlan, ValuePlan>();
  const { path, query, header, cookie } = operation.parameters;
  const maskGroup = (group: ParameterGroup): ParameterGroup => ({
    ...group,
    parameters: group.parameters.map((parameter) => ({ ...parameter, value: maskPlan(parameter.value, plans) })),
  });
  const maskAdded = (added: AddedValue): AddedValue => maskAddedValue(operation, added);
  const maskSlot = (slot: Slot): Slot =>
    slot.source.kind === 'added' ? { ...slot, source: { ...slot.source, value: maskAdded(slot.source.value) } } : slot;
  return {
    ...operation,
    parameters: {
      path: maskGroup(path),
      query: maskGroup(query),
      header: maskGroup(header),
      cookie: maskGroup(cookie),
    },
    body: operation.body && maskBody(operation.body, plans),
    upstream: {
      ...operation.upstream,
      slots: operation.upstream.slots.map(maskSlot),
      bodyAdditions: operation.upstream.bodyAdditions.map((addition) => ({
        ...addition,
        value: maskAdded(addition.value),
      })),
    },
  };
}

function maskBody(body: BodyDeclaration, plans: Map<ValuePlan, ValuePlan>): BodyDeclaration {
  return { ...body, content: body.content.map((content) => ({ ...content, plan: maskPlan(content.plan, plans) })) };
}

/** Plans refer to each other in circles; each is copied once, and known before its members are. */
function maskPlan(plan: ValuePlan, plans: Map<ValuePlan, ValuePlan>): ValuePlan {
  const known = plans.get(plan);
  if (known !== undefined) {
    return known;
  }
  const members = new Map<string, MemberPlan>();
  const masked: DraftPlan = { ...plan, identity: false, members };
  plans.set(plan, masked);
  const below = <T extends { readonly value: ValuePlan }>(part: T): T => ({
    ...part,
    value: maskPlan(part.value, plans),
  });
  masked.codec = plan.place.sensitive ? maskingCodec(plan.codec) : plan.codec;
  for (const [name, member] of plan.members) {
    members.set(name, below(member));
  }
  masked.prefix = plan.prefix.map(below);
  masked.patterns = plan.patterns.map(below);
  masked.choice = plan.choice && { ...plan.choice, options: plan.choice.options.map(below) };
  masked.items = plan.items && maskPlan(plan.items, plans);
  masked.additional = plan.additional && maskPlan(plan.additional, plans);
  return masked;
}

/** Converts as the codec does, then takes the values away: a list that became text must be written as text. */
function maskingCodec(codec: Codec | undefined): Codec {
  const identity: Codec = {
    name: 'identity',
    lossy: undefined,
    produces: 'any',
    partial: false,
    encode: (value) => value,
    decode: (value) => value,
  };
  const inner = codec ?? identity;
  return {
    ...inner,
    encode: (value) => {
      const encoded = inner.encode(value);
      return encoded instanceof CodecRefusal ? encoded : maskLeaves(encoded);
    },
    decode: (value) => inner.decode(value),
  };
}

function maskAddedValue(operation: Operation, added: AddedValue): AddedValue {
  const mask = { kind: 'constant', value: maskText } as const;
  const isSensitive = (reference: Reference): boolean => isSensitiveReference(operation, reference);
  switch (added.kind) {
    case 'constant':
      return added;
    case 'secret':
      return mask;
    case 'from':
      return isSensitive(added.reference) ? mask : added;
    case 'template':
      return {
        kind: 'template',
        parts: added.parts.map((part) => (typeof part !== 'string' && isSensitive(part) ? maskText : part)),
      };
  }
}

function isSensitiveReference(operation: Operation, { in: location, name, path }: Reference): boolean {
  if (location === 'context' || location === 'credential') {
    // A context is the app's own, such as a token of the session, and claims are a person's; nothing tells which part of it is harmless.
    return true;
  }
  const contents = operation.body?.content.map(({ place }) => place) ?? [];
  const parameter = location === 'body' ? undefined : findParameter(operation.parameters[location].parameters, name);
  const roots = location === 'body' ? contents : parameter === undefined ? [] : [parameter.place];
  return roots.some((root) => isSensitiveAt(root, path));
}

function findParameter(parameters: readonly Parameter[], name: string): Parameter | undefined {
  return parameters.find((parameter) => parameter.name === name);
}

/** Whether a place on the way, or any below its end, is sensitive. */
function isSensitiveAt(root: Place, path: readonly string[]): boolean {
  const { place, sensitive } = placeAt(root, path);
  return sensitive || (place !== undefined && holdsSensitive(place));
}
