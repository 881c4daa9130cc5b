import type { Operation } from '../contract/contract.ts';
import { queryTexts } from '../http/query-text.ts';
import type { Incoming, Outgoing } from '../pipeline/request.ts';
import type { LineagePlace, LineageRow } from './lineage.ts';

/** The header fields and query parameters that go on without a declaration, or that come with the body's media type. */
export function passedOn(
  operation: Operation,
  { incoming, outgoing }: { readonly incoming: Incoming; readonly outgoing: Outgoing },
): LineageRow[] {
  return [...passedParameters(operation, incoming, outgoing), ...passedFields(operation, incoming, outgoing)];
}

const asItCame = (place: LineagePlace, value: string): LineageRow => ({
  to: place,
  value,
  from: [{ kind: 'undeclared', place }],
  rules: [],
  codecs: [],
});

function passedParameters({ unknown, parameters }: Operation, incoming: Incoming, outgoing: Outgoing): LineageRow[] {
  if (unknown.query !== 'forward') return [];
  const declared = parameters.query.parameters.map(({ name }) => name);
  const isDeclared = (name: string): boolean =>
    declared.some((known) => name === known || name.startsWith(`${known}[`));
  const sent = queryTexts(incoming.url).filter(([name]) => !isDeclared(name));
  return queryTexts(outgoing.path)
    .filter(([name, value]) => sent.some(([known, given]) => known === name && given === value))
    .map(([name, value]) => asItCame({ in: 'query', name, pointer: '' }, value));
}

function passedFields({ upstream }: Operation, { rawHeaders }: Incoming, { headers }: Outgoing): LineageRow[] {
  const written = new Set(
    upstream.slots.flatMap(({ in: location, name }) => (location === 'header' ? name.toLowerCase() : [])),
  );
  const rows: LineageRow[] = [];
  for (let index = 0; index + 1 < headers.length; index += 2) {
    const [name = '', value = ''] = headers.slice(index, index + 2);
    const lower = name.toLowerCase();
    // Cookies have rows of their own, by their names.
    if (written.has(lower) || lower === 'cookie') continue;
    const place: LineagePlace = { in: 'header', name, pointer: '' };
    const came = rawHeaders.some(
      (given, at) => at % 2 === 0 && given.toLowerCase() === lower && rawHeaders[at + 1] === value,
    );
    // What is written for the media types that the upstream has; the caller's own field is left behind then.
    const isOwn = lower === 'accept' ? upstream.accept !== undefined : lower === 'content-type' && !came;
    rows.push(isOwn ? { ...asItCame(place, value), from: [{ kind: 'constant' }] } : asItCame(place, value));
  }
  return rows;
}
