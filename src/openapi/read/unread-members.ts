import { childOf } from '../../contract/json-pointer.ts';
import { below, entriesOf, isTrue, type Spot } from './spot.ts';

/** A member of an operation that nothing is made of. */
export interface UnreadMember {
  /** `externalDocs`, `links`, `encoding.headers`. */
  readonly name: string;
  /** RFC 6901 JSON Pointer into the file of the operation. */
  readonly pointer: string;
}

const read: ReadonlySet<string> = new Set([
  ...['operationId', 'summary', 'description', 'tags', 'deprecated', 'security', 'servers', 'parameters'],
  ...['requestBody', 'responses', 'callbacks', 'consumes', 'produces', 'schemes'],
]);

const unreadOfEncoding = ['headers', 'contentType'];

/** Members that change no request and no schema, as they stand in the operation itself; those behind a `$ref` are not looked for. */
export function unreadMembers(operation: Spot): UnreadMember[] {
  const own = entriesOf(operation).filter(([name]) => !read.has(name));
  const links = entriesOf(below(operation, 'responses')).flatMap(([, response]) => below(response, 'links') ?? []);
  const reserved = entriesOf(below(operation, 'parameters'))
    .map(([, parameter]) => parameter)
    .filter((parameter) => isTrue(parameter, 'allowReserved'));
  const encodings = entriesOf(below(operation, 'requestBody', 'content'))
    .flatMap(([, content]) => entriesOf(below(content, 'encoding')))
    .flatMap(([, encoding]) => unreadOfEncoding.map((name) => [name, encoding] as const))
    .filter(([name, encoding]) => childOf(encoding.value, name) !== undefined);
  return [
    ...own.map(([name, { pointer }]) => ({ name, pointer })),
    ...links.map(({ pointer }) => ({ name: 'links', pointer })),
    ...reserved.map(({ pointer }) => ({ name: 'allowReserved', pointer })),
    ...encodings.map(([name, { pointer }]) => ({ name: `encoding.${name}`, pointer })),
  ];
}
