import type { Operation, ParameterGroup } from '../../contract/contract.ts';
import type { SchemaNode } from '../../contract/schema-node.ts';

/** What of an operation a document of OpenAPI 3.1 has no word for, as sentences. */
export function unsaid(operation: Operation): string[] {
  const { name, parameters, pagination, unknown } = operation;
  const rules = Object.values(parameters).filter(hasRules);
  return [
    ...rules.map((group) => `rules between the ${group.in} parameters of \`${name}\` are not in the document`),
    ...(unknown.query === 'refuse'
      ? []
      : [`\`${name}\` takes undeclared query parameters, which is not in the document`]),
    ...(pagination === undefined ? [] : [`how \`${name}\` is paged through is not in the document`]),
  ];
}

const keywords = ['dependentRequired', 'minProperties', 'maxProperties'];

/** A rule about several parameters; what is said of each by itself stands at the parameter. */
function hasRules({ schema }: ParameterGroup): boolean {
  const parts =
    schema === undefined ? [] : [schema, ...schema.allOf, ...(schema.ref === undefined ? [] : [schema.ref])];
  return parts.some((node) => keywords.some((keyword) => node.keywords[keyword] !== undefined) || isConditional(node));
}

const isConditional = (node: SchemaNode): boolean =>
  node.anyOf.length + node.oneOf.length + node.dependentSchemas.size > 0 ||
  [node.not, node.if, node.propertyNames].some((part) => part !== undefined);
