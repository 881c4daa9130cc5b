import type { Contract, Operation } from '../contract/contract.ts';
import type { DocumentLibrary } from '../contract/document-library.ts';
import type { Fault, Finding, Severity } from '../contract/finding.ts';
import { FindingList } from '../contract/finding-list.ts';
import { pointerTo } from '../contract/json-pointer.ts';
import type { CredentialNeed } from '../contract/security.ts';
import { openSecret, type SecretPlaces } from '../guard/credential/open-secret.ts';
import type { CredentialSettings } from '../guard/credential/credential-settings.ts';
import { type HasPeer, hasPeer, type PeerName } from '../guard/load-peer.ts';
import { missingSecrets, nameOf } from '../guard/open-guards.ts';
import type { ResolvedOptions } from '../options/resolved-options.ts';
import { nearestName } from '../problem/suggestion.ts';

/** What is there of what guards need. */
export interface GuardSurroundings extends Pick<SecretPlaces, 'environment'> {
  /** An operator's start needs every secret; a check at an author's desk can do without. */
  readonly missingSecret: Severity;
  /** @default looks among the installed packages */
  readonly hasPeer?: HasPeer;
}

/**
 * Judges the credentials and rate limits of contracts against the options: nothing starts that asks for a credential which
 * nobody verifies, or that lacks a package or a secret for it.
 */
export function judgeGuards(
  contracts: readonly Contract[],
  library: DocumentLibrary,
  { options, ...around }: GuardSurroundings & { readonly options: ResolvedOptions },
): readonly Finding[] {
  const findings = new FindingList((file, pointer) => library.locate(file, pointer));
  for (const operation of contracts.flatMap((contract) => contract.operations)) {
    for (const need of operation.security?.alternatives.flat() ?? []) {
      const { file, pointer } = need.scheme;
      for (const fault of needFaults(need, options, around)) findings.add(file, pointer, fault);
    }
    const [limit] = operation.rateLimits;
    if (limit === undefined) continue;
    for (const fault of storeFaults(options, around)) findings.add(...limitPlace(operation), fault);
  }
  return findings.all;
}

const limitPlace = ({ file, name }: Operation): [string, string] => [file, pointerTo('/operations', name)];

function needFaults({ scheme, scopes }: CredentialNeed, options: ResolvedOptions, around: GuardSurroundings): Fault[] {
  const settings = options.credentials.get(scheme.name);
  if (settings === undefined) return [unverifiedFault(scheme.name, [...options.credentials.keys()])];
  if (settings.verify !== 'presence') return settingsFaults(scheme.name, settings, { options, around });
  const faults: Fault[] = [];
  if (!scheme.forward) faults.push(nobodyVerifies(scheme.name));
  const required = scheme.claims.keywords['required'];
  if (scopes.length > 0 || (Array.isArray(required) && required.length > 0)) faults.push(unknownScopes(scheme.name));
  return faults;
}

function settingsFaults(
  name: string,
  settings: CredentialSettings,
  { options, around }: { readonly options: ResolvedOptions; readonly around: GuardSurroundings },
): Fault[] {
  const { environment, missingSecret } = around;
  if (settings.verify === 'jwt') {
    const faults = peerFaults(['jose'], `tokens of \`${name}\` are verified`, around);
    if (faults.length > 0) return faults;
  }
  return missingSecrets(settings, { environment, root: options.root }).map((secret) =>
    secretFault(secret, missingSecret),
  );
}

function storeFaults({ rateLimits: { redis }, root }: ResolvedOptions, around: GuardSurroundings): Fault[] {
  if (redis === undefined) return [];
  const { place } = redis;
  const peers: PeerName[] = ['rate-limiter-flexible', ...(place.kind === 'client' ? [] : (['ioredis'] as const))];
  const faults = peerFaults(peers, 'rates are counted in Redis', around);
  if (place.kind === 'secret' && openSecret(place.name, { environment: around.environment, root }) === undefined) {
    faults.push(secretFault(nameOf(place.name), around.missingSecret));
  }
  return faults;
}

function peerFaults(names: readonly PeerName[], what: string, around: GuardSurroundings): Fault[] {
  const lacking = names.filter((name) => !(around.hasPeer ?? hasPeer)(name));
  if (lacking.length === 0) return [];
  const named = lacking.map((name) => `\`${name}\``).join(' and ');
  return [
    {
      rule: 'not-installed',
      message: `${what} with ${named}, which ${lacking.length === 1 ? 'is' : 'are'} not installed`,
      cure: `run \`npm install ${lacking.join(' ')}\``,
    },
  ];
}

function unverifiedFault(name: string, known: readonly string[]): Fault {
  const near = nearestName(name, known);
  return {
    rule: 'credential-unverified',
    message: `the option \`credentials\` does not say how \`${name}\` is verified`,
    cure:
      near === undefined
        ? `add it: \`"credentials": { "${name}": { "verify": "jwt", ... } }\``
        : `it has \`${near}\`: give both one name`,
  };
}

const nobodyVerifies = (name: string): Fault => ({
  rule: 'credential-unverified',
  message: `of \`${name}\` presence alone is checked, and it is not forwarded: nobody verifies it`,
  cure: `write \`"forward": true\` in the scheme, so that the upstream can, or another \`verify\` in the option \`credentials\``,
});

const unknownScopes = (name: string): Fault => ({
  rule: 'credential-unverified',
  message: `of \`${name}\` presence alone is checked, so that nothing is known of its scopes and claims`,
  cure: 'take the scopes and the required claims out, or verify it with `jwt` or `keys`',
});

const secretFault = (name: string, severity: Severity): Fault => ({
  rule: 'missing-secret',
  severity,
  message: `the secret \`${name}\` is missing, empty, or not what it should be`,
  cure: 'set the environment variable, or write the file, before start',
});
