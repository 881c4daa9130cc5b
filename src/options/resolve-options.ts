import { resolve } from 'node:path';
import { isUserCodec, type UserCodec } from '../codec/user-codec.ts';
import type { UnknownPolicies } from '../contract/contract.ts';
import type { Fault, Finding } from '../contract/finding.ts';
import { FindingList, type Locate } from '../contract/finding-list.ts';
import type { ContractSource } from '../contract/load-contracts.ts';
import { defaultUnknown } from '../contract/normalize.ts';
import type { LimitOptions } from './limit-options.ts';
import { OptionReader } from './option-reader.ts';
import type { ForwardHandler } from './paramap-options.ts';
import { refuseErrors } from './refuse-errors.ts';
import type { ResolvedOptions } from './resolved-options.ts';
import { resolveCandidate } from './resolve-candidate.ts';
import { resolveCors } from './resolve-cors.ts';
import { resolveCredentials } from './resolve-credentials.ts';
import { resolveDocumentation } from './resolve-documentation.ts';
import { resolveInsights } from './resolve-insights.ts';
import { resolveInspector } from './resolve-inspector.ts';
import { resolveFunctions } from './resolve-functions.ts';
import { resolveRateLimits } from './resolve-rate-limits.ts';
import { resolveRequestId } from './resolve-request-id.ts';
import { resolveSignals } from './resolve-signals.ts';
import { judgeSurface, resolveAdmin, resolveListen, trustedProxies } from './resolve-serve.ts';
import { resolveUpgrades } from './resolve-upgrades.ts';
import { resolvePassthrough, resolveUpstreams } from './resolve-upstreams.ts';
import {
  absoluteUri,
  functionLike,
  isSection,
  oneOf,
  type Shape,
  textLike,
  token,
  wholeNumber,
  yesOrNo,
} from './shape.ts';

/** Who asks: some options only make sense on a server of our own. */
export interface OptionUse {
  readonly surface: 'middleware' | 'gateway';
  /** How findings call the source of the options. */
  readonly file: string;
  /** Finds the place of an option in a configuration file. */
  readonly locate: Locate;
  /** What was found wrong with the source before its options were looked at. */
  readonly found: readonly Finding[];
}

/** Options that were given to a function: no file, no lines. */
export function givenInCode(surface: OptionUse['surface']): OptionUse {
  return { surface, file: 'options', locate: () => undefined, found: [] };
}

/**
 * Checks options and fills in every default; the only place that knows them. The object given is never written to.
 *
 * Fails: a `ContractError` with the findings of all options at once. Warnings go to `onWarning`.
 */
export function resolveOptions(options: unknown, use: OptionUse): ResolvedOptions {
  const findings = new FindingList(use.locate);
  const reader = new OptionReader({ file: use.file, findings }, '', options);
  const root = resolve(reader.read('root', textLike(/./, 'the path of a folder')) ?? '.');
  const upstreams = resolveUpstreams(reader, root);
  const forward = reader.read('forward', handler);
  const unknown = unknownPolicies(reader.section('unknown'), defaultUnknown);
  const resolved: ResolvedOptions = Object.freeze({
    contracts: contractSources(reader),
    root,
    name: reader.read('name', token) ?? 'paramap',
    upstreams,
    limits: limits(reader.section('limits')),
    unknown,
    examples: reader.read('examples', oneOf(['check', 'ignore'])) ?? examplesByEnvironment(),
    checkOutgoing: reader.read('checkOutgoing', yesOrNo) ?? examplesByEnvironment() === 'check',
    problems: reader.read('problems', oneOf(['answer', 'next'])) ?? 'answer',
    problemTypeBase: reader.read('problemTypeBase', absoluteUri) ?? 'urn:problem-type:paramap:',
    requestId: resolveRequestId(reader.section('requestId')),
    passthrough: resolvePassthrough(reader, upstreams),
    sender:
      forward !== undefined ? 'forward' : reader.has('upstreams') && upstreams.length === 0 ? 'none' : 'upstreams',
    forward,
    codecs: codecs(reader),
    ...resolveFunctions(reader),
    candidate: resolveCandidate(reader, {
      contracts: contractSources,
      unknown: (own) => unknownPolicies(own, unknown),
    }),
    credentials: resolveCredentials(reader, root),
    rateLimits: resolveRateLimits(reader),
    upgrades: resolveUpgrades(reader),
    trustProxy: trustedProxies(reader),
    cors: resolveCors(reader),
    documentation: resolveDocumentation(reader),
    inspector: resolveInspector(reader),
    insights: resolveInsights(reader),
    ...resolveSignals(reader, root),
    listen: resolveListen(reader.section('listen')),
    admin: resolveAdmin(reader),
  });
  reader.refuse('mounts', mountsElsewhere(use.surface));
  judgeSurface(reader, use.surface, resolved);
  reader.close();
  report([...use.found, ...findings.all], resolved);
  return resolved;
}

/** A gateway has parted its options by their mounts before they are resolved. */
const mountsElsewhere = (surface: OptionUse['surface']): Fault => ({
  rule: 'surface',
  message: '`mounts` belongs to `createGateway`, `paramap serve` and `paramap check`',
  cure:
    surface === 'middleware' ? "mount an instance for each: `app.use('/v1', v1)`" : 'name the contracts of one mount',
});

/** The environment that Express itself asks whether it runs for its developers or for callers. */
const examplesByEnvironment = (): ResolvedOptions['examples'] =>
  process.env['NODE_ENV'] === 'production' ? 'ignore' : 'check';

const handler = functionLike<ForwardHandler>('a handler `(req, res, next) => ...`');

function contractSources(reader: OptionReader): ResolvedOptions['contracts'] {
  const cure = 'write a path, a glob such as `schemas/*.contract.json`, or the contract itself';
  return reader.demand('contracts', contractList, { message: '`contracts` is required', cure }) ?? [];
}

const contractList: Shape<readonly ContractSource[]> = {
  expected: 'a path, a glob, a contract, or a list of them that is not empty',
  parse(value) {
    const list: readonly unknown[] = Array.isArray(value) ? value : [value];
    return list.length > 0 && list.every(isContractSource) ? Object.freeze([...list]) : undefined;
  },
};

function isContractSource(value: unknown): value is ContractSource {
  return (typeof value === 'string' && value !== '') || isSection(value);
}

const userCodec: Shape<UserCodec> = {
  expected: 'what `defineCodec` gives',
  parse: (value) => (isUserCodec(value) ? value : undefined),
};

/** A codec has its own name, for messages; contracts use the one under which it is registered. They must agree. */
function codecs(reader: OptionReader): ResolvedOptions['codecs'] {
  const entries = reader.entries('codecs', userCodec);
  for (const [name, codec] of entries) {
    if (codec.name === name) continue;
    const message = `the codec under \`${name}\` calls itself \`${codec.name}\``;
    reader.fault('codecs', { rule: 'codec-name', message, cure: `register it as \`${codec.name}\`` });
  }
  return Object.freeze(Object.fromEntries(entries));
}

/** Parsers count what they hold of a head in 32 bits, and ours adds up several of these. */
const mostHeadBytes = 2 ** 28;

function limits(reader: OptionReader): Readonly<Required<LimitOptions>> {
  const bytes = wholeNumber('bytes', 1);
  const headBytes = wholeNumber('bytes', 1, mostHeadBytes);
  const limits = {
    urlBytes: reader.read('urlBytes', headBytes) ?? 8192,
    headerBytes: reader.read('headerBytes', headBytes) ?? 16_384,
    headerCount: reader.read('headerCount', wholeNumber('field lines', 1, 1999)) ?? 200,
    queryParameters: reader.read('queryParameters', wholeNumber('parameters', 1)) ?? 256,
    bodyBytes: reader.read('bodyBytes', bytes) ?? 1_048_576,
    decompressedBytes: reader.read('decompressedBytes', bytes) ?? 4_194_304,
    uploadBytes: reader.read('uploadBytes', bytes) ?? 104_857_600,
    fileBytes: reader.read('fileBytes', bytes) ?? 104_857_600,
    formFields: reader.read('formFields', wholeNumber('fields', 1)) ?? 1000,
    formParts: reader.read('formParts', wholeNumber('parts', 1)) ?? 256,
    partHeaderBytes: reader.read('partHeaderBytes', wholeNumber('bytes', 1, 65_536)) ?? 8192,
    jsonDepth: reader.read('jsonDepth', wholeNumber('levels', 1, 1000)) ?? 64,
    violations: reader.read('violations', wholeNumber('violations', 1)) ?? 50,
    upstreamHeaderBytes: reader.read('upstreamHeaderBytes', headBytes) ?? 32_768,
    mappedAnswerBytes: reader.read('mappedAnswerBytes', bytes) ?? 8_388_608,
  };
  reader.close();
  return Object.freeze(limits);
}

function unknownPolicies(reader: OptionReader, defaults: UnknownPolicies): UnknownPolicies {
  const policy = oneOf(['refuse', 'drop', 'forward']);
  const policies = {
    query: reader.read('query', policy) ?? defaults.query,
    body: reader.read('body', policy) ?? defaults.body,
    headers: reader.read('headers', policy) ?? defaults.headers,
    cookies: reader.read('cookies', policy) ?? defaults.cookies,
    response: reader.read('response', policy) ?? defaults.response,
  };
  reader.close();
  return Object.freeze(policies);
}

function report(findings: readonly Finding[], options: ResolvedOptions): void {
  refuseErrors('options', findings);
  for (const finding of findings) options.onWarning(finding);
}
