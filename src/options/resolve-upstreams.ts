import type { OptionReader } from './option-reader.ts';
import type { ResolvedOptions, ResolvedPassthrough, ResolvedUpstream } from './resolved-options.ts';
import { nearestName } from '../problem/suggestion.ts';
import { resolveAttempts } from './resolve-attempts.ts';
import { resolvePool } from './resolve-pool.ts';
import { resolveTls } from './resolve-tls.ts';
import { milliseconds, oneOf, textLike } from './shape.ts';

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
  const pool = resolvePool(name, reader);
  const tls = resolveTls(reader, {
    root,
    isUsed: pool.targets.some(({ url }) => url === '' || url.startsWith('https:')),
  });
  const upstream = {
    name,
    ...pool,
    protocol: protocolOf(reader, pool.targets),
    ...resolveAttempts(reader),
    timeouts: timeouts(reader.section('timeouts')),
    ...tls,
  };
  reader.refuse('http2', {
    rule: 'not-offered',
    message: '`http2` is no option here',
    cure: 'write `"protocol": "http2"`',
  });
  reader.close();
  return Object.freeze(upstream);
}

function protocolOf(reader: OptionReader, targets: ResolvedUpstream['targets']): ResolvedUpstream['protocol'] {
  const protocol = reader.read('protocol', oneOf(['http1', 'http2'])) ?? 'http1';
  const isAgreed = targets.some(({ url }) => url === '' || url.startsWith('https:'));
  if (protocol === 'http2' && !isAgreed) {
    reader.fault('protocol', {
      rule: 'protocol-unused',
      severity: 'warning',
      message: 'no target of this upstream has `https:`, and HTTP/2 is agreed on in the TLS handshake alone',
      cure: 'write the target with `https:`, or leave `protocol` out',
    });
  }
  return protocol;
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
