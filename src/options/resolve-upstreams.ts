import type { OptionReader } from './option-reader.ts';
import type { ResolvedOptions, ResolvedPassthrough, ResolvedUpstream } from './resolved-options.ts';
import { nearestName } from '../problem/suggestion.ts';
import { resolveTls } from './resolve-tls.ts';
import { milliseconds, type Shape, textLike } from './shape.ts';

/** The backends, checked and with their defaults. */
export function resolveUpstreams(reader: OptionReader, root: string): ResolvedOptions['upstreams'] {
  return Object.freeze(reader.sections('upstreams').map(([name, section]) => resolveUpstream(name, section, root)));
}

/** The pass-through prefixes, the longest first, each with an upstream that exists. */
export function resolvePassthrough(
  reader: OptionReader,
  upstreams: ResolvedOptions['upstreams'],
): ResolvedOptions['passthrough'] {
  const names = upstreams.map((upstream) => upstream.name);
  const rules = reader.sections('passthrough').map(([prefix, section]) => passthroughRule(prefix, section, names));
  return Object.freeze(rules.sort((one, other) => other.prefix.length - one.prefix.length));
}

function resolveUpstream(name: string, reader: OptionReader, root: string): ResolvedUpstream {
  const noTargets = { message: `upstream \`${name}\` has no \`targets\``, cure: 'write one base URL' };
  const targets = reader.demand('targets', targetList, noTargets);
  for (const [index, target] of (targets ?? []).entries()) {
    if (target !== undefined) continue;
    // The text itself is not repeated: what makes it wrong may be the password in it.
    const message = `target ${index + 1} of upstream \`${name}\` is no base URL`;
    const cure =
      'write one such as `http://10.0.0.1:8080`, without query, fragment or credentials, or `unix:/run/app.sock`';
    reader.fault('targets', { rule: 'option-type', message, cure });
  }
  if (targets !== undefined && targets.length > 1) {
    const message = `upstream \`${name}\` has ${targets.length} targets; this version forwards to one`;
    reader.fault('targets', { rule: 'not-built', message, cure: 'keep one, such as the address of a load balancer' });
  }
  const tls = resolveTls(reader, { root, isUsed: targets?.some((target) => target?.startsWith('https:')) !== false });
  const upstream = {
    name,
    target: targets?.[0] ?? '',
    timeouts: timeouts(reader.section('timeouts')),
    ...tls,
  };
  for (const member of ['retry', 'breaker', 'health', 'balance', 'maxPending']) {
    reader.notBuilt(member, 'leave it out');
  }
  reader.close();
  return Object.freeze(upstream);
}

/** A target that is no base URL is `undefined` in the list. */
const targetList: Shape<readonly (string | undefined)[]> = {
  expected: 'a list of base URLs such as `["http://10.0.0.1:8080"]`',
  parse: (value) => (Array.isArray(value) && value.length > 0 ? value.map(baseUrl) : undefined),
};

/** `unix:/run/app.sock`, or with a path before every route `unix:/run/app.sock:/base`. */
const unixSocket = /^unix:\/[^:?#]+(?::\/[^?#\\]*)?$/;

function baseUrl(value: unknown): string | undefined {
  if (typeof value === 'string' && unixSocket.test(value)) return value;
  const url = typeof value === 'string' ? URL.parse(value) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol)) return undefined;
  const isPlain = url.username === '' && url.password === '' && !/[?#]/.test(String(value));
  return isPlain ? url.href : undefined;
}

function timeouts(reader: OptionReader): ResolvedUpstream['timeouts'] {
  const duration = milliseconds(0);
  const timeouts = {
    connectMs: reader.read('connectMs', duration) ?? 1000,
    firstByteMs: reader.read('firstByteMs', duration) ?? 10_000,
    idleMs: reader.read('idleMs', duration) ?? 30_000,
    totalMs: reader.read('totalMs', duration) ?? 30_000,
    streamMs: reader.read('streamMs', duration) ?? 0,
  };
  reader.close();
  return Object.freeze(timeouts);
}

function passthroughRule(prefix: string, reader: OptionReader, upstreams: readonly string[]): ResolvedPassthrough {
  if (!/^(?:\/[\w.~!$&'()*+,;=:@-]+)+$|^\/$/.test(prefix) || /\/\.{1,2}(?:\/|$)/.test(prefix)) {
    const message = `\`${prefix}\` is no prefix of paths`;
    const cure = 'write whole segments with a leading slash and none at the end: `/legacy`';
    reader.fault('', { rule: 'passthrough-prefix', message, cure });
  }
  const noUpstream = { message: '`upstream` is required', cure: 'name an upstream' };
  const upstream = reader.demand('upstream', textLike(/./, 'the name of an upstream'), noUpstream);
  if (upstream !== undefined && !upstreams.includes(upstream))
    reader.fault('upstream', unknownUpstream(upstream, upstreams));
  reader.close();
  return Object.freeze({ prefix: prefix === '/' ? '' : prefix, upstream: upstream ?? '' });
}

/** What to say of an upstream's name that the options do not configure. */
export function unknownUpstream(
  name: string,
  known: readonly string[],
): { rule: string; message: string; cure: string } {
  const near = nearestName(name, known);
  const others = known.length === 0 ? 'the option `upstreams` names none' : `configured: ${known.join(', ')}`;
  return {
    rule: 'unknown-upstream',
    message: `no upstream \`${name}\` is configured`,
    cure: near === undefined ? `${others}; add it to the option \`upstreams\`` : `did you mean \`${near}\`?`,
  };
}
