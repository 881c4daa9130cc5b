import type { JsonArray, JsonObject } from '../../codec/json-value.ts';
import type { BackendDescription, DescribedOperation } from '../read/backend-description.ts';
import type { DescribedSecurity, SecurityRequirement } from '../read/described-security.ts';
import type { LossList } from './loss-list.ts';

/** What a contract says of credentials, and the options that go with it. */
export interface ImportedSecurity {
  /** `securitySchemes` and the `security` that most operations have; empty where no operation asks for anything. */
  readonly members: JsonObject;
  /** The option `credentials`: presence alone is looked at, the backend verifies. */
  readonly credentials: JsonObject;
  /** The `security` of an operation, where it is not that of the contract. */
  of(operation: DescribedOperation): JsonArray | undefined;
  /** Parameters that a forwarded key of an operation has to be declared as. */
  keys(operation: DescribedOperation): readonly { readonly in: 'query' | 'cookies'; readonly name: string }[];
}

/** Makes `securitySchemes` and `security`: credentials are asked for, looked at and sent on to the backend. */
export function importSecurity(description: BackendDescription, losses: LossList): ImportedSecurity {
  const { securitySchemes, operations } = description;
  const schemes = new Map<string, JsonObject>();
  const origin = { file: description.file, pointer: '' };
  for (const [name, scheme] of securitySchemes) {
    const imported = importScheme(scheme);
    if (imported !== undefined) schemes.set(name, imported);
    else losses.add(origin, 'security', schemeWords(name, scheme));
  }
  const requirements = new Map(
    operations.map((operation) => [operation, importRequirements(schemes, losses, operation)] as const),
  );
  const common = mostFrequent([...requirements.values()]);
  const used = new Set([...requirements.values()].flat().flatMap((alternative) => Object.keys(alternative)));
  if (used.size === 0) return { members: {}, credentials: {}, of: () => undefined, keys: () => [] };
  const usedSchemes = [...schemes].filter(([name]) => used.has(name));
  return {
    members: { securitySchemes: Object.fromEntries(usedSchemes), security: common },
    credentials: Object.fromEntries(usedSchemes.map(([name]) => [name, { verify: 'presence' }])),
    of: (operation) => {
      const own = requirements.get(operation) ?? [];
      return JSON.stringify(own) === JSON.stringify(common) ? undefined : own;
    },
    keys: (operation) => keysOf(requirements.get(operation) ?? [], securitySchemes),
  };
}

function importScheme(scheme: DescribedSecurity): JsonObject | undefined {
  const { description } = scheme;
  const rest = { ...(description === undefined ? {} : { description }), forward: true };
  if (scheme.type === 'apiKey') return { type: 'apiKey', in: scheme.in, name: scheme.name, ...rest };
  if (scheme.type === 'oauth2' || scheme.type === 'openIdConnect') return { type: 'http', scheme: 'bearer', ...rest };
  if (scheme.type !== 'http' || (scheme.scheme !== 'bearer' && scheme.scheme !== 'basic')) return undefined;
  return { type: 'http', scheme: scheme.scheme, ...rest };
}

function importRequirements(
  schemes: ReadonlyMap<string, JsonObject>,
  losses: LossList,
  operation: DescribedOperation,
): JsonObject[] {
  const alternatives = operation.security.map((alternative: SecurityRequirement) => {
    if (Object.values(alternative).some((scopes) => scopes.length > 0)) {
      losses.add({ file: operation.file, pointer: '/security' }, 'scopes', scopeWords);
    }
    return Object.fromEntries(
      Object.keys(alternative)
        .filter((name) => schemes.has(name))
        .map((name) => [name, []]),
    );
  });
  // One alternative of which nothing is left lets everybody in, and says nothing then.
  const texts = alternatives.map((alternative) => JSON.stringify(alternative));
  const unique = alternatives.filter((_, index) => texts.indexOf(texts[index] ?? '') === index);
  return unique.every((alternative) => Object.keys(alternative).length === 0) ? [] : unique;
}

function keysOf(
  alternatives: readonly JsonObject[],
  schemes: ReadonlyMap<string, DescribedSecurity>,
): { in: 'query' | 'cookies'; name: string }[] {
  const names = new Set(alternatives.flatMap((alternative) => Object.keys(alternative)));
  return [...names].flatMap((name) => {
    const scheme = schemes.get(name);
    if (scheme?.type !== 'apiKey' || scheme.in === 'header') return [];
    return [{ in: scheme.in === 'query' ? ('query' as const) : ('cookies' as const), name: scheme.name }];
  });
}

function mostFrequent(lists: readonly JsonObject[][]): JsonObject[] {
  const counts = new Map<string, number>();
  for (const list of lists) counts.set(JSON.stringify(list), (counts.get(JSON.stringify(list)) ?? 0) + 1);
  const [first] = [...counts].sort(([, left], [, right]) => right - left);
  return lists.find((list) => JSON.stringify(list) === first?.[0]) ?? [];
}

const schemeWords = (name: string, { type }: DescribedSecurity) =>
  [
    `the security scheme \`${name}\` (${type}) has no place in a contract; the backend alone asks for it`,
    type === 'mutualTLS'
      ? 'give the gateway its certificate in the option `tls` of the upstream'
      : 'nothing has to be done',
  ] as const;

const scopeWords = [
  'scopes are not asked for: they can be read only from credentials that the gateway verifies',
  'verify them by the option `credentials`, and write the scopes into `security`: docs/limits-and-credentials.md',
] as const;
