import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { OptionReader } from './option-reader.ts';
import { secretPlace } from './resolve-credentials.ts';
import { isSection, textLike } from './shape.ts';

/**
 * Reads the passphrase of a key: `{ "secret": "ENV_NAME" }` or `{ "secretFile": "path" }`; never the text itself, which would
 * stand in a file that many read.
 *
 * Out: the passphrase, or `undefined` where none is named, or none is there (a finding). The path of a file is added to `files`.
 */
export function readPassphrase(outer: OptionReader, root: string, files: string[]): string | undefined {
  const isThere = outer.has('passphrase');
  const plain = outer.read('passphrase', { expected: '', parse: (value) => ({ isText: !isSection(value) }) });
  if (plain?.isText === true) {
    // What stands there may be the passphrase itself: it is not repeated.
    outer.fault('passphrase', { rule: 'option-type', message: '`passphrase` must be an object', cure: namesPlace });
    return undefined;
  }
  const reader = outer.section('passphrase');
  const secret = reader.read('secret', textLike(/^[A-Za-z_][A-Za-z0-9_]*$/, 'the name of an environment variable'));
  const file = reader.read('secretFile', textLike(/./, 'the path of a file'));
  reader.close();
  if (!isThere) return undefined;
  const place = secretPlace(secret, file);
  if (place === undefined) {
    reader.fault('', { rule: 'option-missing', message: 'the passphrase has no place', cure: namesPlace });
    return undefined;
  }
  if ('file' in place) files.push(resolve(root, place.file));
  const text = 'file' in place ? textOfFile(resolve(root, place.file)) : process.env[place.environment];
  if (text !== undefined && text !== '') return text;
  const name = 'file' in place ? `the file ${place.file}` : `the environment variable \`${place.environment}\``;
  const message = `${name} is not there or is empty`;
  reader.fault('', { rule: 'missing-secret', message, cure: 'put the passphrase there before start' });
  return undefined;
}

const namesPlace = 'write `{ "secret": "ENV_NAME" }` or `{ "secretFile": "path" }`';

/** Line ends at the end do not belong to the secret. */
function textOfFile(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').replace(/[\r\n]+$/, '');
  } catch {
    return undefined;
  }
}
