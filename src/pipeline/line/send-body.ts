import type { BodyContent } from '../../contract/body-declaration.ts';
import type { Operation } from '../../contract/contract.ts';
import type { AddedValue, Slot } from '../../contract/upstream-route.ts';
import type { ParsedBody } from '../body/body-codes.ts';
import { compileEncodeContent, everyContent, type OutgoingContent } from '../encode/encode-content.ts';
import { beginRun, type MapRun } from '../map/map-run.ts';
import type { Incoming } from '../request.ts';
import type { GateCompiler } from '../validate/gate.ts';

/** A body that was parsed, but not judged. */
export interface BodyInHand {
  readonly content: BodyContent;
  readonly parsed: ParsedBody;
}

/** Judges, maps and writes the body beside a line; `undefined` leaves the request to the stages. */
export type SendBody = (incoming: Incoming, body: BodyInHand | undefined) => OutgoingContent | undefined;

const noContent: OutgoingContent = { body: undefined, contentType: undefined, kept: everyContent };

/** Whether the bodies of an operation and its line can be served each by itself: no value goes from a body to the line. */
export function isApart({ body, upstream }: Operation): boolean {
  const contents = body?.content ?? [];
  return (
    contents.every(({ plan }) => plan.codec === undefined && plan.choice === undefined) &&
    upstream.slots.every(({ source, others = [] }) => !fromBody(source) && !others.some((other) => other.in === 'body'))
  );
}

function fromBody(source: Slot['source']): boolean {
  if (source.kind === 'mapped') return source.in === 'body';
  return source.kind === 'added' && referencesOf(source.value).some((location) => location === 'body');
}

function referencesOf(value: AddedValue): string[] {
  if (value.kind === 'from') return [value.reference.in];
  return value.kind === 'template' ? value.parts.flatMap((part) => (typeof part === 'string' ? [] : part.in)) : [];
}

/** Compiles the sending of an operation's bodies; only for one of which `isApart` is true. */
export function compileSendBody(operation: Operation, gates: GateCompiler): SendBody {
  const encode = compileEncodeContent(operation);
  return (incoming, body) => {
    if (body === undefined) return noContent;
    const { content, parsed } = body;
    if (!gates.gate(content.schema)(parsed.value)) return undefined;
    const run = beginRun({ in: 'body', unknown: operation.unknown.body });
    const value = parsed.code(parsed.value, run);
    if (typeof value === 'symbol' || !isUntouched(run) || !parsed.isProved()) return undefined;
    const sent = encode(incoming, { kind: 'value', value });
    return 'faults' in sent ? undefined : sent;
  };
}

/** Whether the mapping has nothing to tell beside the value that it made. */
const isUntouched = ({ violations, indexed, slots, root }: MapRun): boolean =>
  violations.length + indexed.length + slots.length === 0 && root === undefined;
