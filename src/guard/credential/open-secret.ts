import { resolve } from 'node:path';
import { SecretFile } from '../../contract/secret-file.ts';
import type { SecretName } from '../../contract/secret-value.ts';

/** A secret as it is now; of a file it may change. */
export interface SecretText {
  readonly text: string;
}

/** Where secrets are read. */
export interface SecretPlaces {
  /** Such as `process.env`. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The folder that the paths of files start at. */
  readonly root: string;
}

/** Opens a secret at start; `undefined` where it is missing or empty. */
export function openSecret(name: SecretName, { environment, root }: SecretPlaces): SecretText | undefined {
  if ('file' in name) return SecretFile.open(resolve(root, name.file));
  const text = environment[name.environment];
  return text === undefined || text === '' ? undefined : { text };
}
