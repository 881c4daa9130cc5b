import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import type { AnswerEvent, AnswerStream } from '../../contract/answer-declaration.ts';
import { givesText } from '../../contract/answer-streams.ts';
import type { SchemaWriter } from './schema-writer.ts';

/**
 * The schema of a content that is many values: a text, whose parts `contentSchema` describes as OpenAPI 3.2 does under
 * `itemSchema`, for which 3.1 has no member.
 *
 * Source: OpenAPI 3.2, section 4.14.4, "Server-Sent Event Streams"; JSON Schema 2020-12, validation, section 8.5.
 */
export function streamSchema(mediaType: string, stream: AnswerStream | undefined, writer: SchemaWriter): JsonObject {
  const text = { type: 'string', contentMediaType: mediaType };
  const [first, ...others] = stream?.events ?? [];
  if (stream === undefined || first === undefined) return text;
  if (stream.kind !== 'events') return { ...text, contentSchema: writer.write(first.body.schema) };
  return { ...text, contentSchema: { oneOf: [first, ...others].map((event) => eventSchema(event, writer)) } };
}

function eventSchema(event: AnswerEvent, writer: SchemaWriter): JsonValue {
  const schema = writer.write(event.body.schema);
  const data = givesText(event)
    ? schema
    : { type: 'string', contentMediaType: 'application/json', contentSchema: schema };
  return { type: 'object', required: ['event', 'data'], properties: { event: { const: event.name }, data } };
}
