/** What a resource says of its end, in the fields of an answer. */
export interface Lifecycle {
  /** Since when it is deprecated, in milliseconds since 1970; `undefined` where nobody wrote it. */
  readonly sinceMs: number | undefined;
  /** The last moment at which it is served. */
  readonly sunsetMs: number | undefined;
  /** Where more is written, for people. */
  readonly link: string | undefined;
}

/**
 * The header fields that tell a caller that what it uses will end.
 *
 * In:  everything deprecated that one request used, at least one.
 * Out: `Deprecation: @1688169599` with the earliest date, `Sunset` with the earliest end, and a `Link` for each page. Without a
 *      date it is `@0`: the field needs one, and every reader takes a date that is past for "deprecated".
 * Source: RFC 9745, sections 2 and 3; RFC 8594, sections 3 and 6.
 */
export function lifecycleFields(uses: readonly Lifecycle[]): [name: string, value: string][] {
  const sunsets = uses.flatMap(({ sunsetMs }) => sunsetMs ?? []);
  const fields: [string, string][] = [
    ['Deprecation', `@${Math.floor(Math.min(...uses.map(({ sinceMs }) => sinceMs ?? 0)) / 1000)}`],
  ];
  if (sunsets.length > 0) fields.push(['Sunset', new Date(Math.min(...sunsets)).toUTCString()]);
  const links = new Set(uses.flatMap(linksOf));
  if (links.size > 0) fields.push(['Link', [...links].join(', ')]);
  return fields;
}

/** One page tells of both, where there is an end. */
function linksOf({ link, sunsetMs }: Lifecycle): string[] {
  if (link === undefined) return [];
  const relation = sunsetMs === undefined ? 'deprecation' : 'deprecation sunset';
  return [`<${link}>; rel="${relation}"`];
}
