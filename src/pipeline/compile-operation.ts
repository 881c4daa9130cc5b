import type { JsonValue } from '../codec/json-value.ts';
import type { BodyContent } from '../contract/body-declaration.ts';
import type { Operation } from '../contract/contract.ts';
import { invalidRequest } from '../problem/invalid-request.ts';
import { createProblem, type Problem } from '../problem/problem.ts';
import type { ApiLimits, CompiledOperation, StageObserver } from './compiled-operation.ts';
import { compileDecode } from './decode/decode.ts';
import { compileEncode } from './encode/encode.ts';
import { orderViolations } from './explain/order-faults.ts';
import { compileMap } from './map/map.ts';
import { compileAdmit } from './read/admit.ts';
import { readBody } from './read/read-body.ts';
import type { Incoming, Outcome, Outgoing, PlacedBody } from './request.ts';
import { compileExplainRequest } from './validate/explain-request.ts';
import { compileFits } from './validate/fits.ts';
import type { GateCompiler } from './validate/gate.ts';
import { withoutFollowers } from './without-followers.ts';

/** The stages of one operation in the order of travel, each compiled once. */
interface Stages {
  readonly operation: Operation;
  readonly limits: ApiLimits;
  readonly admit: ReturnType<typeof compileAdmit>;
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
    admit: compileAdmit(operation),
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
    admit: (_method, rawHeaders) => {
      const admission = stages.admit(rawHeaders);
      return admission.ok ? undefined : admission.problem;
    },
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

interface Travel {
  readonly incoming: Incoming;
  readonly pathValues: readonly string[];
  readonly observe: StageObserver | undefined;
}

/** decode -> read -> validate -> map -> encode; every violation of every stage goes into one answer. */
function runStages(stages: Stages, { incoming, pathValues, observe }: Travel): Outcome<Outgoing> {
  const decoded = stages.decode(incoming, pathValues);
  const reading = read(stages, incoming);
  if (!reading.ok) return reading;
  const { content, body, exact } = reading;
  const { values } = decoded;
  values.body = body;
  observe?.decoded?.(values);
  const request = { decoded, content, body };
  const verdict = stages.fits(request, exact);
  const violations = verdict === 'yes' ? [] : stages.explain(request);
  // Two judges that disagree are a defect of ours; what one of them refuses is not sent.
  if (verdict === 'no' && violations.length === 0) throw new Error('the request was refused, but no reason was found');
  if (!stages.contextFits(incoming.context ?? {})) {
    throw new TypeError('what the app gave as `context` does not fit the schema under `context` in the contract');
  }
  const mapped = stages.map({ values, content, body: incoming.body });
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
  const all = orderViolations([...violations, ...unsendable], { operation, content });
  if (all.length === 0) throw new Error('a value of the upstream path is absent, though nothing refused it');
  return {
    ok: false,
    problem: invalidRequest({ operation: operation.name, violations: all, limit: limits.violations, cut: decoded.cut }),
  };
}

const notWritten: PlacedBody = { kind: 'none' };

type Read =
  | {
      readonly ok: true;
      readonly content: BodyContent | undefined;
      readonly body: JsonValue | undefined;
      readonly exact: boolean;
    }
  | { readonly ok: false; readonly problem: Problem };

const noBody: Read = { ok: true, content: undefined, body: undefined, exact: false };

function read({ operation, admit, limits }: Stages, { body, rawHeaders }: Incoming): Read {
  if (body === undefined) return noBody;
  const admission = admit(rawHeaders, body.kind === 'parsed' || body.bytes.length > 0);
  if (!admission.ok) return admission;
  const { content } = admission;
  if (content === undefined) return noBody;
  const result = readBody(body, { operation: operation.name, jsonDepth: limits.jsonDepth });
  return result.ok ? { ok: true, content, body: result.value, exact: result.exact } : result;
}
