/**
 * The methods that operations can have, in the order in which they are told. CONNECT and TRACE are left out: the one
 * opens a tunnel, the other would answer with the caller's own credentials.
 * Source: RFC 9110, section 9; RFC 5789 for PATCH.
 */
export const operationMethods: readonly string[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** Methods that mean the same when they arrive twice. Source: RFC 9110, section 9.2.2, without TRACE. */
export const idempotentMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS']);
