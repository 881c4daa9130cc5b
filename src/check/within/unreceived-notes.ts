import { isObject } from '../../codec/json-type.ts';
import type { JsonValue } from '../../codec/json-value.ts';
import type { Operation } from '../../contract/contract.ts';
import { pointerTo } from '../../contract/json-pointer.ts';
import type { BackendOperation } from '../backend/backend-operation.ts';
import { contentsFor } from '../backend/content-for.ts';
import { memberOf, partOf } from '../backend/schema-view.ts';
import { type OperationImage, operationImage } from '../image/operation-image.ts';
import { isSchema, type PlainSchema } from '../image/plain-schema.ts';
import { resolver } from '../judge/question.ts';
import type { WithinNote } from './note.ts';

/**
 * Members of a body that the backend takes, since it takes any, and does not describe: it would not heed them.
 *
 * Parameters that it does not describe, and members where it takes no others, are refutations.
 */
export function unreceivedNotes(operation: Operation, backend: BackendOperation): WithinNote[] {
  const image = operationImage(operation);
  const notes: WithinNote[] = [];
  for (const { schema, format, content } of image.bodies) {
    const [described, ...others] = contentsFor(format.mediaType, backend.body?.content ?? {});
    if (schema === undefined || described === undefined || others.length > 0) continue;
    const names = undescribed({ schema, outer: described.schema, path: [] }, { image, backend, depth: 0 });
    const at = content?.schema.origin ?? { file: operation.file, pointer: pointerTo('/operations', operation.name) };
    for (const { path, schema: member } of names) {
      const origin = typeof member === 'object' ? image.definitions.originOf(member) : undefined;
      notes.push({ ...note, place: `body \`${pointerTo('', ...path)}\``, at: origin ?? at });
    }
  }
  return notes;
}

const note = {
  rule: 'value-unreceived',
  severity: 'note',
  message: 'it is sent under a name that the backend takes, but does not describe',
  cure: 'give it the name that the backend knows, or leave it out with `"x-upstream": false`',
} as const;

interface Sent {
  readonly schema: PlainSchema;
  readonly path: readonly string[];
}

interface Walk {
  readonly image: OperationImage;
  readonly backend: BackendOperation;
  readonly depth: number;
}

/** Recursive schemas are looked at this far. */
const deepest = 8;

function undescribed({ schema, outer, path }: Sent & { outer: JsonValue }, walk: Walk): Sent[] {
  const { image, backend, depth } = walk;
  const own = followed(schema, image);
  if (depth > deepest || typeof own === 'boolean') return [];
  const below = { ...walk, depth: depth + 1 };
  const { properties, items } = own;
  const outerItems = partOf(outer, backend.source, 'items');
  const found =
    isSchema(items) && outerItems !== undefined
      ? undescribed({ schema: items, outer: outerItems, path: [...path, '*'] }, below)
      : [];
  if (properties === undefined || !isObject(properties) || !describesMembers(outer, backend)) return found;
  for (const [name, member] of Object.entries(properties)) {
    if (!isSchema(member) || member === false) continue;
    const known = memberOf(outer, backend.source, name);
    const at = { schema: member, path: [...path, name] };
    found.push(...(known === undefined ? [at] : undescribed({ ...at, outer: known }, below)));
  }
  return found;
}

function followed(schema: PlainSchema, image: OperationImage): PlainSchema {
  const reference = typeof schema === 'object' ? schema['$ref'] : undefined;
  return typeof reference === 'string' ? resolver(image)(reference) : schema;
}

/** Whether all members that a schema knows are in its `properties`, and others are not refused. */
function describesMembers(outer: JsonValue, { source }: BackendOperation): boolean {
  const elsewhere = ['anyOf', 'oneOf', 'if', 'patternProperties', 'additionalProperties', 'unevaluatedProperties'];
  const isPlain = elsewhere.every((keyword) => partOf(outer, source, keyword) === undefined);
  return isPlain && partOf(outer, source, 'properties') !== undefined;
}
