import { type Codec, CodecRefusal } from '../codec/codec.ts';
import { compileCodec } from '../codec/compile-codec.ts';
import type { JsonValue } from '../codec/json-value.ts';
import type { Fault } from './finding.ts';
import type { AddedValue } from './upstream-route.ts';

/** Where secrets are read, and how they can be converted. */
export interface SecretSource {
  readonly secrets: Readonly<Record<string, string | undefined>>;
  readonly missingSecret: 'error' | 'warning';
  /** The codecs that the app registered. */
  readonly codecs: ReadonlyMap<string, Codec>;
}

/**
 * Reads a secret, once, at start.
 *
 * In:  the name of an environment variable, and a codec for its text: `"OPENAI_API_KEY"`, `{ "prefix": "Bearer " }`.
 * Out: the converted text, or the fault; a secret's text is never part of a fault.
 */
export function secretValue(
  environment: string,
  written: JsonValue | undefined,
  { secrets, missingSecret, codecs }: SecretSource,
): AddedValue | Fault {
  const compiled = written === undefined ? undefined : compileCodec(written, { types: ['string'], custom: codecs });
  // What is lost does not matter: nothing comes back.
  const fault = compiled?.faults.find(({ severity }) => severity === 'error');
  if (fault !== undefined) return { rule: fault.rule, message: fault.message, cure: fault.cure };
  const text = secrets[environment];
  if (text === undefined || text === '') {
    return {
      rule: 'missing-secret',
      severity: missingSecret,
      message: `the environment variable \`${environment}\` is not set or is empty`,
      cure: `set \`${environment}\` before start`,
    };
  }
  const sent = compiled === undefined ? text : compiled.codec?.encode(text);
  if (typeof sent === 'string') return { kind: 'secret', environment, text: sent };
  return {
    rule: 'secret-codec',
    // Why it is refused is not told, for the reason may quote the secret.
    message: `the codec ${sent instanceof CodecRefusal ? 'refuses' : 'makes no text of'} the secret \`${environment}\``,
    cure: `use a codec that makes a text, such as { "prefix": "Bearer " }, or correct \`${environment}\``,
  };
}
