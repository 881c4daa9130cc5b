import { isIP } from 'node:net';
import { compileDenied, isAddressRange, type IsDenied } from '../upstream/lookup/denied-addresses.ts';
import type { PoolOptions, TargetOptions } from '../upstream/target/target-options.ts';
import type { OptionReader } from './option-reader.ts';
import { type Shape, textLike, wholeNumber } from './shape.ts';

/** Reads the list of an upstream's targets. A faulty one is a finding; another takes its place, so that the reading goes on. */
export function resolveTargets(
  upstream: string,
  reader: OptionReader,
  denied: readonly string[],
): PoolOptions['targets'] {
  if (!reader.has('targets')) {
    const message = `upstream \`${upstream}\` has no \`targets\``;
    reader.fault('targets', { rule: 'option-missing', message, cure: 'write one base URL' });
  }
  const isDenied = compileDenied(denied);
  const targets = reader
    .items('targets', 'url', 'a list of base URLs such as `["http://10.0.0.1:8080"]`')
    .map((item, index) => resolveTarget(item, { label: `target ${index + 1} of upstream \`${upstream}\``, isDenied }));
  judgeTwice(upstream, reader, targets);
  return Object.freeze(targets);
}

/** Reads `denyAddresses`. */
export function deniedRanges(reader: OptionReader): readonly string[] {
  return reader.read('denyAddresses', addressRanges) ?? Object.freeze([]);
}

const addressRanges: Shape<readonly string[]> = {
  expected: 'a list of IP addresses and networks such as `["169.254.0.0/16", "::1"]`',
  parse: (value) => (Array.isArray(value) && value.every(isRange) ? Object.freeze([...value]) : undefined),
};

const isRange = (value: unknown): value is string => typeof value === 'string' && isAddressRange(value);

/** How a target is called in findings, and what it must not be. */
interface TargetRules {
  readonly label: string;
  readonly isDenied: IsDenied;
}

function resolveTarget(reader: OptionReader, { label, isDenied }: TargetRules): TargetOptions {
  const url = baseUrl(reader.peek('url'));
  if (url === undefined) {
    // The text itself is not repeated: what makes it wrong may be the password in it.
    const message = `${label} is no base URL`;
    const cure =
      'write one such as `http://10.0.0.1:8080`, without query, fragment or credentials, or `unix:/run/app.sock`';
    reader.fault('', { rule: 'option-type', message, cure });
  } else if (isDeniedHost(url, isDenied)) {
    const message = `${label} is an address that \`denyAddresses\` forbids`;
    reader.fault('', { rule: 'target-denied', message, cure: 'take it out of one of them' });
  }
  const target = {
    url: url ?? '',
    name: reader.read('name', publicName),
    weight: reader.read('weight', wholeNumber('parts', 1, 1000)) ?? 1,
  };
  reader.close();
  return Object.freeze(target);
}

/** Never with `#`, so that it cannot be the name that another target has by its place. */
const publicName = textLike(/^[\w.-]{1,64}$/, 'at most 64 letters, digits, `.`, `_` and `-`');

/** `unix:/run/app.sock`, or with a path before every route `unix:/run/app.sock:/base`. */
const unixSocket = /^unix:\/[^:?#]+(?::\/[^?#\\]*)?$/;

/** What a target is reached at, as it is used; `undefined` for what is no base URL, or has a query, a fragment or credentials. */
export function baseUrl(value: unknown): string | undefined {
  if (typeof value === 'string' && unixSocket.test(value)) return value;
  const url = typeof value === 'string' ? URL.parse(value) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol)) return undefined;
  const isPlain = url.username === '' && url.password === '' && !/[?#]/.test(String(value));
  return isPlain ? url.href : undefined;
}

/** Names are asked for when they are connected to; an address is known now, and never looked up. */
function isDeniedHost(url: string, isDenied: IsDenied): boolean {
  const host = (URL.parse(url)?.hostname ?? '').replace(/^\[|\]$/g, '');
  return isIP(host) !== 0 && isDenied(host);
}

function judgeTwice(upstream: string, reader: OptionReader, targets: readonly TargetOptions[]): void {
  for (const member of ['url', 'name'] as const) {
    const values = targets.flatMap((target) => (target[member] === '' ? [] : (target[member] ?? [])));
    const index = values.findIndex((value, place) => values.indexOf(value) < place);
    if (index < 0) continue;
    const what = member === 'url' ? 'URL' : 'name';
    const message = `two targets of upstream \`${upstream}\` have the same ${what}`;
    const cure = member === 'url' ? 'write it once, with a larger `weight`' : 'give each a name of its own';
    reader.fault('targets', { rule: 'target-twice', message, cure });
  }
}
