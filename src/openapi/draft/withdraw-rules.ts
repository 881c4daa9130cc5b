import { isObject } from '../../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import type { Finding } from '../../contract/finding.ts';
import { defaultUnknown } from '../../contract/normalize.ts';
import { vetContracts } from '../../pipeline/vet-contracts.ts';

/** What is left to say once rules that no contract can hold are taken out. */
export interface SettledDraft {
  /** The places of rules that were taken out, and why. */
  readonly withdrawn: readonly Finding[];
  /** Errors that no rule of the draft is the reason of: the contract does not start until its author mends them. */
  readonly errors: readonly Finding[];
}

const mostRounds = 6;

/** Takes proposed rules out of a contract that are errors in it: such as two that land in one place. */
export function withdrawRules(contract: JsonObject, root: string): SettledDraft {
  const withdrawn: Finding[] = [];
  let errors: readonly Finding[] = [];
  for (let round = 0; round < mostRounds; round += 1) {
    errors = errorsOf(contract, root);
    const taken = errors.filter((error) => withdraw(contract, error));
    withdrawn.push(...taken);
    if (taken.length === 0) break;
  }
  return { withdrawn, errors };
}

function errorsOf(contract: JsonObject, root: string): Finding[] {
  const secrets: Readonly<Record<string, string>> = new Proxy({}, { get: (_, name) => String(name) });
  const { findings } = vetContracts([contract], {
    codecs: new Map(),
    secrets,
    missingSecret: 'warning',
    secretFiles: 'mask',
    unknown: defaultUnknown,
    root,
  });
  return findings.filter(({ severity }) => severity === 'error');
}

/** Out: whether the place of a finding is in a rule of the draft, which it then no longer has. */
function withdraw(contract: JsonObject, { pointer, message }: Finding): boolean {
  const steps = pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  let at: JsonValue | undefined = contract;
  let holder: JsonObject | undefined;
  for (const step of steps) {
    if (at !== undefined && isObject(at) && at['x-draft'] !== undefined && at['x-upstream'] !== undefined) holder = at;
    at = Array.isArray(at) ? at[Number(step)] : at !== undefined && isObject(at) ? at[step] : undefined;
  }
  if (at !== undefined && isObject(at) && at['x-draft'] !== undefined && at['x-upstream'] !== undefined) holder = at;
  if (holder === undefined) return false;
  delete holder['x-upstream'];
  holder['x-draft'] = `withdrawn: ${message}`;
  return true;
}
