import { type CheckedOperation, checkContracts } from '../../check/check-contracts.ts';
import type { Refutation } from '../../check/judge/operation-verdict.ts';
import { isObject } from '../../codec/json-type.ts';
import type { JsonObject } from '../../codec/json-value.ts';
import { ChangedContract } from '../../contract/changed-contract.ts';
import type { UnknownPolicies } from '../../contract/contract.ts';
import type { Locate } from '../../contract/finding-list.ts';
import type { ContractSource } from '../../contract/load-contracts.ts';
import { curlLine } from '../../explain/curl-line.ts';
import { maskedSecrets } from '../../explain/masked-values.ts';
import type { ApiLimits } from '../../pipeline/compiled-operation.ts';
import { vetContracts } from '../../pipeline/vet-contracts.ts';
import type { ComparedView, OperationCheck, RefutationView } from '../protocol-contracts.ts';
import { usageKey } from '../record/usage.ts';
import { placeOf } from './arrows.ts';

/** The contracts of one mount, as a thread can be given them. */
export interface CheckTask {
  readonly contracts: readonly ContractSource[];
  readonly root: string;
  readonly limits: ApiLimits;
  readonly unknown: UnknownPolicies;
  /** One contract that is looked at instead of `contracts`, with a text that its file does not have. */
  readonly changed?: { readonly file: string; readonly path: string; readonly text: string };
  /** Of all operations this one alone. */
  readonly operation?: string;
}

/** What was found out, by the key of the operation. */
export type CheckResult = readonly (readonly [key: string, check: OperationCheck])[];

/** Requests that are made where no rule decides: fewer than `paramap check` makes, for nobody asked for this. */
const runs = 100;

/** Compares the contracts of a mount with what their upstreams say that they take. Reads files, and sends nothing. */
export async function runCheck(task: CheckTask): Promise<CheckResult> {
  const { root, limits, unknown, changed, operation } = task;
  const sources = changed === undefined ? task.contracts : [new ChangedContract(changed)];
  const { contracts, library, findings } = vetContracts(sources, {
    codecs: new Map(),
    secrets: maskedSecrets,
    missingSecret: 'warning',
    secretFiles: 'mask',
    root,
    unknown,
  });
  const error = findings.find(({ severity }) => severity === 'error');
  if (error !== undefined) throw new Error(`${error.file}${error.pointer}: ${error.message}`);
  const wanted = contracts.map((contract) => ({
    ...contract,
    operations: contract.operations.filter(({ name }) => operation === undefined || name === operation),
  }));
  const report = await checkContracts(wanted, { library, root, limits, runs });
  const locate: Locate = (file, pointer) => library.locate(file, pointer);
  return report.contracts.flatMap(({ operations }) =>
    operations.flatMap((checked) => {
      const check = checkView(checked, locate);
      return check === undefined ? [] : [[usageKey(checked.operation), check] as const];
    }),
  );
}

function checkView({ verdict, answers, backend }: CheckedOperation, locate: Locate): OperationCheck | undefined {
  if (verdict === undefined) return undefined;
  const locateAny: Locate = (file, pointer) => locate(file, pointer) ?? backend?.locate?.(file, pointer);
  const compared = ({
    in: location,
    name,
    keyword,
    because,
    contract,
    backend: place,
  }: Omit<Refutation, 'cure' | 'counterexample'>): ComparedView => ({
    in: location,
    name,
    keyword,
    because,
    ...(contract !== undefined && { contract: placeOf(contract, locateAny) }),
    backend: placeOf(place, locateAny),
  });
  const refutation = (found: Refutation): RefutationView => ({
    ...compared(found),
    cure: found.cure,
    ...requestOf(found.counterexample.request),
    outgoing: `${found.counterexample.outgoing.method} ${found.counterexample.outgoing.path}`,
  });
  const told = answers?.kind === 'none' ? undefined : answers?.kind;
  return {
    verdict: verdict.kind,
    tried: verdict.kind === 'tested' ? verdict.requests : 0,
    refutations: verdict.kind === 'refuted' ? verdict.refutations.map(refutation) : [],
    obstacles: verdict.kind === 'tested' ? verdict.obstacles.map(compared) : [],
    ...(told !== undefined && { answers: told }),
    answerNotes: [
      ...(answers?.refutations ?? []).map(({ status, at, because }) => `answer ${status}, ${at}: ${because}`),
      ...(answers?.notes ?? []).map(({ message }) => message),
    ],
  };
}

function requestOf({ route, headers, body }: JsonObject): { request: string; curl: string } {
  const request = String(route);
  const [method = 'GET', path = '/'] = request.split(' ', 2);
  const fields = headers !== undefined && isObject(headers) ? Object.entries(headers) : [];
  const type = body === undefined ? [] : ['Content-Type', 'application/json'];
  const text = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
  const lines = [...fields.flatMap(([name, value]) => [name, String(value)]), ...type];
  return { request, curl: curlLine('http://127.0.0.1:8080', { method, path, headers: lines, body: text }) };
}
