import { FindingList, type Locate } from '../contract/finding-list.ts';
import type { NormalizeOptions } from '../contract/normalize.ts';
import { type PreparedContracts, prepareContracts } from '../contract/prepare-contracts.ts';
import type { ContractSource } from '../contract/load-contracts.ts';
import type { Finding } from '../contract/finding.ts';
import { withinStack } from '../contract/stack-overflow.ts';
import { checkFormats } from './check-formats.ts';
import { checkValues } from './check-values.ts';

/**
 * Takes contracts from their sources to the point where they can be compiled: prepared, and the values that they bring
 * themselves (defaults, constants, secrets) checked by running the stages on them, which only sound contracts allow.
 *
 * Out: the contracts with every finding; with an error among them they must not be run. Never throws for what an author wrote.
 */
export function vetContracts(
  sources: readonly ContractSource[],
  options: NormalizeOptions & { readonly root: string },
): PreparedContracts {
  const prepared = prepareContracts(sources, options);
  const { contracts, library, findings } = prepared;
  if (findings.some(({ severity }) => severity === 'error')) return prepared;
  const locate: Locate = (file, pointer) => library.locate(file, pointer);
  const deep = new FindingList(locate);
  const check = (): Finding[] => [...checkValues(contracts, locate), ...checkFormats(contracts, locate)];
  const file = contracts[0]?.file ?? '';
  const found = withinStack(check, (fault) => deep.add(file, '/operations', fault), []);
  return { ...prepared, findings: [...findings, ...found, ...deep.all] };
}
