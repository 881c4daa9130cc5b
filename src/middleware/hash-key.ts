import type { IncomingMessage } from 'node:http';
import type { Operation } from '../contract/contract.ts';
import { cookieValues, headerValues, queryValues } from '../guard/sent-values.ts';
import { decodePercent } from '../http/percent.ts';
import { pathAndQuery } from './target.ts';

/** What the choice of a target hangs on; `undefined` where the request does not have it. */
export type HashKey = (request: IncomingMessage) => string | undefined;

/** Compiles the key of each operation once, at its first request; `undefined` where it declares none. */
export function hashKeys(): (operation: Operation) => HashKey | undefined {
  const known = new WeakMap<Operation, { readonly key: HashKey | undefined }>();
  return (operation) => {
    const entry = known.get(operation) ?? { key: compileHashKey(operation) };
    known.set(operation, entry);
    return entry.key;
  };
}

/** Values are taken as callers send them: all spellings of one value but percent-encoding are different keys. */
function compileHashKey({ upstream: { hashBy }, segments }: Operation): HashKey | undefined {
  if (hashBy === undefined) return undefined;
  const { name } = hashBy;
  switch (hashBy.in) {
    case 'header':
      return ({ rawHeaders }) => joined(headerValues(rawHeaders, name));
    case 'cookie':
      return ({ rawHeaders }) => joined(cookieValues(rawHeaders, name));
    case 'query':
      return ({ url = '' }) => joined(queryValues(url, name));
    case 'path': {
      const index = segments.findIndex((segment) => segment.kind === 'parameter' && segment.name === name);
      return ({ url = '' }) => {
        const [path = ''] = pathAndQuery(url).split('?');
        const raw = path.split('/')[index + 1];
        return raw && (decodePercent(raw) ?? raw);
      };
    }
  }
}

const joined = (values: readonly string[]): string | undefined => (values.length === 0 ? undefined : values.join('\n'));
