import { traceIdOf } from '../http/traceparent.ts';
import type { CallRecord } from './call-record.ts';

const traces = new WeakMap<CallRecord, string>();

/** Says which trace a call belongs to, where spans are made of it. */
export function noteTrace(record: CallRecord, traceId: string): void {
  traces.set(record, traceId);
}

/** The trace of a call: that of its span, else the one that its caller named; 32 hexadecimal digits. */
export function traceOfCall(record: CallRecord): string | undefined {
  return traces.get(record) ?? traceIdOf([record.req.headers['traceparent'] ?? []].flat());
}
