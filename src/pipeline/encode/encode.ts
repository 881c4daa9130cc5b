/*
 * Encode: placed values become the outgoing request. Every value is encoded for its place, so that a path value adds no
 * segment, a query value no parameter, a header value no line and a list item no second item; what cannot be sent
 * safely is a violation `unsendable`, in the words of the caller's request.
 */
import type { Operation } from '../../contract/contract.ts';
import { cookieSpelling } from '../../http/cookie-text.ts';
import { locations, type TextLocation } from '../../http/location.ts';
import type { Violation } from '../../problem/violation.ts';
import type { Decoded } from '../decode/decode.ts';
import type { Incoming, Outgoing, PlacedValues } from '../request.ts';
import { bodyViolation } from './body-violation.ts';
import { compileEncodeContent, nothingKept } from './encode-content.ts';
import { compileEncodePath } from './encode-path.ts';
import { compileEncodeQuery } from './encode-query.ts';
import { slotViolation } from './encode-violation.ts';
import { compilePassThrough } from './pass-through.ts';
import { compileSlotWriter, type EncodeRun, type SlotWriter } from './slot-writer.ts';

/**
 * Writes one request. Out: the request to send, or the violations that forbid it, one for a slot, in the fixed order of
 * locations; the list is empty when a value is absent only because an earlier stage refused it.
 * Throws when a value that is none of the caller's cannot be sent: a defect of the contract or the app.
 */
export type Encode = (incoming: Incoming, decoded: Decoded, placed: PlacedValues) => Outgoing | Violation[];

/**
 * Compiles the writing of one operation's outgoing requests.
 *
 * Throws when a constant or secret cannot be written where it goes; the contract's checks say so first.
 */
export function compileEncode(operation: Operation): Encode {
  const { upstream } = operation;
  const { encodePath, encodeQuery, encodeHeaders, encodeCookie } = compileSlots(operation);
  const encodeContent = compileEncodeContent(operation);
  const passThrough = compilePassThrough(operation);
  return (incoming, decoded, placed) => {
    const run: EncodeRun = { values: placed.slots, faults: [] };
    const path = encodePath(run) + encodeQuery(run, decoded.forwardedQuery);
    const content = encodeContent(incoming, placed.body);
    const headers = passThrough(incoming.rawHeaders, 'faults' in content ? nothingKept : content.kept);
    encodeHeaders(run, headers);
    encodeCookie(run, { headers, forwarded: decoded.forwardedCookies });
    if (run.faults.length > 0) return violationsOf(run, operation, decoded);
    if ('faults' in content) {
      const origin = { operation, content: content.content, values: decoded.values };
      return withoutRepeats(content.faults.map((fault) => bodyViolation(fault, origin)));
    }
    if (upstream.accept !== undefined) headers.push('Accept', upstream.accept);
    if (content.contentType !== undefined) headers.push('Content-Type', content.contentType);
    const { body, streamed } = content;
    return {
      method: methodOf(incoming, operation),
      path,
      headers,
      body,
      ...(streamed === undefined ? {} : { streamed }),
    };
  };
}

/** Compiles the writing of slots for the violations alone, of a request that is not sent; throws as `Encode` does. */
export function compileSlotFaults(
  operation: Operation,
): (decoded: Decoded, slots: PlacedValues['slots']) => Violation[] {
  const { encodePath, encodeQuery, encodeHeaders, encodeCookie } = compileSlots(operation);
  return (decoded, slots) => {
    const run: EncodeRun = { values: slots, faults: [] };
    encodePath(run);
    encodeQuery(run, []);
    encodeHeaders(run, []);
    encodeCookie(run, { headers: [], forwarded: [] });
    return run.faults.length === 0 ? [] : violationsOf(run, operation, decoded);
  };
}

function compileSlots({ upstream }: Operation) {
  const writers = upstream.slots.map(compileSlotWriter);
  const writersIn = (location: TextLocation): SlotWriter[] => writers.filter(({ slot }) => slot.in === location);
  return {
    encodePath: compileEncodePath(upstream, (index) => writerAt(writers, index)),
    encodeQuery: compileEncodeQuery(writersIn('query')),
    encodeHeaders: compileEncodeHeaders(writersIn('header')),
    encodeCookie: compileEncodeCookie(writersIn('cookie')),
  };
}

function writerAt(writers: readonly SlotWriter[], index: number): SlotWriter {
  const writer = writers[index];
  if (writer === undefined) throw new Error(`The upstream's route names slot ${index}, which does not exist`);
  return writer;
}

/** `HEAD` is served by the `GET` operation; the upstream is asked for no more than the head either, if it may be. */
const methodOf = (incoming: Incoming, { upstream }: Operation): string =>
  incoming.method === 'HEAD' && upstream.method === 'GET' ? 'HEAD' : upstream.method;

function compileEncodeHeaders(writers: readonly SlotWriter[]): (run: EncodeRun, headers: string[]) => void {
  return (run, headers) => {
    for (const writer of writers) {
      const text = writer.write(run);
      if (text !== undefined) headers.push(writer.slot.name, text);
    }
  };
}

/** One Cookie line (RFC 6265, section 5.4): the slots in their order, then forwarded cookies of other names. */
function compileEncodeCookie(
  writers: readonly SlotWriter[],
): (run: EncodeRun, to: { headers: string[]; forwarded: Decoded['forwardedCookies'] }) => void {
  const written = new Set(writers.map(({ slot }) => cookieSpelling(slot.name)));
  return (run, { headers, forwarded }) => {
    if (writers.length === 0 && forwarded.length === 0) return;
    const cookies: string[] = [];
    for (const writer of writers) {
      const text = writer.write(run);
      if (text !== undefined) cookies.push(text);
    }
    for (const [name, value] of forwarded) if (!written.has(cookieSpelling(name))) cookies.push(`${name}=${value}`);
    if (cookies.length > 0) headers.push('Cookie', cookies.join('; '));
  };
}

function violationsOf(run: EncodeRun, operation: Operation, decoded: Decoded): Violation[] {
  const violations = run.faults.flatMap((fault) => slotViolation(fault, operation, decoded.values) ?? []);
  return withoutRepeats(violations).sort((left, right) => locations.indexOf(left.in) - locations.indexOf(right.in));
}

/** A value that lands in several places may be refused by each of them for the same reason. */
function withoutRepeats(violations: readonly Violation[]): Violation[] {
  const told = new Map(
    violations.map((violation) => [`${violation.in} ${violation.pointer} ${violation.detail}`, violation]),
  );
  return [...told.values()];
}
