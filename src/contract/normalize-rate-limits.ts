import { isObject } from '../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../codec/json-value.ts';
import type { ParameterGroup, RouteSegment } from './contract.ts';
import type { Fault } from './finding.ts';
import { pointerTo } from './json-pointer.ts';
import type { OperationScope } from './operation-scope.ts';
import type { RateKeyPart, RateLimit } from './rate-limit.ts';
import type { OperationSecurity } from './security.ts';

/** What a limit can tell callers apart by. */
export interface RateKeyFacts {
  readonly parameters: Readonly<Record<'path' | 'query' | 'header' | 'cookie', ParameterGroup>>;
  readonly segments: readonly RouteSegment[];
  readonly security: OperationSecurity | undefined;
}

interface Written {
  readonly name: string;
  readonly value: JsonObject;
  readonly pointer: string;
  /** Empty where all operations of the contract share the count. */
  readonly operation: string;
  /** What one request of this operation spends. */
  readonly cost: number;
}

/**
 * Reads the limits that hold for an operation: the contract's, whose counts all operations share, but for those that the
 * operation sets to `false`, and its own. The shortest window comes first: what it refuses is not counted by the longer ones.
 */
export function normalizeRateLimits(scope: OperationScope, operation: JsonObject, facts: RateKeyFacts): RateLimit[] {
  const shared = members(scope.document.value['rateLimits']);
  const own = members(operation['rateLimits']);
  const at = pointerTo(scope.pointer, 'rateLimits');
  const written: Written[] = [];
  for (const [name, value] of shared) {
    const changed = own.get(name);
    if (changed === false || !isObject(value)) continue;
    const cost = isObject(changed) ? (changed['cost'] ?? value['cost']) : value['cost'];
    written.push({ name, value, pointer: pointerTo('/rateLimits', name), operation: '', cost: numberOf(cost, 1) });
    if (isObject(changed) && Object.keys(changed).some((member) => member !== 'cost')) {
      scope.report(pointerTo(at, name), twiceFault(name));
    }
  }
  for (const [name, value] of own) {
    if (shared.has(name)) continue;
    const pointer = pointerTo(at, name);
    if (isObject(value) && value['quota'] !== undefined) {
      written.push({ name, value, pointer, operation: scope.name, cost: numberOf(value['cost'], 1) });
    } else scope.report(pointer, unknownFault(name, [...shared.keys()]));
  }
  const limits = written.map((limit) => readLimit(scope, limit, facts));
  return limits.toSorted((left, right) => left.windowMs - right.windowMs);
}

const members = (written: JsonValue | undefined): ReadonlyMap<string, JsonValue> =>
  new Map(Object.entries(isObject(written) ? written : {}));

function readLimit(scope: OperationScope, written: Written, facts: RateKeyFacts): RateLimit {
  const { name, value, pointer, operation, cost } = written;
  const quota = numberOf(value['quota'], 1);
  const windowMs = numberOf(value['windowMs'], 1000);
  if (cost > quota) scope.report(pointer, costFault(name, cost, quota));
  const texts = Array.isArray(value['by']) ? value['by'] : ['address'];
  const by = texts.flatMap((text, index) => {
    if (typeof text !== 'string') return [];
    const part = readPart(text, facts);
    if (!('rule' in part)) return [part];
    // The limit may be the contract's, which other operations share: the operation's name says which one lacks the key.
    scope.report(pointerTo(pointer, 'by', index), { ...part, message: `${part.message} of \`${scope.name}\`` });
    return [];
  });
  const { title } = scope.document.value;
  const owner = typeof title === 'string' ? title : scope.document.file;
  return { name, id: JSON.stringify([owner, operation, name, quota, windowMs]), quota, windowMs, cost, by };
}

function readPart(text: string, { parameters, segments, security }: RateKeyFacts): RateKeyPart | Fault {
  if (text === 'address') return { kind: 'address' };
  if (text.startsWith('credential:')) {
    const name = text.slice('credential:'.length);
    const schemes = security?.alternatives.flat().map(({ scheme }) => scheme) ?? [];
    return schemes.some(({ claimsPlace }) => claimsPlace.members.has(name))
      ? { kind: 'credential', name }
      : keyFault(text);
  }
  return readValuePart(text, { parameters, segments }) ?? keyFault(text);
}

/** Reads `query:name`, `path:name`, `cookie:name`, which must be declared, or `header:name`; `undefined` where it is none. */
export function readValuePart(
  text: string,
  { parameters, segments }: Pick<RateKeyFacts, 'parameters' | 'segments'>,
): Extract<RateKeyPart, { kind: 'value' }> | undefined {
  const colon = text.indexOf(':');
  const [location, name] = [text.slice(0, colon), text.slice(colon + 1)];
  if (location === 'header') return { kind: 'value', in: location, name: name.toLowerCase() };
  if (location === 'path') {
    const isThere = segments.some((segment) => segment.kind === 'parameter' && segment.name === name);
    return isThere ? { kind: 'value', in: location, name } : undefined;
  }
  if (location !== 'query' && location !== 'cookie') return undefined;
  const isThere = parameters[location].parameters.some((parameter) => parameter.name === name);
  return isThere ? { kind: 'value', in: location, name } : undefined;
}

const numberOf = (value: JsonValue | undefined, otherwise: number): number =>
  typeof value === 'number' ? value : otherwise;

const keyFault = (text: string): Fault => ({
  rule: 'rate-limit-key',
  message: `\`${text}\` tells no callers apart: it is no declared value`,
  cure: text.startsWith('credential:')
    ? 'ask for the credential under `security`, and declare the claim under `claims` of its scheme'
    : 'declare it, correct the name, or write `false` for the limit in this operation',
});

const costFault = (name: string, cost: number, quota: number): Fault => ({
  rule: 'rate-limit-cost',
  message: `a request costs ${cost}, more than the quota ${quota} of \`${name}\`: every request would be refused`,
  cure: 'write a larger `quota` or a smaller `cost`',
});

const twiceFault = (name: string): Fault => ({
  rule: 'rate-limit-twice',
  message: `\`${name}\` is a limit of the contract, of which an operation changes the \`cost\` alone`,
  cure: `write \`{ "cost": 5 }\` or \`false\`, or give the operation's own limit another name`,
});

const unknownFault = (name: string, shared: readonly string[]): Fault => ({
  rule: 'rate-limit-undeclared',
  message: `\`${name}\` is no limit of the contract, and has no \`quota\` of its own`,
  cure:
    shared.length === 0
      ? 'write `quota` and `windowMs`'
      : `write \`quota\` and \`windowMs\`, or name a limit of the contract: ${shared.map((one) => `\`${one}\``).join(', ')}`,
});
