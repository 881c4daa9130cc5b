import { isObject } from '../../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import { streamKind } from '../../contract/answer-streams.ts';
import { childOf } from '../../contract/json-pointer.ts';
import type { DescribedContent } from '../read/backend-description.ts';
import type { ContractSchemas } from './contract-schemas.ts';

/**
 * The schema of a stream whose parts are described by `contentSchema`, as an export of ours describes them.
 *
 * Out: `x-events` by name for server-sent events, the schema of one record for others; `undefined` for what says nothing of
 *      its parts.
 */
export function importStream(
  schemas: ContractSchemas,
  mediaType: string,
  { schema, ...origin }: DescribedContent,
): JsonValue | undefined {
  const kind = streamKind(mediaType);
  const part = kind === undefined ? undefined : childOf(schema, 'contentSchema');
  if (part === undefined) return undefined;
  if (kind !== 'events') return schemas.convert(part, origin);
  const events = childOf(part, 'oneOf');
  const found = (Array.isArray(events) ? events : []).map(eventOf);
  const byName: JsonObject = {};
  for (const event of found) {
    if (event === undefined) return undefined;
    const converted = schemas.convert(event.schema, origin);
    const known = byName[event.name];
    byName[event.name] = known === undefined ? converted : [...(Array.isArray(known) ? known : [known]), converted];
  }
  return found.length === 0 ? undefined : { 'x-events': byName };
}

function eventOf(written: JsonValue): { readonly name: string; readonly schema: JsonValue } | undefined {
  const members = childOf(written, 'properties');
  if (members === undefined || !isObject(members)) return undefined;
  const { event, data } = members;
  const name = event === undefined ? 'message' : childOf(event, 'const');
  if (typeof name !== 'string' || data === undefined) return undefined;
  const content = childOf(data, 'contentMediaType') === 'application/json' ? childOf(data, 'contentSchema') : undefined;
  return { name, schema: content ?? data };
}
