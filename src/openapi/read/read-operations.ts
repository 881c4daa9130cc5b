import type { AuthoredDocument } from '../../contract/authored-document.ts';
import { childOf } from '../../contract/json-pointer.ts';
import type { DescribedOperation } from './backend-description.ts';
import { readLegacyBody, readLegacyResponses } from './legacy-body.ts';
import { readBody, readResponses } from './read-content.ts';
import { parameterSpots, readParameter, type Tools } from './read-parameters.ts';
import { readRequirements } from './read-security.ts';
import { documentServers, type Servers, serversAt } from './read-servers.ts';
import { unreadMembers } from './unread-members.ts';
import { below, entriesOf, isObjectSpot, isTrue, type Spot, textOf } from './spot.ts';

const methods: ReadonlySet<string> = new Set([
  'get',
  'put',
  'post',
  'delete',
  'options',
  'head',
  'patch',
  'trace',
  'query',
]);

/** Reads every operation of a document, in its order. */
export function readOperations(tools: Tools, document: AuthoredDocument): DescribedOperation[] {
  const { reading } = tools;
  const root: Spot = { document, pointer: '', value: document.value };
  const servers = documentServers(reading, document);
  const paths = below(root, 'paths');
  if (paths === undefined && childOf(document.value, 'webhooks') === undefined) reading.note(root, pathsFault);
  if (childOf(document.value, 'webhooks') !== undefined) reading.note(below(root, 'webhooks') ?? root, webhooksFault);
  return entriesOf(paths).flatMap(([path, written]) => {
    if (path.startsWith('x-')) return [];
    if (!path.startsWith('/')) {
      reading.note(written, pathFault(path));
      return [];
    }
    return pathItems(tools, written).flatMap((item) => operationsAt(tools, item, { path, servers }));
  });
}

/** The path item itself, and the one that its `$ref` leads to; what stands beside the reference counts, too. */
function pathItems({ reading }: Tools, written: Spot): Spot[] {
  const target = reading.follow(written);
  return target === undefined || target.pointer === written.pointer ? [written] : [target, written];
}

interface Route {
  readonly path: string;
  readonly servers: Servers;
}

function operationsAt(tools: Tools, item: Spot, { path, servers }: Route): DescribedOperation[] {
  const own = serversAt(tools.reading, item) ?? servers;
  return entriesOf(item).flatMap(([method, operation]) => {
    if (!methods.has(method)) return [];
    if (!isObjectSpot(operation)) {
      tools.reading.note(operation, operationFault);
      return [];
    }
    const route = { path, servers: serversAt(tools.reading, operation) ?? own };
    return [operationAt(tools, { item, operation, method }, route)];
  });
}

interface Written {
  readonly item: Spot;
  readonly operation: Spot;
  readonly method: string;
}

function operationAt(tools: Tools, { item, operation, method }: Written, { path, servers }: Route): DescribedOperation {
  const { reading } = tools;
  const isLegacy = reading.dialect(operation.document) === '2.0';
  const spots = parameterSpots(tools, item, operation);
  const outside = spots.filter(({ value }) => !isLegacy || (value['in'] !== 'body' && value['in'] !== 'formData'));
  const callbacks = below(operation, 'callbacks');
  if (callbacks !== undefined) reading.note(callbacks, callbacksFault);
  return {
    file: operation.document.file,
    pointer: operation.pointer,
    operationId: textOf(operation, 'operationId'),
    summary: textOf(operation, 'summary') ?? textOf(item, 'summary'),
    description: textOf(operation, 'description') ?? textOf(item, 'description'),
    tags: entriesOf(below(operation, 'tags')).flatMap(([, { value }]) => (typeof value === 'string' ? [value] : [])),
    deprecated: isTrue(operation, 'deprecated'),
    security: readRequirements(reading, operation),
    method: method.toUpperCase(),
    path: `${servers.basePath}${path}`,
    basePath: servers.basePath,
    servers: servers.urls,
    parameters: outside.flatMap((spot) => readParameter(tools, spot) ?? []),
    body: isLegacy ? readLegacyBody(tools, spots, operation) : readBody(tools, below(operation, 'requestBody')),
    responses: isLegacy ? readLegacyResponses(tools, operation) : readResponses(tools, below(operation, 'responses')),
    unread: unreadMembers(operation),
  };
}

const pathsFault = {
  rule: 'paths-missing',
  severity: 'error',
  message: 'there are no `paths`, so that nothing of a backend is described',
  cure: 'write the operations under `paths`',
} as const;

const webhooksFault = {
  rule: 'webhooks',
  message: '`webhooks` are requests that the backend makes; they are not read',
  cure: 'describe them in a contract of their own, whose upstream is the receiver',
};

const callbacksFault = {
  rule: 'callbacks',
  message: '`callbacks` are requests that the backend makes; they are not read',
  cure: 'describe them in a contract of their own, whose upstream is the receiver',
};

const pathFault = (path: string) => ({
  rule: 'path-form',
  message: `\`${path}\` is no path, and is left out`,
  cure: `begin it with a slash: \`/${path}\``,
});

const operationFault = {
  rule: 'operation-form',
  message: 'this is no operation, and is left out',
  cure: 'write an object with `responses`',
};
