import type { BackendDescription, DescribedOperation } from '../../openapi/read/backend-description.ts';
import type { DescribedParameter } from '../../openapi/read/described-parameter.ts';

/**
 * The query parameters in which an operation is sent a key: documents name them among their security schemes, and not among
 * the parameters.
 *
 * Out: those that are no parameter as well. None is required, for another credential may do.
 * Source: OpenAPI 3.1, section 4.8.27, `apiKey`.
 */
export function keyParameters(
  { security, parameters, file, pointer }: DescribedOperation,
  { securitySchemes }: Pick<BackendDescription, 'securitySchemes'>,
): DescribedParameter[] {
  const listed = new Set(parameters.flatMap((parameter) => (parameter.in === 'query' ? [parameter.name] : [])));
  const schemes = security.flatMap(Object.keys).map((name) => securitySchemes.get(name));
  const names = new Set(
    schemes.flatMap((scheme) => (scheme?.type === 'apiKey' && scheme.in === 'query' ? [scheme.name] : [])),
  );
  const place = { file, pointer, schemaPointer: pointer };
  return [...names].filter((name) => !listed.has(name)).map((name) => ({ ...key, ...place, name }));
}

/** A text of which nothing is said. */
const key = {
  in: 'query',
  required: false,
  schema: true,
  mediaType: undefined,
  style: 'form',
  explode: true,
  allowReserved: false,
  allowEmptyValue: false,
  deprecated: false,
  description: undefined,
  example: undefined,
} as const;
