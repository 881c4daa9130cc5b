import { join } from 'node:path';
import { defaultUnknown } from '../../src/contract/normalize.ts';
import { compileExampleApi } from '../../src/example/example-api.ts';
import { type ExampleRun, runExamples } from '../../src/example/run-example.ts';
import { vetContracts } from '../../src/pipeline/vet-contracts.ts';
import { limits } from '../support/pipeline.ts';

/** The example contracts, vetted. */
export const exampleContracts = vetContracts(['*.contract.json'], {
  root: join(import.meta.dirname, '../../schemas/examples'),
  codecs: new Map(),
  secrets: { USERS_API_KEY: 'key', COMPLETIONS_API_KEY: 'key', MESSAGES_API_KEY: 'key' },
  missingSecret: 'error',
  unknown: defaultUnknown,
});

/** Their operations, with a mask for each secret. */
export const exampleApi = compileExampleApi(exampleContracts.contracts, limits);

/** Every example of every example contract, in the order of the files, with its name: `users.contract.json findUsers 1`. */
export const exampleRuns: readonly (ExampleRun & { readonly name: string })[] = runExamples(exampleApi).map((run) => {
  const { operation, example } = run;
  return { ...run, name: `${operation.file} ${operation.name} ${operation.examples.indexOf(example) + 1}` };
});
