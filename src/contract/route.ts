import type { RouteSegment } from './contract.ts';
import type { OutgoingSegment } from './upstream-route.ts';
import type { Fault } from './finding.ts';

/** A route in its parts: `GET /users/{userId}`. */
export interface ParsedRoute {
  readonly method: string;
  readonly template: string;
  /** Each segment as its literal texts and parameter names, in order. */
  readonly segments: readonly (readonly RouteSegment[])[];
}

// RFC 9110, section 5.6.2; methods are case-sensitive and ours are upper case.
const routeForm = /^([!#$%&'*+.^_`|~0-9A-Z-]+) (\/.*)$/;
// RFC 3986, section 3.3: pchar without the percent sign, which must begin an escape.
const literalForm = /^(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})*$/;
const refusedMethods: ReadonlySet<string> = new Set(['CONNECT', 'TRACE']);

/**
 * Reads a route.
 *
 * In:  `GET /users/{userId}`.
 * Out: method, template and segments, or the fault to report where it was written.
 */
export function parseRoute(text: string): ParsedRoute | Fault {
  const match = routeForm.exec(text);
  const [, method, template] = match ?? [];
  if (method === undefined || template === undefined) {
    return fault(`\`${text}\` is no route`, 'write a method in capitals, a space and a path: `GET /users/{userId}`');
  }
  if (refusedMethods.has(method)) return fault(`${method} cannot be served by a gateway`, 'choose another method');
  if (/[?#]/.test(template)) {
    return fault(`the path of \`${text}\` holds a query or fragment`, 'declare query values under `query`');
  }
  const segments: RouteSegment[][] = [];
  for (const segment of template.slice(1).split('/')) {
    const parts = parseSegment(segment);
    if (parts === undefined) {
      return fault(
        `\`${segment}\` in \`${text}\` is no path segment`,
        'percent-encode it, and write parameters as `{name}`',
      );
    }
    segments.push(parts);
  }
  const hollow = segments.slice(0, -1).some((parts) => parts.length === 0);
  if (hollow) return fault(`\`${text}\` has an empty segment`, 'write single slashes');
  const names = segments.flat().flatMap((part) => (part.kind === 'parameter' ? [part.name] : []));
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    return fault(`\`{${twice}}\` stands twice in \`${text}\``, 'give each parameter its own name');
  return { method, template, segments };
}

function parseSegment(segment: string): RouteSegment[] | undefined {
  const decoded = segment.replaceAll(/%2e/gi, '.');
  if (decoded === '.' || decoded === '..') return undefined;
  const parts: RouteSegment[] = [];
  for (const piece of segment.split(/(\{[^{}]*\})/)) {
    if (piece === '') continue;
    if (piece.startsWith('{') && piece.endsWith('}')) {
      const name = piece.slice(1, -1);
      if (name === '') return undefined;
      parts.push({ kind: 'parameter', name });
    } else if (literalForm.test(piece)) parts.push({ kind: 'literal', text: piece });
    else return undefined;
  }
  return parts;
}

/** The segments of a public route, where a parameter is always a whole segment; or the fault. */
export function publicSegments(route: ParsedRoute): RouteSegment[] | Fault {
  const segments: RouteSegment[] = [];
  for (const parts of route.segments) {
    const [first] = parts;
    if (parts.length > 1) {
      return fault(
        `a segment of \`${route.template}\` mixes text and parameters`,
        'let a parameter be a whole segment, and check its text with `pattern`',
      );
    }
    segments.push(first ?? { kind: 'literal', text: '' });
  }
  return segments;
}

/** The segments of an upstream's route, with the slot of each parameter; `slotOf` gives `undefined` for none. */
export function outgoingSegments(
  route: ParsedRoute,
  slotOf: (name: string) => number | undefined,
): { segments: OutgoingSegment[]; missing: string[] } {
  const missing: string[] = [];
  const segments = route.segments.map((parts) =>
    parts.flatMap((part): OutgoingSegment[number][] => {
      if (part.kind === 'literal') return [part];
      const index = slotOf(part.name);
      if (index === undefined) missing.push(part.name);
      return index === undefined ? [] : [{ kind: 'slot', index }];
    }),
  );
  return { segments, missing };
}

const fault = (message: string, cure: string): Fault => ({ rule: 'route', message, cure });
