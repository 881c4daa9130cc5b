import type { NormalizeOptions } from '../../src/contract/normalize.ts';
import { compileExampleApi, type ExampleApi } from '../../src/example/example-api.ts';
import { normalize } from './contract.ts';
import { limits } from './pipeline.ts';

/** Contracts given as objects, ready to run their examples; they must be free of errors. */
export function exampleApiOf(contracts: readonly object[], options: Partial<NormalizeOptions> = {}): ExampleApi {
  const { contracts: normalized, findings } = normalize(contracts, options);
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(`findings: ${JSON.stringify(errors, undefined, 2)}`);
  return compileExampleApi(normalized, limits);
}
