import { createReadStream, existsSync, statSync } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { isObject } from '../../codec/json-type.ts';
import { parseJson } from '../../codec/json-text/parse.ts';
import type { JsonValue } from '../../codec/json-value.ts';
import { UsageError } from '../usage-error.ts';
import { requestsOfHar } from './read-har.ts';
import { readLines } from './read-lines.ts';
import { contentOf, RecordFault, type RecordedRequest } from './recorded-request.ts';

/** A recorded request with its place in the file: `recorded.jsonl:17`, or `recorded.har entry 3`. */
export interface PlacedRequest {
  readonly place: string;
  readonly request: RecordedRequest;
}

/** An archive is one JSON text, and so is read whole. */
const mostHarBytes = 256 * 1024 * 1024;
const mostLineBytes = 16 * 1024 * 1024;
const maxDepth = 100;

/**
 * Reads the requests of a file: an HTTP Archive, or lines of JSON. Which of the two it is its content tells.
 *
 * In:  `path` is where the file is, `name` how messages call it. A line is
 *      `{ "method": "GET", "url": "/users?x=1", "headers": { ... }, "body": text or JSON, "bodyBase64": text, "context": { ... } }`.
 * Out: one request after the other. Of lines no more than one is held at a time.
 * Fails: throws a `UsageError` with the place of the fault.
 */
export async function* recordedRequests(path: string, name: string): AsyncGenerator<PlacedRequest> {
  if (!existsSync(path)) throw new UsageError(`there is no file ${name}`);
  if (await isArchive(path)) yield* fromArchive(path, name);
  else yield* fromLines(path, name);
}

/** An archive begins with its one member; a line of ours never does. */
async function isArchive(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(1024), 0, 1024, 0);
    return /^\uFEFF?\s*\{\s*"log"\s*:/.test(buffer.toString('utf8', 0, bytesRead));
  } finally {
    await file.close();
  }
}

async function* fromArchive(path: string, name: string): AsyncGenerator<PlacedRequest> {
  const { size } = statSync(path);
  if (size > mostHarBytes) {
    throw new UsageError(
      `${name} has ${size} bytes, and an archive is read whole: write its requests as lines of JSON`,
    );
  }
  const text = (await readFile(path, 'utf8')).replace(/^\uFEFF/, '');
  let number = 0;
  for (const request of faultAt(name, () => requestsOfHar(jsonOf(text, name)))) {
    number += 1;
    yield { place: `${name} entry ${number}`, request };
  }
}

async function* fromLines(path: string, name: string): AsyncGenerator<PlacedRequest> {
  for await (const { number, text } of readLines(createReadStream(path), mostLineBytes)) {
    const place = `${name}:${number}`;
    if (text === undefined) throw new UsageError(`${place} is longer than ${mostLineBytes} characters`);
    const line = jsonOf(text, place);
    if (!isObject(line))
      throw new UsageError(`${place} is no JSON object: write \`{ "method": "GET", "url": "/users" }\``);
    const { method, url, headers, context } = line;
    yield { place, request: { method, url, headers, content: faultAt(place, () => contentOf(line)), context } };
  }
}

function jsonOf(text: string, place: string): JsonValue {
  const parsed = parseJson(text, { maxDepth });
  if (parsed.ok) return parsed.value;
  throw new UsageError(`${place} is not JSON: ${parsed.fault.detail}`);
}

/** Tells a fault of a record with its place in the file. */
export function faultAt<T>(place: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof RecordFault) throw new UsageError(`${place}: ${error.message}`);
    throw error;
  }
}
