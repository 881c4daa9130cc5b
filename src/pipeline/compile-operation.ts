import type { JsonValue } from '../codec/json-value.ts';
import type { BodyContent } from '../contract/body-declaration.ts';
import type { Operation } from '../contract/contract.ts';
import { isValueKind } from '../http/format-kind.ts';
import { invalidRequest } from '../problem/invalid-request.ts';
import { createProblem, type Problem } from '../problem/problem.ts';
import type { Violation } from '../problem/violation.ts';
import { asWritten } from './ageing/as-written.ts';
import { compileBodyAgeing, type SettledBody } from './ageing/body-ageing.ts';
import { hasAged, operationUse } from './ageing/operation-ageing.ts';
import { compileRetired } from './ageing/retired-operation.ts';
import type { ApiLimits, CompiledOperation, StageObserver } from './compiled-operation.ts';
import { compileDecode, type Decoded } from './decode/decode.ts';
import { compileEncode } from './encode/encode.ts';
import { orderViolations } from './explain/order-faults.ts';
import { compileMap } from './map/map.ts';
import { compileAdmit } from './read/admit.ts';
import { readBody } from './read/read-body.ts';
import type { Incoming, IncomingBody, Outcome, Outgoing, PlacedBody } from './request.ts';
import { compileExplainRequest } from './validate/explain-request.ts';
import { compileFits } from './validate/fits.ts';
import type { GateCompiler } from './validate/gate.ts';
import { withoutFollowers } from './without-followers.ts';

/** The stages of one operation in the order of travel, each compiled once. */
interface Stages {
  readonly operation: Operation;
  readonly limits: ApiLimits;
  readonly retired: ReturnType<typeof compileRetired>;
  readonly admit: ReturnType<typeof compileAdmit>;
  /** Reads older names of a body; absent for a content that has none. */
  readonly ageing: ReadonlyMap<BodyContent, ReturnType<typeof compileBodyAgeing>>;
  readonly decode: ReturnType<typeof compileDecode>;
  readonly fits: ReturnType<typeof compileFits>;
  readonly explain: ReturnType<typeof compileExplainRequest>;
  readonly map: ReturnType<typeof compileMap>;
  readonly encode: ReturnType<typeof compileEncode>;
  readonly contextFits: (context: unknown) => boolean;
}

/** Makes one operation ready to run. */
export function compileOperation(operation: Operation, gates: GateCompiler, limits: ApiLimits): CompiledOperation {
  const stages: Stages = {
    operation,
    limits,
    retired: compileRetired(operation, limits.now ?? Date.now),
    admit: compileAdmit(operation),
    ageing: compileAgeing(operation, limits),
    decode: compileDecode(operation, limits),
    fits: compileFits(operation, gates),
    // One more than is listed: that is how the answer knows that there are more.
    explain: compileExplainRequest(operation, limits.violations + 1),
    map: compileMap(operation, limits.violations + 1),
    encode: compileEncode(operation),
    contextFits: operation.context === undefined ? () => true : gates.gate(operation.context),
  };
  return {
    operation,
    hasAged: hasAged(operation),
    use: operationUse(operation),
    admit: (_method, rawHeaders) => {
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
    return admission.ok && admission.content !== undefined && isStreamed(admission.content)
      ? admission.content
      : undefined;
  };
}

function compileAgeing(operation: Operation, { violations, now = Date.now }: ApiLimits): Stages['ageing'] {
  const settings = { now, mostViolations: violations + 1 };
  return new Map(operation.body?.content.map((content) => [content, compileBodyAgeing(content.place, settings)]));
}

interface Travel {
  readonly incoming: Incoming;
  readonly pathValues: readonly string[];
  readonly observe: StageObserver | undefined;
}

/** decode -> read -> validate -> map -> encode; every violation of every stage goes into one answer. */
function runStages(stages: Stages, { incoming, pathValues, observe }: Travel): Outcome<Outgoing> {
  const retired = stages.retired();
  if (retired !== undefined) return { ok: false, problem: retired };
  const decoded = stages.decode(incoming, pathValues);
  const reading = read(stages, incoming);
  tellUses(observe, decoded, reading);
  if (!reading.ok) return reading;
  const { content, body, exact, settled } = reading;
  const { values } = decoded;
  values.body = body;
  observe?.decoded?.(values);
  const request = { decoded, content, body };
  const verdict = reading.misread.length > 0 ? 'unsure' : stages.fits(request, exact);
  const unfit = verdict === 'yes' ? [] : stages.explain(request);
  // Two judges that disagree are a defect of ours; what one of them refuses is not sent.
  if (verdict === 'no' && unfit.length === 0) throw new Error('the request was refused, but no reason was found');
  const violations = [...unfit, ...reading.misread, ...(settled?.violations ?? [])];
  if (!stages.contextFits(incoming.context ?? {})) {
    throw new TypeError('what the app gave as `context` does not fit the schema under `context` in the contract');
  }
  const mapped = stages.map({ values, content, body: settledBody(incoming.body, settled) });
  observe?.mapped?.(mapped.placed);
  const fits = violations.length === 0 && mapped.violations.length === 0;
  // A refused request is encoded for its faults alone, and no fault can stand in the body that would be written.
  const outgoing = stages.encode(incoming, decoded, fits ? mapped.placed : { ...mapped.placed, body: notWritten });
  const refusals = Array.isArray(outgoing) ? outgoing : [];
  if (!Array.isArray(outgoing) && fits) {
    return { ok: true, value: outgoing };
  }
  const { operation, limits } = stages;
  const unsendable = withoutFollowers([...mapped.violations, ...refusals], violations);
  const ordered = orderViolations([...violations, ...unsendable], { operation, content });
  const all = asWritten(ordered, { aliases: decoded.ageing.aliases, body: settled?.older });
  if (all.length === 0) throw new Error('a value of the upstream path is absent, though nothing refused it');
  return {
    ok: false,
    problem: invalidRequest({ operation: operation.name, violations: all, limit: limits.violations, cut: decoded.cut }),
  };
}

function tellUses(observe: StageObserver | undefined, { ageing }: Decoded, reading: Read): void {
  if (observe?.used === undefined) return;
  for (const use of ageing.uses) observe.used(use);
  if (reading.ok) for (const use of reading.settled?.uses ?? []) observe.used(use);
}

/** Bytes in which something stands under an older name cannot go on as they are. */
const settledBody = (body: IncomingBody | undefined, settled: SettledBody | undefined): IncomingBody | undefined =>
  settled === undefined || settled.older.none || body?.kind !== 'bytes'
    ? body
    : { kind: 'parsed', value: settled.value };

const notWritten: PlacedBody = { kind: 'none' };

type Read =
  | {
      readonly ok: true;
      readonly content: BodyContent | undefined;
      readonly body: JsonValue | undefined;
      readonly exact: boolean;
      readonly settled: SettledBody | undefined;
      /** Texts of a form that are no values of their types. */
      readonly misread: readonly Violation[];
    }
  | { readonly ok: false; readonly problem: Problem };

const noBody: Read = { ok: true, content: undefined, body: undefined, exact: false, settled: undefined, misread: [] };

function read({ operation, admit, limits, ageing }: Stages, { body, rawHeaders }: Incoming): Read {
  if (body === undefined) return noBody;
  const admission = admit(rawHeaders, body.kind !== 'bytes' || body.bytes.length > 0);
  if (!admission.ok) return admission;
  const { content } = admission;
  if (content === undefined) return noBody;
  const result = readBody(body, { operation: operation.name, jsonDepth: limits.jsonDepth, content });
  if (!result.ok) return result;
  const settled = ageing.get(content)?.(result.value);
  const { exact, violations: misread = [] } = result;
  return { ok: true, content, body: settled?.value ?? result.value, exact, settled, misread };
}
