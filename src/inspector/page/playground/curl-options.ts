/** What an option of curl means for the request; `skip` takes a value that says nothing of it. */
export type CurlMeaning =
  | 'request'
  | 'header'
  | 'data'
  | 'data-raw'
  | 'data-urlencode'
  | 'json'
  | 'get'
  | 'head'
  | 'url'
  | 'user'
  | 'cookie'
  | 'user-agent'
  | 'referer'
  | 'form'
  | 'upload-file'
  | 'skip'
  | 'none';

/** Options with a value, by their long name; every other long option stands alone. Source: curl(1). */
const withValue = new Map<string, CurlMeaning>([
  ...(
    ['request', 'header', 'data', 'data-raw', 'data-urlencode', 'json', 'url', 'user', 'cookie', 'user-agent'] as const
  ).map((name): [string, CurlMeaning] => [name, name]),
  ['referer', 'referer'],
  ['form', 'form'],
  ['form-string', 'form'],
  ['upload-file', 'upload-file'],
  ['data-ascii', 'data'],
  ['data-binary', 'data'],
  ...[
    ...['output', 'proxy', 'max-time', 'connect-timeout', 'retry', 'retry-delay', 'retry-max-time', 'write-out'],
    ...['cacert', 'cert', 'key', 'resolve', 'connect-to', 'limit-rate', 'cookie-jar', 'max-redirs', 'interface'],
    ...['dump-header', 'config', 'oauth2-bearer', 'proxy-user', 'range', 'unix-socket', 'tls-max', 'ciphers'],
  ].map((name): [string, CurlMeaning] => [name, 'skip']),
]);

const shortNames: Readonly<Record<string, string>> = {
  ...{ X: 'request', H: 'header', d: 'data', u: 'user', b: 'cookie', A: 'user-agent', e: 'referer', F: 'form' },
  ...{ T: 'upload-file', G: 'get', I: 'head', o: 'output', x: 'proxy', m: 'max-time', w: 'write-out', E: 'cert' },
  ...{ c: 'cookie-jar', D: 'dump-header', K: 'config', U: 'proxy-user', r: 'range' },
};

/** An option that was given: what it means, its value, and how many words it took. */
export interface CurlOption {
  readonly meaning: CurlMeaning;
  readonly value: string;
}

/**
 * Reads the options of one word and of the word after it: `-sSL`, `-XPOST`, `-H`, `--data-raw`.
 *
 * Out: the options in their order, and whether the next word was taken as a value.
 */
export function curlOptions(
  word: string,
  next: string | undefined,
): { readonly options: readonly CurlOption[]; readonly takesNext: boolean } {
  if (word.startsWith('--')) {
    const meaning = meaningOf(word.slice(2));
    const takesNext = withValue.has(word.slice(2));
    return { options: [{ meaning, value: takesNext ? (next ?? '') : '' }], takesNext };
  }
  const options: CurlOption[] = [];
  for (let index = 1; index < word.length; index += 1) {
    const name = shortNames[word[index] ?? ''] ?? '';
    const rest = word.slice(index + 1);
    if (withValue.has(name)) {
      const takesNext = rest === '';
      return { options: [...options, { meaning: meaningOf(name), value: takesNext ? (next ?? '') : rest }], takesNext };
    }
    options.push({ meaning: meaningOf(name), value: '' });
  }
  return { options, takesNext: false };
}

function meaningOf(name: string): CurlMeaning {
  return withValue.get(name) ?? (name === 'get' || name === 'head' ? name : 'none');
}
