import type { TypeSchema } from '../schema/type-schema.ts';
import { objectVariants, referenced } from './object-variants.ts';
import type { PythonOperation, PythonPaging } from './python-operation.ts';
import type { PythonSource } from './python-source.ts';

/** The type of the items that the pages of an operation hold; `Any` where the answer's types do not tell. */
export function itemType({ method, answers }: PythonOperation, paging: PythonPaging, source: PythonSource): string {
  const [id = ''] = answers.answers[0]?.typeIds ?? [];
  let schema: TypeSchema | undefined = source.inputs[source.names.get(id) ?? ''];
  for (const step of paging.pagination.items) schema = memberOf(schema, step, source);
  const list = plain(schema, source);
  const { items } = list ?? {};
  if (list?.type !== 'array' || items === undefined || Array.isArray(items)) return 'Any';
  return source.types.expression(items, `${method} item`);
}

function memberOf(schema: TypeSchema | undefined, name: string, { inputs }: PythonSource): TypeSchema | undefined {
  const [shape, ...others] = schema === undefined ? [] : (objectVariants(schema, inputs) ?? []);
  return others.length > 0 ? undefined : shape?.members.get(name)?.schema;
}

/** The schema that a reference leads to, with or without a description beside it. */
function plain(schema: TypeSchema | undefined, source: PythonSource, depth = 0): TypeSchema | undefined {
  if (schema === undefined || depth > 20) return schema;
  const [only, ...others] = schema.allOf ?? [];
  const next = referenced(schema, source.inputs) ?? (others.length === 0 ? only : undefined);
  return next === undefined ? schema : plain(next, source, depth + 1);
}
