import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Operation } from '../contract/contract.ts';
import { headerSpelling } from '../http/request-fields.ts';
import { isRequestId, nameRequest, type RequestId, type RequestIdSettings } from '../http/request-id.ts';

/**
 * Names a request as the rest of the app does: a middleware before us may have put its name on the answer already. Else by
 * what the caller calls it, its trace, or a random UUID.
 */
export function requestIdOf(req: IncomingMessage, res: ServerResponse, settings: RequestIdSettings): RequestId {
  const own = res.getHeader(settings.header);
  const value = typeof own === 'string' && isRequestId(own) ? own : nameRequest(req.rawHeaders, settings);
  return { field: settings.header, value };
}

/** Makes the question whether a contract itself decides what its upstream gets in a field; asked once for each operation. */
export function fieldWriters(field: string): (operation: Operation) => boolean {
  const known = new WeakMap<Operation, boolean>();
  return (operation) => {
    const before = known.get(operation);
    if (before !== undefined) return before;
    const writes = writesField(operation, headerSpelling(field));
    known.set(operation, writes);
    return writes;
  };
}

function writesField({ parameters, upstream }: Operation, spelling: string): boolean {
  const declared = parameters.header.parameters.map(({ name }) => name);
  const written = upstream.slots.flatMap((slot) => (slot.in === 'header' ? slot.name : []));
  return [...declared, ...written, ...upstream.reservedHeaders].some((name) => headerSpelling(name) === spelling);
}
