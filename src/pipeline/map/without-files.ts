import { createBareObject } from '../../codec/bare-object.ts';
import { isObject } from '../../codec/json-type.ts';
import type { JsonValue } from '../../codec/json-value.ts';
import type { BodyContent } from '../../contract/body-declaration.ts';
import type { IncomingBody } from '../request.ts';

/**
 * A body as it is mapped: without the files of a multipart form, which are streamed and never become values of the
 * outgoing request. Any other body comes back as it is.
 */
export function withoutFiles(value: JsonValue, body: IncomingBody, content: BodyContent): JsonValue {
  if (body.kind !== 'parts' || !isObject(value)) return value;
  const files = new Set(body.files.map(({ name }) => name));
  const fields = createBareObject();
  for (const [name, member] of Object.entries(value)) {
    if (!files.has(name) && !content.files.has(name)) fields[name] = member;
  }
  return fields;
}
