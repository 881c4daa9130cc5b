import { dirname } from 'node:path';
import { benchContract, loadPipeline, loadPreparation, loadProblem } from '../program/load-paramap.ts';
import type { OutgoingBytes } from './outgoing.ts';
import type { IncomingBytes } from './work.ts';

/** A request in, the outgoing one or the text of the 400 out. */
export type Stages = (incoming: IncomingBytes) => OutgoingBytes | string;

/** Prepares paramap's stages for a contract: that of the work items, or one that is given as an object. */
export async function compileStages(contract: string | object = benchContract): Promise<Stages> {
  const { prepareContracts } = await loadPreparation();
  const { compileApi } = await loadPipeline();
  const { formatProblem } = await loadProblem();
  const { contracts, findings } = prepareContracts([contract], {
    root: dirname(benchContract),
    codecs: new Map(),
    secrets: {},
    missingSecret: 'error',
    unknown: { query: 'refuse', body: 'refuse', headers: 'forward', cookies: 'drop', response: 'forward' },
  });
  if (findings.some(({ severity }) => severity === 'error')) throw new Error(JSON.stringify(findings, null, 2));
  const api = compileApi(contracts, {
    queryParameters: 256,
    jsonDepth: 64,
    violations: 50,
    decompressedBytes: 4_194_304,
    formFields: 1000,
  });
  return ({ method, url, rawHeaders, body }) => {
    const match = api.match(method, url);
    if (match.kind !== 'operation') throw new Error(`no operation is declared for ${method} ${url}`);
    const content = body === undefined ? undefined : ({ kind: 'bytes', bytes: body } as const);
    const outcome = match.operation.run(
      { method, url, rawHeaders, body: content, context: undefined },
      match.pathValues,
    );
    if (outcome.ok) return outcome.value;
    return formatProblem(outcome.problem, { instance: 'urn:uuid:', name: 'paramap', typeBase: 'urn:' }).body;
  };
}
