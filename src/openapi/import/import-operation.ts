import type { JsonObject } from '../../codec/json-value.ts';
import { isFault } from '../../contract/finding.ts';
import { parseRoute, publicSegments } from '../../contract/route.ts';
import type { DescribedOperation } from '../read/backend-description.ts';
import type { ContractSchemas } from './contract-schemas.ts';
import { importBody } from './import-body.ts';
import { importParameters } from './import-parameters.ts';
import { importResponses } from './import-responses.ts';
import type { ImportedSecurity } from './import-security.ts';
import type { LossList } from './loss-list.ts';

/** What operations are imported with. */
export interface OperationImport {
  readonly schemas: ContractSchemas;
  readonly losses: LossList;
  readonly security: ImportedSecurity;
  /** The upstream of an operation whose servers are not those of the document. */
  upstreamOf(operation: DescribedOperation): string | undefined;
}

const servedMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** Makes an operation of a contract that passes everything on; `undefined` where none can serve it, which is told. */
export function importOperation(work: OperationImport, operation: DescribedOperation): JsonObject | undefined {
  const { schemas, losses, security } = work;
  const { method, path, basePath, body, summary, description, deprecated, tags } = operation;
  const route = `${method} ${withNames(schemas, path.slice(basePath.length))}`;
  const reason = routeFault(method, route);
  if (reason !== undefined) {
    losses.add(operation, 'operation', [`\`${method} ${path}\` is left out: ${reason.message}`, reason.cure]);
    return undefined;
  }
  const { groups, forwarded } = importParameters(schemas, losses, operation);
  for (const { in: member, name } of security.keys(operation)) declareKey(groups, member, name);
  const content = body && Object.keys(body.content).length > 0 ? importBody(schemas, losses, body) : undefined;
  const own = security.of(operation);
  const upstream = upstreamMember(work, operation, route);
  const unknown = Object.fromEntries(
    [...forwarded, ...(content?.isForwarded ? (['body'] as const) : [])].map((member) => [member, 'forward']),
  );
  const responses = importResponses(schemas, losses, operation.responses);
  return {
    ...(summary === undefined || summary === '' ? {} : { summary }),
    ...(description === undefined || description === '' ? {} : { description }),
    ...(deprecated ? { deprecated } : {}),
    ...(tags.length === 0 ? {} : { tags: [...new Set(tags.filter((tag) => tag !== ''))] }),
    route,
    ...(Object.keys(upstream).length === 0 ? {} : { upstream }),
    ...(own === undefined ? {} : { security: own }),
    ...(Object.keys(unknown).length === 0 ? {} : { unknown }),
    ...groups,
    ...(content === undefined ? {} : { body: content.body }),
    ...(Object.keys(responses).length === 0 ? {} : { responses }),
  };
}

const withNames = (schemas: ContractSchemas, path: string): string =>
  path.replaceAll(/\{([^{}]*)\}/g, (_, name: string) => `{${schemas.nameOf(name)}}`);

function routeFault(method: string, route: string): { message: string; cure: string } | undefined {
  if (!servedMethods.has(method)) return { message: `${method} is not forwarded`, cure: 'nothing has to be done' };
  if (route.includes('{__proto__}')) return prototypeName;
  const parsed = parseRoute(route);
  if (isFault(parsed)) return parsed;
  const segments = publicSegments(parsed);
  return isFault(segments) ? segments : undefined;
}

const prototypeName = {
  message: 'no parameter can be called `__proto__`',
  cure: 'give the parameter of the path another name',
};

function upstreamMember({ upstreamOf }: OperationImport, operation: DescribedOperation, route: string): JsonObject {
  const name = upstreamOf(operation);
  const outgoing = `${operation.method} ${operation.path}`;
  return {
    ...(name === undefined ? {} : { name }),
    ...(outgoing === route ? {} : { route: outgoing }),
  };
}

/** A key in the query or in a cookie is sent on only where it is a parameter, too. */
function declareKey(groups: JsonObject, member: 'query' | 'cookies', name: string): void {
  const group = (groups[member] ?? {}) as JsonObject;
  const properties = (group['properties'] ?? {}) as JsonObject;
  if (Object.hasOwn(properties, name)) return;
  groups[member] = { ...group, properties: { ...properties, [name]: { type: 'string', 'x-sensitive': true } } };
}
