import type { JsonObject } from '../codec/json-value.ts';
import type { BodyContent } from '../contract/body-declaration.ts';
import type { Operation } from '../contract/contract.ts';
import { isValueKind } from '../http/format-kind.ts';
import { createProblem } from '../problem/problem.ts';
import { hasAged, operationUse } from './ageing/operation-ageing.ts';
import { compileRetired } from './ageing/retired-operation.ts';
import type { ApiLimits, CompiledOperation, StageObserver } from './compiled-operation.ts';
import { compileDecode, type Decoded } from './decode/decode.ts';
import { compileEncode } from './encode/encode.ts';
import { explainValue } from './explain/explain-value.ts';
import { compileMap } from './map/map.ts';
import { compileLine, type Line } from './line/compile-line.ts';
import { compileBodyCodes } from './body/body-codes.ts';
import { type Admit, compileAdmit } from './read/admit.ts';
import { compileReadContent, type ReadContent } from './read-content.ts';
import { compileFindUnsendable, type FindUnsendable } from './map/unsendable.ts';
import { refusal } from './refusal.ts';
import type { Incoming, Outcome, Outgoing, PlacedBody } from './request.ts';
import { parseCountedRequest, serveCounted } from './serve-counted.ts';
import { compileExplainRequest } from './validate/explain-request.ts';
import { compileFits, type Fits } from './validate/fits.ts';
import type { GateCompiler } from './validate/gate.ts';

/** The stages of one operation in the order of travel, each compiled once. */
interface Stages {
  readonly operation: Operation;
  readonly limits: ApiLimits;
  readonly retired: ReturnType<typeof compileRetired>;
  readonly admit: Admit;
  readonly read: ReturnType<typeof compileReadContent>;
  readonly decode: ReturnType<typeof compileDecode>;
  readonly fits: Fits;
  /** How each declared body is mapped by code. */
  readonly bodies: ReturnType<typeof compileBodyCodes>;
  readonly explain: ReturnType<typeof compileExplainRequest>;
  readonly map: ReturnType<typeof compileMap>;
  readonly encode: ReturnType<typeof compileEncode>;
  /** Of a request that is refused already. */
  readonly findUnsendable: FindUnsendable;
  readonly contextFits: (context: unknown) => boolean;
  /** Serves most requests that are accepted. */
  readonly line: Line | undefined;
}

/** Makes one operation ready to run. */
export function compileOperation(operation: Operation, gates: GateCompiler, limits: ApiLimits): CompiledOperation {
  const admit = compileAdmit(operation);
  const stages: Stages = {
    operation,
    limits,
    retired: compileRetired(operation, limits.now ?? Date.now),
    admit,
    read: compileReadContent(operation, limits, admit),
    decode: compileDecode(operation, limits),
    fits: compileFits(operation, gates),
    bodies: compileBodyCodes(operation, limits),
    // One more than is listed: that is how the answer knows that there are more.
    explain: compileExplainRequest(operation, limits.violations + 1),
    map: compileMap(operation, limits.violations + 1),
    encode: compileEncode(operation),
    findUnsendable: compileAtFirstUse(() => compileFindUnsendable(operation, limits.violations + 1)),
    contextFits: operation.context === undefined ? () => true : gates.gate(operation.context),
    line: compileLine(operation, { gates, mostPairs: limits.queryParameters }),
  };
  return {
    operation,
    hasAged: hasAged(operation),
    use: operationUse(operation),
    admit: (rawHeaders) => {
      const admission = stages.admit(rawHeaders);
      return stages.retired() ?? (admission.ok ? undefined : admission.problem);
    },
    streamed: compileStreamed(operation, stages.admit),
    run: (incoming, pathValues, observe) => {
      try {
        return runStages(stages, { incoming, pathValues, observe });
      } catch (cause) {
        // Fail closed: what a stage throws is our defect or the contract's, and nothing is forwarded.
        const detail = 'A stage failed unexpectedly; nothing was sent to the upstream';
        return { ok: false, problem: createProblem('contract-broken', { detail, operation: operation.name, cause }) };
      }
    },
  };
}

function compileStreamed(operation: Operation, admit: Stages['admit']): CompiledOperation['streamed'] {
  const isStreamed = ({ format }: BodyContent): boolean => !isValueKind(format.kind);
  if (operation.body?.content.some(isStreamed) !== true) return () => undefined;
  return (rawHeaders) => {
    const admission = admit(rawHeaders);
    const content = admission.ok ? admission.admitted?.content : undefined;
    return content !== undefined && isStreamed(content) ? content : undefined;
  };
}

interface Travel {
  readonly incoming: Incoming;
  readonly pathValues: readonly string[];
  readonly observe: StageObserver | undefined;
}

/** Decode, read, validate, map, encode: every violation of every stage goes into one answer. */
function runStages(stages: Stages, { incoming, pathValues, observe }: Travel): Outcome<Outgoing> {
  const retired = stages.retired();
  if (retired !== undefined) return { ok: false, problem: retired };
  const travel: Travel = { incoming, pathValues, observe };
  const counted = isLookedAt(observe) ? undefined : parseCountedRequest(stages, incoming);
  const outgoing = counted === undefined ? sentAtOnce(stages, travel) : serveCounted(stages, counted, travel);
  if (outgoing !== undefined) return { ok: true, value: outgoing };
  const decoded = stages.decode(incoming, pathValues);
  const reading = stages.read(incoming, counted?.parsed);
  tellUses(observe, decoded, reading);
  if (!reading.ok) return reading;
  const { content, body, exact, settled } = reading;
  const { values } = decoded;
  values.body = body;
  observe?.decoded?.(values);
  const request = { decoded, content, body };
  const verdict = reading.misread.length > 0 ? 'unsure' : stages.fits.request(request, exact);
  const unfit = verdict === 'yes' ? [] : stages.explain(request);
  // Two judges that disagree are a defect of ours; what one of them refuses is not sent.
  if (verdict === 'no' && unfit.length === 0) throw new Error('the request was refused, but no reason was found');
  const violations = [...unfit, ...reading.misread, ...(settled?.violations ?? [])];
  const { context = {} } = incoming;
  if (!stages.contextFits(context)) throw new TypeError(contextMisfit(stages.operation, context));
  const input = { values, content, body: reading.sent };
  const refused = { decoded, reading, violations };
  if (violations.length > 0 && !isLookedAt(observe)) {
    const found = stages.findUnsendable({ decoded, input, known: violations });
    if (found !== undefined) return refusal(stages, { ...refused, unsendable: found });
  }
  const isPlain = verdict === 'yes' && !isLookedAt(observe);
  const code = isPlain && content !== undefined ? stages.bodies(content).code : undefined;
  const mapped = stages.map({ ...input, code });
  observe?.mapped?.(mapped.placed);
  const fits = violations.length === 0 && mapped.violations.length === 0;
  // A refused request is encoded for its faults alone, and no fault can stand in the body that would be written.
  const encoded = stages.encode(incoming, decoded, fits ? mapped.placed : { ...mapped.placed, body: notWritten });
  const refusals = Array.isArray(encoded) ? encoded : [];
  if (!Array.isArray(encoded) && fits) return { ok: true, value: encoded };
  return refusal(stages, { ...refused, unsendable: [...mapped.violations, ...refusals] });
}

/** Most operations never refuse what would have to be sent. */
function compileAtFirstUse(compile: () => FindUnsendable): FindUnsendable {
  let compiled: FindUnsendable | undefined;
  return (refused) => {
    compiled ??= compile();
    return compiled(refused);
  };
}

/** Whoever looks at what the stages make of a request has them run. */
const isLookedAt = (observe: StageObserver | undefined): boolean =>
  observe?.decoded !== undefined || observe?.mapped !== undefined;

function sentAtOnce({ line, operation }: Stages, { incoming, pathValues, observe }: Travel): Outgoing | undefined {
  if (line === undefined || incoming.body !== undefined || isLookedAt(observe)) return undefined;
  return operation.body?.required === true ? undefined : line.serve(incoming, pathValues, undefined);
}

/** For the app's own log, and still without values: they may be secrets. */
function contextMisfit({ context: node }: Operation, value: JsonObject): string {
  const faults = node === undefined ? [] : explainValue({ in: 'body', node, place: undefined, value, cap: 5 });
  const told = faults.map(({ pointer, code }) => `${pointer} is \`${code}\``).join(', ');
  return `what the app gave as \`context\` does not fit the schema under \`context\` in the contract: ${told}`;
}

function tellUses(observe: StageObserver | undefined, { ageing }: Decoded, reading: ReadContent): void {
  if (observe?.used === undefined) return;
  for (const use of ageing.uses) observe.used(use);
  if (reading.ok) for (const use of reading.settled?.uses ?? []) observe.used(use);
}

const notWritten: PlacedBody = { kind: 'none' };
