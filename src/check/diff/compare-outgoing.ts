import { canonicalText } from '../../codec/canonical-text.ts';
import type { Operation } from '../../contract/contract.ts';
import type { SlotImage } from '../image/operation-image.ts';
import { type BodyImage, type OperationImage, operationImage } from '../image/operation-image.ts';
import { originOf } from '../image/place-image.ts';
import type { Noted } from './change.ts';
import { placeOf } from './compare-terms.ts';
import { compareGiven } from './compare-values.ts';
import type { PlacedSchema } from './judge-schemas.ts';
import type { OperationPair } from './operation-pair.ts';

/** One side of what is sent. */
interface Sent {
  readonly operation: Operation;
  readonly image: OperationImage;
}

interface SentPair {
  readonly before: Sent;
  readonly after: Sent;
  readonly memory: OperationPair['memory'];
}

/**
 * What changed of the requests that the backend gets. What it got before it takes: less of it is compatible. Whether it takes
 * anything else only its own description says, so that this is `unknown` here.
 */
export function compareOutgoing({ before, after, memory }: OperationPair): Noted[] {
  const pair: SentPair = {
    before: { operation: before, image: operationImage(before) },
    after: { operation: after, image: operationImage(after) },
    memory,
  };
  return [...compareTargets(pair), ...compareSlots(pair), ...compareContents(pair)];
}

const baseOf = ({ before, after }: SentPair) =>
  ({ side: 'backend', before: placeOf(before.operation), after: placeOf(after.operation) }) as const;

function compareTargets(pair: SentPair): Noted[] {
  const [was, is] = [pair.before.operation.upstream, pair.after.operation.upstream];
  const base = { ...baseOf(pair), in: 'route', name: '', effect: 'unknown' } as const;
  const changes: Noted[] = [];
  if (was.name !== is.name) {
    const message = `it goes to the upstream \`${is.name}\`, and went to \`${was.name}\``;
    changes.push({ ...base, kind: 'upstream', message });
  }
  if (was.method !== is.method || shapeOf(was) !== shapeOf(is)) {
    const message = `it is sent as \`${is.method} ${is.template}\`, and was as \`${was.method} ${was.template}\``;
    changes.push({ ...base, kind: 'upstream-route', message });
  }
  return [...changes, ...compareSending(was, is, base)];
}

/** How long the backend is waited for, and how often it is asked: what it makes of that only its operators know. */
function compareSending(was: Route, is: Route, base: Omit<Noted, 'kind' | 'message'>): Noted[] {
  const terms = { ...base, in: 'terms' } as const;
  const limits = (['connectMs', 'firstByteMs', 'idleMs', 'totalMs', 'streamMs'] as const).flatMap((name): Noted[] => {
    const [old, now] = [was.timeouts[name], is.timeouts[name]].map((ms) =>
      ms === undefined ? 'the default' : `${ms}`,
    );
    if (old === now) return [];
    return [{ ...terms, name, kind: 'timeout', message: `the timeout \`${name}\` is ${now}, and was ${old}` }];
  });
  const [old, now] = [was, is].map(({ attempts = {} }) => canonicalText(Object.fromEntries(Object.entries(attempts))));
  if (old === now) return limits;
  const message = `requests are sent once more on other terms: ${now}, and was ${old}`;
  return [...limits, { ...terms, kind: 'attempts', message }];
}

type Route = Operation['upstream'];

const shapeOf = ({ segments }: Route): string =>
  segments.map((parts) => parts.map((part) => (part.kind === 'literal' ? part.text : '{}')).join('')).join('/');

function compareSlots(pair: SentPair): Noted[] {
  const { before, after } = pair;
  const gone = before.image.slots.filter((slot) => slotFor(slot, before, after) === undefined);
  const fresh = after.image.slots.filter((slot) => slotFor(slot, after, before) === undefined);
  return [
    ...gone.map((slot): Noted => {
      const effect = slot.always ? 'unknown' : 'compatible';
      const because = slot.always ? 'every request had it' : 'there were requests without it';
      const message = `${slotText(slot)} is no longer sent`;
      const { place } = placed(slot, before);
      return { ...baseOf(pair), before: place, ...slotAt(slot), effect, kind: 'no-longer-sent', message, because };
    }),
    ...fresh.map((slot): Noted => {
      const message = `${slotText(slot)} is sent now`;
      const { place } = placed(slot, after);
      return { ...baseOf(pair), after: place, ...slotAt(slot), effect: 'unknown', kind: 'newly-sent', message };
    }),
    ...before.image.slots.flatMap((slot) => {
      const other = slotFor(slot, before, after);
      return other === undefined ? [] : compareSlot(slot, other, pair);
    }),
  ];
}

const slotAt = ({ slot }: SlotImage) => ({ in: slot.in, name: slot.name }) as const;
const slotText = ({ slot }: SlotImage): string => `${slot.in} \`${slot.name}\``;

/** The same outgoing place on the other side; in a path of the same form the position tells it. */
function slotFor({ slot }: SlotImage, own: Sent, other: Sent): SlotImage | undefined {
  const [here, there] = [own.operation.upstream, other.operation.upstream];
  if (slot.in === 'path' && shapeOf(here) === shapeOf(there)) {
    const at = pathIndices(here).indexOf(slot.index);
    const index = pathIndices(there)[at];
    return other.image.slots.find((each) => each.slot.index === index);
  }
  const name = (text: string): string => (slot.in === 'header' ? text.toLowerCase() : text);
  return other.image.slots.find((each) => each.slot.in === slot.in && name(each.slot.name) === name(slot.name));
}

const pathIndices = ({ segments }: Route): number[] =>
  segments.flat().flatMap((part) => (part.kind === 'slot' ? [part.index] : []));

function compareSlot(was: SlotImage, is: SlotImage, pair: SentPair): Noted[] {
  const called = slotText(is);
  const base = { ...baseOf(pair), ...slotAt(is) } as const;
  const changes: Noted[] = [];
  if (was.always !== is.always) {
    const message = `${called} is ${is.always ? 'in every request' : 'no longer in every request'}`;
    changes.push({ ...base, effect: is.always ? 'compatible' : 'unknown', kind: 'presence', message });
  }
  const styleOf = ({ slot: { style, explode } }: SlotImage): string => `${style}${explode ? ', exploded' : ''}`;
  if (styleOf(was) !== styleOf(is)) {
    const message = `${called} is written in style ${styleOf(is)}, and was in ${styleOf(was)}`;
    changes.push({ ...base, effect: 'unknown', kind: 'style', message });
  }
  const [old, now] = [was.slot.source, is.slot.source].map((source) =>
    source.kind === 'added' && source.value.kind === 'secret' ? source.value.environment : undefined,
  );
  if (old !== undefined && now !== undefined && old !== now) {
    const message = `${called} is the secret ${now}, and was ${old}`;
    changes.push({ ...base, effect: 'unknown', kind: 'secret', message });
  }
  const schemas = { before: placed(was, pair.before), after: placed(is, pair.after) };
  const at = { side: 'backend', ...slotAt(is) } as const;
  return [...changes, ...compareGiven({ ...schemas, called, at, memory: pair.memory, effectOfMore: 'unknown' })];
}

function placed({ slot, schema }: SlotImage, { image, operation }: Sent): PlacedSchema {
  const { source } = slot;
  const file = operation.file;
  const place = 'pointer' in source && source.kind !== 'mapped' ? { file, pointer: source.pointer } : undefined;
  const parameter =
    source.kind === 'mapped' && source.in !== 'body'
      ? operation.parameters[source.in].parameters.find(({ name }) => name === source.name)
      : undefined;
  const origin = parameter === undefined ? place : originOf(parameter.place);
  return { schema, source: image.definitions, place: origin ?? placeOf(operation) };
}

function compareContents(pair: SentPair): Noted[] {
  const [was, is] = [pair.before.image, pair.after.image];
  const at = { side: 'backend', in: 'body', name: '' } as const;
  const base = { ...baseOf(pair), ...at } as const;
  const changes: Noted[] = [];
  if (was.bodies.length > 0 && is.bodies.length > 0 && was.mayLackBody !== is.mayLackBody) {
    const message = is.mayLackBody ? 'it may be sent without a body' : 'it is always sent with a body';
    changes.push({ ...base, effect: is.mayLackBody ? 'unknown' : 'compatible', kind: 'presence', message });
  }
  for (const body of is.bodies) {
    const other = was.bodies.find((each) => keyOf(each) === keyOf(body));
    if (other === undefined) {
      const message = `a body is sent as ${body.format.mediaType} now`;
      changes.push({ ...base, effect: 'unknown', kind: 'newly-sent', message });
    } else if (body.schema !== undefined && other.schema !== undefined) {
      const place = (image: BodyImage, operation: Operation) =>
        image.content === undefined ? placeOf(operation) : originOf(image.content.place);
      const before = { schema: other.schema, source: was.definitions, place: place(other, pair.before.operation) };
      const after = { schema: body.schema, source: is.definitions, place: place(body, pair.after.operation) };
      changes.push(
        ...compareGiven({
          before,
          after,
          at,
          called: 'the body that is sent',
          memory: pair.memory,
          effectOfMore: 'unknown',
        }),
      );
    }
  }
  const isGone = was.bodies.length > 0 && is.bodies.length === 0;
  if (isGone) changes.push({ ...base, effect: 'unknown', kind: 'no-longer-sent', message: 'no body is sent any more' });
  return changes;
}

const keyOf = ({ content, format }: BodyImage): string => `${content?.mediaType ?? ''} ${format.mediaType}`;
