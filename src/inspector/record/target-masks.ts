import { aliasesOf } from '../../contract/authored-alias.ts';
import type { Operation, Parameter } from '../../contract/contract.ts';
import { holdsSensitive } from '../../contract/known-place.ts';
import { credentialField } from '../../contract/security.ts';
import { maskText } from '../../explain/masked-values.ts';
import { decodeQueryText } from '../../http/percent.ts';
import { queryOf, querySpelling, splitQuery } from '../../http/query-text.ts';

/** Gives path and query as they may be shown. */
export type MaskTarget = (url: string) => string;

/** Names longer than these are no names. */
const longestName = 64;

/**
 * Compiles the masks of an operation's path and query: what is shown is declared and not sensitive. Of a name that nobody declares
 * the value is hidden, for it may be a sensitive one that was misspelt.
 */
export function compileMaskTarget(operation: Operation): MaskTarget {
  const path = compileMaskPath(operation);
  const shown = shownNames(operation);
  return (url) => {
    const mark = url.indexOf('?');
    const head = path(mark < 0 ? url : url.slice(0, mark));
    return mark < 0 ? head : `${head}?${maskQuery(url, shown)}`;
  };
}

/** The outgoing target, in which the places that the mapping writes are masked already. */
export function compileMaskSent({ upstream, security }: Operation): MaskTarget {
  const shown = new Set<string>();
  for (const { in: location, name } of upstream.slots) if (location === 'query') shown.add(querySpelling(name));
  forgetCredentials(security, shown);
  return (url) => {
    const mark = url.indexOf('?');
    return mark < 0 ? url : `${url.slice(0, mark)}?${maskQuery(url, shown)}`;
  };
}

/** The target of a request for which there is no operation; nothing is known of its query. */
export function maskUndeclared(url: string): string {
  const mark = url.indexOf('?');
  return mark < 0 ? url : `${url.slice(0, mark)}?${maskQuery(url, new Set())}`;
}

/** Hides the values that a sensitive parameter of a path has, where the path as a whole is that of the operation. */
function compileMaskPath({ segments, parameters }: Operation): MaskTarget {
  const sensitive = new Set(
    parameters.path.parameters.flatMap(({ name, place }) => (holdsSensitive(place) ? [name] : [])),
  );
  if (sensitive.size === 0) return (path) => path;
  return (path) => {
    const parts = path.split('/');
    const first = parts.length - segments.length;
    const masked = parts.map((part, index) => {
      const segment = segments[index - first];
      return segment?.kind === 'parameter' && sensitive.has(segment.name) ? maskText : part;
    });
    return masked.join('/');
  };
}

/** Every spelling of a query's names by which a value is known that may be shown. */
function shownNames({ parameters, security }: Operation): ReadonlySet<string> {
  const shown = new Set<string>();
  const hidden = new Set<string>();
  for (const parameter of parameters.query.parameters) {
    const into = holdsSensitive(parameter.place) ? hidden : shown;
    for (const name of namesOf(parameter)) into.add(querySpelling(name));
  }
  for (const name of hidden) shown.delete(name);
  forgetCredentials(security, shown);
  return shown;
}

function namesOf({ name, place, form }: Parameter): string[] {
  const aliases = aliasesOf(place).flatMap((alias) =>
    alias.in === undefined || alias.in === 'query' ? alias.name : [],
  );
  // An object that is exploded is written by the names of its members.
  const isSpread = form.kind === 'object' && form.explode && form.style === 'form';
  return isSpread ? [...form.members.keys(), ...aliases] : [name, ...aliases];
}

function forgetCredentials(security: Operation['security'], shown: Set<string>): void {
  for (const { place } of security?.schemes ?? []) {
    const field = credentialField(place);
    if (field.in === 'query') shown.delete(querySpelling(field.name));
  }
}

function maskQuery(url: string, shown: ReadonlySet<string>): string {
  const pairs = splitQuery(queryOf(url), Number.POSITIVE_INFINITY);
  const written = pairs.map(({ name, value }) => {
    const text = decodeQueryText(name) ?? name;
    if (shown.has(querySpelling(text))) return value === undefined ? name : `${name}=${value}`;
    // What is no name is a value, such as a token that stands alone.
    if (value === undefined || text.length > longestName) return maskText;
    return `${name}=${maskText}`;
  });
  return written.join('&');
}
