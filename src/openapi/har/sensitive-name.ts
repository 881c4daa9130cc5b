import { wordsOf } from '../draft/words.ts';

/** Words of names whose values nobody else is to see. */
const words: ReadonlySet<string> = new Set([
  'authorization',
  'auth',
  'cookie',
  'cookies',
  'token',
  'tokens',
  'jwt',
  'bearer',
  'secret',
  'secrets',
  'password',
  'passwd',
  'pwd',
  'passphrase',
  'pin',
  'otp',
  'credential',
  'credentials',
  'session',
  'sessionid',
  'sid',
  'csrf',
  'xsrf',
  'signature',
  'sig',
  'apikey',
  'ssn',
  'iban',
  'cvv',
  'cvc',
]);

/** Whether values of such a name are secrets, or open doors: they are declared `x-sensitive`, and nothing is taken from them. */
export function isSensitiveName(name: string): boolean {
  const own = wordsOf(name);
  if (own.some((word) => words.has(word) || /(?:token|secret|password|passwd|apikey|session)/.test(word))) return true;
  // `api_key`, `access-key`, `X-Functions-Key`; a key alone is any key of a map.
  return own.length > 1 && own.at(-1) === 'key';
}
