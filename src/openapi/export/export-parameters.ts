import type { JsonArray, JsonObject, JsonValue } from '../../codec/json-value.ts';
import type { Operation, Parameter } from '../../contract/contract.ts';
import { parameterAliases } from '../../contract/parameter-aliases.ts';
import { credentialField } from '../../contract/security.ts';
import { textLocations } from '../../http/location.ts';
import type { ParameterExamples } from './parameter-examples.ts';
import { asObject, type SchemaWriter } from './schema-writer.ts';

/** Source: OpenAPI 3.1, section 4.8.12.1: parameters of these names are ignored; other parts of a document say the same. */
const ignoredHeaders: ReadonlySet<string> = new Set(['accept', 'content-type', 'authorization']);

/** How parameters of an operation are written. */
export interface ParameterExport {
  readonly writer: SchemaWriter;
  readonly examples: ParameterExamples;
  /** What the path of the document calls a path parameter. */
  pathName(name: string): string;
}

/** Writes the parameters of an operation, those of older names as deprecated ones behind. */
export function exportParameters(operation: Operation, work: ParameterExport): JsonArray {
  const { parameters, security } = operation;
  const keys = new Set((security?.schemes ?? []).map(({ place }) => fieldKey(credentialField(place))));
  const isShown = (parameter: Parameter): boolean =>
    !keys.has(fieldKey(parameter)) && !(parameter.in === 'header' && ignoredHeaders.has(parameter.name.toLowerCase()));
  const current = textLocations.flatMap((location) => parameters[location].parameters).filter(isShown);
  const older = parameterAliases(parameters)
    .map((alias) => alias.older)
    .filter(isShown);
  return [
    ...current.map((parameter) => exportParameter(parameter, work)),
    ...older.map((parameter) => ({ ...exportParameter(parameter, work), required: false, deprecated: true })),
  ];
}

/** The members of a schema that a Parameter or Header Object has a place for, and the rest of it. */
export function hoisted(schema: JsonValue): { readonly outer: JsonObject; readonly schema: JsonValue } {
  if (typeof schema === 'boolean') return { outer: {}, schema };
  const { description, deprecated, example, ...rest } = asObject(schema);
  const outer = {
    ...(description === undefined ? {} : { description }),
    ...(deprecated === true ? { deprecated } : {}),
    ...(example === undefined ? {} : { example }),
  };
  return { outer, schema: rest };
}

const fieldKey = ({ in: location, name }: { readonly in: string; readonly name: string }): string =>
  `${location} ${location === 'header' ? name.toLowerCase() : name}`;

function exportParameter(parameter: Parameter, { writer, examples, pathName }: ParameterExport): JsonObject {
  const { in: location, name, required, form, place } = parameter;
  const { outer, schema } = hoisted(writer.writeAll(place.entries));
  const example = place.sensitive || 'examples' in asObject(schema) ? undefined : examples(parameter);
  return {
    name: location === 'path' ? pathName(name) : name,
    in: location,
    required: required || location === 'path',
    ...(form.kind === 'scalar' ? {} : { style: form.style, explode: form.explode }),
    ...(example === undefined ? {} : { example }),
    ...outer,
    schema,
  };
}
