import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import { refusedParameterHeaders } from '../../http/parameter-headers.ts';
import { isToken } from '../../http/token.ts';
import type { DescribedOperation } from '../read/backend-description.ts';
import type { DescribedLocation, DescribedParameter } from '../read/described-parameter.ts';
import { called, type ContractSchemas } from './contract-schemas.ts';
import { importText } from './import-text.ts';
import type { LossList } from './loss-list.ts';

/** The groups of parameters as a contract has them, and the locations in which undeclared ones are to pass. */
export interface ImportedParameters {
  readonly groups: JsonObject;
  readonly forwarded: readonly ('query' | 'cookies')[];
}

const members = { path: 'path', query: 'query', header: 'headers', cookie: 'cookies' } as const;

/** Makes `path`, `query`, `headers` and `cookies` of an operation. What a contract cannot declare is passed on undeclared. */
export function importParameters(
  schemas: ContractSchemas,
  losses: LossList,
  operation: DescribedOperation,
): ImportedParameters {
  const groups: JsonObject = {};
  const forwarded = new Set<'query' | 'cookies'>();
  for (const location of ['path', 'query', 'header', 'cookie'] as const) {
    const properties: JsonObject = {};
    const required: string[] = [];
    for (const parameter of declaredIn(losses, operation, location)) {
      const schema = isNameable(losses, parameter) ? importParameter(schemas, losses, parameter) : undefined;
      if (schema === undefined) {
        if (location === 'query') forwarded.add('query');
        if (location === 'cookie') forwarded.add('cookies');
        continue;
      }
      const name = spelled(schemas, parameter);
      properties[name] = name === parameter.name ? schema : called(schema, parameter.name);
      if (parameter.required && location !== 'path') required.push(name);
    }
    if (Object.keys(properties).length === 0) continue;
    groups[members[location]] = { ...(required.length === 0 ? {} : { required }), properties };
  }
  return { groups, forwarded: [...forwarded] };
}

/** The parameters of one location; those of a path are what the template names, described or not. */
function declaredIn(
  losses: LossList,
  operation: DescribedOperation,
  location: DescribedLocation,
): DescribedParameter[] {
  const described = operation.parameters.filter((parameter) => parameter.in === location);
  if (location !== 'path') return described.filter((parameter) => isPossible(losses, parameter));
  const names = [...operation.path.matchAll(/\{([^{}]*)\}/g)].map(([, name = '']) => name);
  for (const parameter of described) {
    if (!names.includes(parameter.name)) losses.add(parameter, 'path-parameter', strayWords(parameter.name));
  }
  return names.map(
    (name) => described.find((parameter) => parameter.name === name) ?? undescribed(losses, operation, name),
  );
}

function undescribed(losses: LossList, operation: DescribedOperation, name: string): DescribedParameter {
  losses.add(operation, 'path-parameter', [
    `\`{${name}}\` of the path is not described; any text is taken`,
    'describe it as a parameter in `path`',
  ]);
  return {
    in: 'path',
    name,
    required: true,
    schema: { type: 'string' },
    mediaType: undefined,
    style: 'simple',
    explode: false,
    allowReserved: false,
    allowEmptyValue: false,
    deprecated: false,
    description: undefined,
    example: undefined,
    schemaPointer: operation.pointer,
    pointer: operation.pointer,
    file: operation.file,
  };
}

function isPossible(losses: LossList, parameter: DescribedParameter): boolean {
  const { in: location, name } = parameter;
  if (location === 'query' && name !== '') return true;
  if (location === 'header' && refusedParameterHeaders.has(name.toLowerCase())) {
    losses.add(parameter, 'header', [
      `\`${name}\` belongs to the message itself, and is not declared`,
      'nothing has to be done',
    ]);
    return false;
  }
  if (name !== '' && isToken(name)) return true;
  losses.add(parameter, 'parameter-name', [
    `\`${name}\` cannot be the name of a ${location}; it is left out`,
    'correct the description',
  ]);
  return false;
}

/** No contract can have a member of that name: in many programs it would set the prototype. */
function isNameable(losses: LossList, parameter: DescribedParameter): boolean {
  if (parameter.name !== '__proto__') return true;
  losses.add(parameter, 'parameter-name', [
    '`__proto__` cannot be declared; it is passed on as it comes, and is not checked',
    'let the backend give it another name',
  ]);
  return false;
}

/** Names of headers and cookies stay: those have no case, these are the browser's. */
const spelled = (schemas: ContractSchemas, { in: location, name }: DescribedParameter): string =>
  location === 'path' || location === 'query' ? schemas.nameOf(name) : name;

function importParameter(
  schemas: ContractSchemas,
  losses: LossList,
  parameter: DescribedParameter,
): JsonObject | undefined {
  const { name, description, deprecated, example, mediaType, allowEmptyValue } = parameter;
  const schema = importText(schemas, losses, parameter);
  if (schema === undefined) return undefined;
  if (mediaType !== undefined) {
    losses.add(parameter, 'content-parameter', [
      `\`${name}\` holds ${mediaType}, which is not looked into; any text is taken`,
      'nothing has to be done; the backend checks it',
    ]);
  }
  if (allowEmptyValue && schema['type'] !== 'string') {
    losses.add(parameter, 'empty-value', [
      `\`${name}\` may be empty (\`allowEmptyValue\`), which is no value of its type and is refused`,
      'declare it as a text',
    ]);
  }
  const shown: JsonValue | undefined = example === undefined ? undefined : schemas.example(example, parameter.schema);
  return {
    ...schema,
    ...(description === undefined ? {} : { description }),
    ...(deprecated ? { deprecated } : {}),
    ...(shown === undefined || 'example' in schema || 'examples' in schema ? {} : { example: shown }),
  };
}

const strayWords = (name: string) =>
  [`the path has no \`{${name}}\`; the parameter is left out`, 'write it into the path, or remove it'] as const;
