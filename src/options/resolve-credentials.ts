import { resolve } from 'node:path';
import type { SecretName } from '../contract/secret-value.ts';
import type { CredentialSettings, IssuedKey, JwtKeys, JwtSettings } from '../guard/credential/credential-settings.ts';
import type { OptionReader } from './option-reader.ts';
import { isSection, milliseconds, oneOf, type Shape, textLike } from './shape.ts';

/** Reads the option `credentials`. An entry that is not complete is a finding, and left out. */
export function resolveCredentials(outer: OptionReader, root: string): ReadonlyMap<string, CredentialSettings> {
  const entries = outer.sections('credentials').flatMap(([name, reader]) => {
    const settings = resolveCredential(reader, root);
    reader.close();
    return settings === undefined ? [] : ([[name, settings]] as const);
  });
  return new Map(entries);
}

const noVerify = { message: '`verify` is required', cure: 'write `jwt`, `keys` or `presence`' };

function resolveCredential(reader: OptionReader, root: string): CredentialSettings | undefined {
  const verify = reader.demand('verify', oneOf(['jwt', 'keys', 'presence']), noVerify);
  const jwt = readJwt(reader, root);
  const keys = reader.read('keys', keyList);
  if (verify === 'jwt') return completeJwt(reader, jwt);
  for (const name of jwtMembers) if (reader.has(name)) reader.fault(name, misplaced(name, 'jwt'));
  if (verify !== 'keys' && reader.has('keys')) reader.fault('keys', misplaced('keys', 'keys'));
  if (verify === 'presence') return { verify };
  if (verify === undefined) return undefined;
  if (keys !== undefined) return { verify, keys };
  if (!reader.has('keys'))
    reader.fault('keys', missing('keys', 'list the keys: `[{ "name": "partner", "secret": "PARTNER_KEY" }]`'));
  return undefined;
}

const misplaced = (name: string, verify: string) => ({
  rule: 'option-misplaced',
  message: `\`${name}\` belongs to \`"verify": "${verify}"\``,
  cure: 'leave it out, or verify in that way',
});

const missing = (name: string, cure: string) => ({ rule: 'option-missing', message: `\`${name}\` is required`, cure });

const keyMembers = ['jwksUrl', 'jwksFile', 'secret', 'secretFile'] as const;
const jwtMembers = [
  'issuer',
  'audience',
  'algorithms',
  'clockToleranceMs',
  'scopeClaim',
  ...keyMembers,
  'jwksTimeoutMs',
  'jwksMaxAgeMs',
  'jwksCooldownMs',
] as const;

type WrittenJwt = Partial<Omit<JwtSettings, 'keys' | 'verify'>> & { readonly keys: JwtKeys | undefined };

function readJwt(reader: OptionReader, root: string): WrittenJwt {
  const issuer = reader.read('issuer', text);
  const audience = reader.read('audience', text);
  const algorithms = reader.read('algorithms', algorithmList);
  return {
    ...(issuer !== undefined && { issuer }),
    ...(audience !== undefined && { audience }),
    ...(algorithms !== undefined && { algorithms }),
    clockToleranceMs: reader.read('clockToleranceMs', milliseconds(0)) ?? 5000,
    scopeClaim: reader.read('scopeClaim', text) ?? 'scope',
    keys: jwtKeys(reader, root),
  };
}

function jwtKeys(reader: OptionReader, root: string): JwtKeys | undefined {
  const url = reader.read('jwksUrl', webAddress);
  const file = reader.read('jwksFile', text);
  const secret = reader.read('secret', environmentName);
  const secretFile = reader.read('secretFile', text);
  const timeoutMs = reader.read('jwksTimeoutMs', milliseconds(1)) ?? 3000;
  const maxAgeMs = reader.read('jwksMaxAgeMs', milliseconds(1)) ?? 600_000;
  const cooldownMs = reader.read('jwksCooldownMs', milliseconds(0)) ?? 30_000;
  const [, second] = keyMembers.filter((name) => reader.has(name));
  if (second !== undefined) {
    reader.fault(second, { rule: 'option-misplaced', message: 'the keys have two places', cure: 'keep one of them' });
  }
  if (url !== undefined) return { kind: 'url', url, timeoutMs, maxAgeMs, cooldownMs };
  if (file !== undefined) return { kind: 'file', path: resolve(root, file) };
  if (secret !== undefined) return { kind: 'secret', name: { environment: secret } };
  return secretFile === undefined ? undefined : { kind: 'secret', name: { file: secretFile } };
}

function completeJwt(reader: OptionReader, written: WrittenJwt): JwtSettings | undefined {
  const { issuer, audience, algorithms, clockToleranceMs = 0, scopeClaim = 'scope', keys } = written;
  for (const name of ['issuer', 'audience', 'algorithms'] as const) {
    if (!reader.has(name)) reader.fault(name, missing(name, 'write it: a token of anyone else must not be accepted'));
  }
  if (!keyMembers.some((name) => reader.has(name))) {
    reader.fault('', missing('jwksUrl', 'write `jwksUrl`, `jwksFile`, `secret` or `secretFile`'));
  }
  if (issuer === undefined || audience === undefined || algorithms === undefined || keys === undefined)
    return undefined;
  const shared = algorithms.filter((algorithm) => algorithm.startsWith('HS'));
  // A public key that is taken for a shared secret lets everyone sign. Source: RFC 8725, section 2.1.
  if (keys.kind === 'secret' ? shared.length < algorithms.length : shared.length > 0) {
    const cure =
      keys.kind === 'secret' ? 'write `HS256`, or name the JWK Set' : 'write `RS256` or `ES256`, or name the secret';
    reader.fault('algorithms', { rule: 'algorithm-key', message: 'the algorithms do not fit the keys', cure });
  }
  return { verify: 'jwt', issuer, audience, algorithms, clockToleranceMs, scopeClaim, keys };
}

const text = textLike(/./, 'a text that is not empty');
const environmentName = textLike(/^[A-Za-z_][A-Za-z0-9_]*$/, 'the name of an environment variable');

const webAddress: Shape<string> = {
  expected: 'an `https:` or `http:` address without credentials',
  parse: (value) => {
    const url = typeof value === 'string' ? URL.parse(value) : null;
    return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === ''
      ? url.href
      : undefined;
  },
};

const knownAlgorithm = /^(?:HS256|HS384|HS512|RS256|RS384|RS512|PS256|PS384|PS512|ES256|ES384|ES512|EdDSA|Ed25519)$/;

const algorithmList: Shape<readonly string[]> = {
  expected: 'a list of algorithms such as `["RS256"]`; `none` is never one of them',
  parse: (value) =>
    isTexts(value) && value.length > 0 && value.every((one) => knownAlgorithm.test(one)) ? [...value] : undefined,
};

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');

const keyList: Shape<readonly IssuedKey[]> = {
  expected: 'a list of `{ "name", "secret" or "secretFile", "scopes" }` that is not empty',
  parse: (value) => {
    const keys: (IssuedKey | undefined)[] = Array.isArray(value) ? value.map(issuedKey) : [];
    return keys.length > 0 && keys.every((key) => key !== undefined) ? keys : undefined;
  },
};

function issuedKey(value: unknown): IssuedKey | undefined {
  if (!isSection(value)) return undefined;
  const { name, secret, secretFile, scopes = [], ...others } = value;
  const place = secretPlace(secret, secretFile);
  const isWhole = typeof name === 'string' && name !== '' && isTexts(scopes) && Object.keys(others).length === 0;
  return isWhole && place !== undefined ? { name, secret: place, scopes } : undefined;
}

/** One of the two ways to name a secret. */
export function secretPlace(secret: unknown, file: unknown): SecretName | undefined {
  if (file === undefined) {
    const environment = environmentName.parse(secret);
    return environment === undefined ? undefined : { environment };
  }
  return typeof file === 'string' && file !== '' && secret === undefined ? { file } : undefined;
}
