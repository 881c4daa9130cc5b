import { readdir, readFile } from 'node:fs/promises';
import { stringifyJson } from '../codec/json-text/stringify.ts';
import { isObject } from '../codec/json-type.ts';
import type { JsonValue } from '../codec/json-value.ts';
import type { InspectedMount } from './mount.ts';
import type { ContractSourceView, ContractText, TypedRequest } from './protocol-dry-run.ts';

/** The same distance from `src/inspector` and from `dist/inspector`. */
const schemas = new URL('../../schemas/', import.meta.url);

/** The JSON Schema of contracts, as text. */
export const contractSchema = (): Promise<string> => readFile(new URL('contract.schema.json', schemas), 'utf8');

/** How a served contract is called in the list. */
export const servedId = (mount: number, file: string): string =>
  `served-${mount}-${Buffer.from(file).toString('base64url')}`;

/** Every contract that is served, and those that the package brings as examples. */
export async function contractSources(mounts: readonly InspectedMount[]): Promise<ContractSourceView[]> {
  const served = mounts.flatMap(({ operations, library }, index) =>
    [...new Set(operations.map(({ file }) => file))].map((file): ContractSourceView => {
      const document = library.documents.find((known) => known.file === file);
      return { id: servedId(index, file), kind: 'served', title: titleOf(document?.value, file), file };
    }),
  );
  const names = await readdir(new URL('examples/', schemas)).catch(() => []);
  const examples = names.flatMap((name): ContractSourceView[] => {
    const [, title] = /^([\w-]+)\.contract\.json$/.exec(name) ?? [];
    return title === undefined ? [] : [{ id: `example-${title}`, kind: 'example', title, file: name }];
  });
  return [...served, ...examples];
}

/** The text of one of them; `undefined` for what is none. */
export async function contractText(id: string, mounts: readonly InspectedMount[]): Promise<ContractText | undefined> {
  const source = (await contractSources(mounts)).find((known) => known.id === id);
  if (source === undefined) return undefined;
  if (source.kind === 'example') {
    const text = await readFile(new URL(`examples/${source.file}`, schemas), 'utf8');
    return { ...source, text, ...firstRequest(JSON.parse(text)) };
  }
  const library = mounts.find((_, index) => servedId(index, source.file) === id)?.library;
  const document = library?.documents.find(({ file }) => file === source.file);
  if (document === undefined) return undefined;
  // Of a file as it is served now, which may be older than what is written there.
  const written =
    document.path === undefined ? undefined : await readFile(document.path, 'utf8').catch(() => undefined);
  const text = written ?? JSON.stringify(JSON.parse(stringifyJson(document.value)), undefined, 2);
  return { ...source, text, ...firstRequest(document.value) };
}

function titleOf(value: JsonValue | undefined, file: string): string {
  const title = value !== undefined && isObject(value) ? value['title'] : undefined;
  return typeof title === 'string' ? title : file;
}

/** A request to begin with. */
function firstRequest(contract: JsonValue): { request?: TypedRequest } {
  const operations =
    isObject(contract) && isObject(contract['operations']) ? Object.values(contract['operations']) : [];
  const examples = operations.flatMap((operation: JsonValue) =>
    isObject(operation) && Array.isArray(operation['examples']) ? operation['examples'] : [],
  );
  const request = examples.map((example) => (isObject(example) ? example['request'] : undefined)).find(isObject);
  const route = request?.['route'];
  if (request === undefined || typeof route !== 'string') return {};
  const [method = 'GET', target = '/'] = route.split(' ', 2);
  const { headers = {}, body } = request;
  return {
    request: {
      method,
      target,
      headers: isObject(headers)
        ? Object.entries(headers).map(([name, value]) => ({ name, value: String(value) }))
        : [],
      ...(body !== undefined && { body: JSON.stringify(JSON.parse(stringifyJson(body)), undefined, 2) }),
    },
  };
}
