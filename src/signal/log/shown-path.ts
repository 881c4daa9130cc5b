import type { IncomingMessage } from 'node:http';
import { holdsSensitive } from '../../contract/known-place.ts';
import { printable } from '../../problem/printable.ts';
import type { CallRecord } from '../call-record.ts';
import { maskUnmatchedPath, type RoutesBelow } from '../unmatched-path.ts';

/** Longer ones are cut: callers choose them. */
const longest = 512;

/**
 * The path of a request without its query, with `***` in place of what the contract calls sensitive, or might if the request had been
 * written rightly.
 */
export function shownPath({ req, operation }: CallRecord, mounts: readonly RoutesBelow[]): string {
  if (operation === undefined) return printable(maskUnmatchedPath(pathOf(req), mounts).slice(0, longest));
  const steps = pathOf(req).split('/');
  const segments = operation.operation.segments;
  // Below a mount the path begins with what is not in the contract.
  const offset = steps.length - segments.length;
  segments.forEach((segment, index) => {
    if (segment.kind !== 'parameter') return;
    const parameter = operation.operation.parameters.path.parameters.find(({ name }) => name === segment.name);
    if (parameter === undefined || holdsSensitive(parameter.place)) steps[offset + index] = '***';
  });
  return printable(steps.join('/').slice(0, longest));
}

/** Express takes the mount off `url`, and keeps the whole beside it. */
function pathOf(req: IncomingMessage & { readonly originalUrl?: string }): string {
  return (req.originalUrl ?? req.url ?? '/').replace(/[?#].*$/s, '').replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '');
}
