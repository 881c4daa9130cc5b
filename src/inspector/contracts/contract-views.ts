import type { Contract, Operation } from '../../contract/contract.ts';
import type { Locate } from '../../contract/finding-list.ts';
import { pointerTo } from '../../contract/json-pointer.ts';
import type { OperationSource } from '../../contract/operation-source.ts';
import { coverExamples } from '../../example/cover/cover-examples.ts';
import { compileExampleApi } from '../../example/example-api.ts';
import { runExamples } from '../../example/run-example.ts';
import { asksOf } from '../../explain/asks.ts';
import { guardExample } from '../../guard/guard-example.ts';
import { isObject } from '../../codec/json-type.ts';
import type { JsonValue } from '../../codec/json-value.ts';
import { servedId } from '../contract-sources.ts';
import type { InspectedMount } from '../mount.ts';
import type {
  ContractView,
  CoverageView,
  OperationCheck,
  OperationDetail,
  OperationView,
} from '../protocol-contracts.ts';
import { type Named, type Usage, usageKey } from '../record/usage.ts';
import { answerArrows, requestArrows } from './arrows.ts';

/** What is known of operations beside their contract. */
export interface KnownOperations {
  readonly usage: Usage;
  checkOf(operation: Named): OperationCheck | undefined;
}

/** The contracts of a mount; `index` is its place among all mounts. */
export function contractViews(mount: InspectedMount, index: number, known: KnownOperations): ContractView[] {
  const files = Map.groupBy(mount.operations, ({ file }) => file);
  return [...files].map(([file, operations]) => {
    const document = mount.library.documents.find((each) => each.file === file);
    const authored = document?.value;
    return {
      mount: mount.prefix,
      file,
      title: textAt(authored, 'title') ?? file,
      version: textAt(authored, 'version'),
      source: servedId(index, file),
      operations: operations.map((source) => listed(source, authored, known)),
    };
  });
}

/** One operation in full; compiled for its examples, which are run. */
export function operationDetail(
  source: OperationSource,
  mount: InspectedMount,
  known: KnownOperations,
): OperationDetail {
  const operation = source.read();
  const locate: Locate = (file, pointer) => mount.library.locate(file, pointer);
  const asks = asksOf(operation);
  const check = known.checkOf(operation);
  const { upstream, summary, description, deprecation } = operation;
  return {
    name: operation.name,
    route: `${operation.method} ${operation.template}`,
    summary,
    isDeprecated: deprecation !== undefined,
    upstream: { name: upstream.name, route: `${upstream.method} ${upstream.template}` },
    usage: known.usage.of(usageKey(operation)),
    verdict: check?.verdict,
    mount: mount.prefix,
    file: operation.file,
    line: locate(operation.file, pointerTo('/operations', operation.name))?.line,
    description,
    rules: requestArrows(operation, locate),
    answers: answerArrows(operation, locate),
    asks: [...(asks?.credentials ?? []), ...(asks?.limits ?? [])],
    examples: operation.examples.length,
    coverage: coverageOf(operation, mount),
    check,
  };
}

/** Read of what the author wrote: a thousand operations are listed without completing one. */
function listed(
  source: OperationSource,
  authored: JsonValue | undefined,
  { usage, checkOf }: KnownOperations,
): OperationView {
  const written = memberAt(memberAt(authored, 'operations'), source.name);
  const route = `${source.method} ${source.template}`;
  const upstream = memberAt(written, 'upstream');
  return {
    name: source.name,
    route,
    summary: textAt(written, 'summary'),
    isDeprecated: [memberAt(written, 'deprecated'), memberAt(written, 'x-deprecated')].some(
      (value) => value !== undefined && value !== false,
    ),
    upstream: {
      name: textAt(upstream, 'name') ?? textAt(memberAt(authored, 'upstream'), 'name') ?? '',
      route: textAt(upstream, 'route') ?? route,
    },
    usage: usage.of(usageKey(source)),
    verdict: checkOf(source)?.verdict,
  };
}

function coverageOf(operation: Operation, { options }: InspectedMount): CoverageView | undefined {
  if (operation.examples.length === 0) return undefined;
  const contract: Contract = { file: operation.file, title: '', version: undefined, operations: [operation] };
  const examples = compileExampleApi([contract], options.limits, guardExample);
  const runs = runExamples(examples);
  const [coverage] = coverExamples(examples.api, runs);
  if (coverage === undefined) return undefined;
  const { mapping, refusals, answers } = coverage;
  const failing = runs.filter(({ differences }) => differences.length > 0).length;
  return { mapping, refusals, answers, failing };
}

function memberAt(value: JsonValue | undefined, name: string): JsonValue | undefined {
  return value !== undefined && isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function textAt(value: JsonValue | undefined, name: string): string | undefined {
  const member = memberAt(value, name);
  return typeof member === 'string' ? member : undefined;
}
