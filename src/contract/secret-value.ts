import { resolve } from 'node:path';
import type { Codec } from '../codec/codec.ts';
import { compileCodec } from '../codec/compile-codec.ts';
import type { JsonValue } from '../codec/json-value.ts';
import type { Fault } from './finding.ts';
import { SecretFile } from './secret-file.ts';
import type { AddedValue } from './upstream-route.ts';

/** Where secrets are read, and how they can be converted. */
export interface SecretSource {
  readonly secrets: Readonly<Record<string, string | undefined>>;
  readonly missingSecret: 'error' | 'warning';
  /** Whether files are read, or a mask stands for each. @default 'read' */
  readonly secretFiles?: 'read' | 'mask' | undefined;
  /** The folder that the paths of files start at. @default the working directory */
  readonly root?: string | undefined;
  /** The codecs that the app registered. */
  readonly codecs: ReadonlyMap<string, Codec>;
}

/** The name of an environment variable, or the path of a file. */
export type SecretName =
  | { readonly environment: string }
  /** `declared` is where a contract says so: whoever reads the same contract again gets the same file. */
  | { readonly file: string; readonly declared?: object };

/**
 * The files that were good at start, by their declarations. An operation is judged at start and compiled at its first request:
 * a file that is being replaced in that moment must not break it.
 */
const opened = new WeakMap<object, SecretFile>();

type Convert = (text: string) => string | undefined;

const mask = '***';

/**
 * Reads a secret at start; one in a file is read again whenever the file has changed.
 *
 * In:  where it is, and a codec for its text: `"OPENAI_API_KEY"`, `{ "prefix": "Bearer " }`.
 * Out: the converted text, or the fault; a secret's text is never part of a fault.
 */
export function secretValue(
  name: SecretName,
  written: JsonValue | undefined,
  source: SecretSource,
): AddedValue | Fault {
  const compiled =
    written === undefined ? undefined : compileCodec(written, { types: ['string'], custom: source.codecs });
  // What is lost does not matter: nothing comes back.
  const fault = compiled?.faults.find(({ severity }) => severity === 'error');
  if (fault !== undefined) return { rule: fault.rule, message: fault.message, cure: fault.cure };
  const convert: Convert = (text) => {
    const sent = compiled === undefined ? text : compiled.codec?.encode(text);
    return typeof sent === 'string' ? sent : undefined;
  };
  return 'file' in name ? fromFile(name, convert, source) : fromEnvironment(name.environment, convert, source);
}

function fromEnvironment(name: string, convert: Convert, { secrets, missingSecret }: SecretSource): AddedValue | Fault {
  const text = secrets[name];
  if (text === undefined || text === '') {
    return {
      rule: 'missing-secret',
      severity: missingSecret,
      message: `the environment variable \`${name}\` is not set or is empty`,
      cure: `set \`${name}\` before start`,
    };
  }
  const sent = convert(text);
  return sent === undefined ? codecFault(name) : { kind: 'secret', environment: name, text: sent };
}

function fromFile(
  { file: path, declared = {} }: Extract<SecretName, { file: string }>,
  convert: Convert,
  source: SecretSource,
): AddedValue | Fault {
  if (source.secretFiles === 'mask') {
    return { kind: 'secret', environment: path, text: convert(mask) ?? mask };
  }
  let isConverted = true;
  const accept: Convert = (text) => {
    const sent = convert(text);
    isConverted = sent !== undefined;
    // What was good at start was checked against its place; a later one must not be able to break requests.
    return sent !== undefined && /^[^\p{Cc}]*$/u.test(sent) ? sent : undefined;
  };
  const place = resolve(source.root ?? '.', path);
  const live = SecretFile.open(place, { accept }) ?? openedBefore(declared, place);
  if (live !== undefined) {
    opened.set(declared, live);
    return { kind: 'secret', environment: path, text: live.text, live };
  }
  if (!isConverted) return codecFault(path);
  return {
    rule: 'missing-secret',
    severity: source.missingSecret,
    message: `the file \`${path}\` of a secret is missing, empty, or no single line of text`,
    cure: 'write the secret into it, readable by this process, before start',
  };
}

function openedBefore(declared: object, place: string): SecretFile | undefined {
  const file = opened.get(declared);
  return file?.path === place ? file : undefined;
}

// Why it is refused is not told, for the reason may quote the secret.
const codecFault = (name: string): Fault => ({
  rule: 'secret-codec',
  message: `the codec refuses the secret \`${name}\`, or makes no text of it`,
  cure: `use a codec that makes a text, such as { "prefix": "Bearer " }, or correct \`${name}\``,
});
