import { isObject } from '../../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import { isToken } from '../../http/token.ts';
import type { Incoming } from '../../pipeline/request.ts';
import type { TypedRequest } from '../protocol-dry-run.ts';

/** A request as a parser would hand it on, or in words why it cannot be sent as it is typed. */
export type TypedIncoming = { readonly incoming: Incoming } | { readonly unreadable: string };

/** Makes a request of what was typed into the page; the same as `paramap explain` makes of its words. */
export function typedIncoming({ method, target, headers, body, context, credential }: TypedRequest): TypedIncoming {
  if (!isToken(method)) return { unreadable: `\`${method}\` is no method` };
  if (!target.startsWith('/')) return { unreadable: 'the path must begin with "/"' };
  const wrong = headers.find(({ name, value }) => !isToken(name) || /[\r\n\0]/.test(value));
  if (wrong !== undefined) return { unreadable: `the header field \`${wrong.name}\` cannot be sent` };
  const known = readObject('context', context);
  const claims = readObject('credential', credential);
  if (typeof known === 'string') return { unreadable: known };
  if (typeof claims === 'string') return { unreadable: claims };
  const bytes = body === undefined ? undefined : Buffer.from(body);
  const hasType = headers.some(({ name }) => name.toLowerCase() === 'content-type');
  const written = headers.flatMap(({ name, value }) => [name, Buffer.from(value).toString('latin1')]);
  const framing = bytes === undefined ? [] : ['Content-Length', String(bytes.length)];
  const type = bytes === undefined || hasType ? [] : ['Content-Type', 'application/json'];
  return {
    incoming: {
      method: method.toUpperCase(),
      url: target
        .replace(/#.*/s, '')
        .replace(/[^\x21-\x7e]/gu, (character) => encodeURIComponent(character.toWellFormed())),
      rawHeaders: [...written, ...framing, ...type],
      body: bytes && { kind: 'bytes', bytes },
      context: known,
      credential: claims,
    },
  };
}

/** An object of JSON text; a text says what is wrong with it. */
function readObject(name: string, text: string | undefined): JsonObject | undefined | string {
  if (text === undefined || text.trim() === '') return undefined;
  try {
    const value: JsonValue = JSON.parse(text);
    if (isObject(value)) return value;
  } catch {
    // Told below, in the same words.
  }
  return `the ${name} is a JSON object`;
}
