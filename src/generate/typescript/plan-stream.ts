import type { AnswerStream } from '../../contract/answer-declaration.ts';
import { streamKind } from '../../contract/answer-streams.ts';
import type { SchemaNode } from '../../contract/schema-node.ts';
import type { Definitions } from '../schema/definitions.ts';
import { either, type TypeSchema } from '../schema/type-schema.ts';

/** A stream of an operation's answers. */
export interface PlannedStream {
  readonly mediaType: string;
  readonly kind: AnswerStream['kind'];
  /** The declared events by name, and whether the data of one may be a bare text; empty where all are given as they come. */
  readonly events: ReadonlyMap<string, boolean>;
  /** The id of the type of one event, line or record in `Definitions`; `undefined` for events that nobody declares. */
  readonly typeId: string | undefined;
}

/** Plans how a stream is read, and adds the type of its events to the file's definitions. */
export function planStream(
  operation: string,
  { mediaType, declared }: { readonly mediaType: string; readonly declared: AnswerStream | undefined },
  definitions: Definitions,
): PlannedStream {
  const kind = declared?.kind ?? streamKind(mediaType) ?? 'events';
  const bodies = new Map<string, AnswerStream['events'][number]['body'][]>();
  for (const { name, body } of declared?.events ?? []) bodies.set(name, [...(bodies.get(name) ?? []), body]);
  const events = new Map(
    [...bodies].map(([name, all]) => [name, all.some(({ place }) => place.types.includes('string'))] as const),
  );
  if (bodies.size === 0) return { mediaType, kind, events, typeId: undefined };
  const word = kind === 'events' ? 'event' : 'line';
  const typeId = `operation ${operation} ${word}`;
  const schemaOf = (all: readonly { readonly schema: SchemaNode }[]): TypeSchema =>
    either(all.map(({ schema }) => definitions.convert(schema, 'answer')));
  const shapes = [...bodies].map(([name, all]) =>
    kind === 'events' ? eventShape(name, schemaOf(all)) : schemaOf(all),
  );
  definitions.add(typeId, `${operation} ${word}`, either(shapes));
  return { mediaType, kind, events, typeId };
}

const eventShape = (name: string, data: TypeSchema): TypeSchema => ({
  type: 'object',
  properties: { event: { enum: [name] }, data, id: { type: 'string', description: 'The last `id` of the stream.' } },
  required: ['event', 'data', 'id'],
  additionalProperties: false,
});
