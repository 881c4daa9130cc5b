import { ExactNumber } from '../codec/exact-number.ts';
import type { JsonObject, JsonValue } from '../codec/json-value.ts';
import type { BodyContent, Operation } from '../contract/contract.ts';
import { textLocations } from '../http/location.ts';
import { invalidRequest } from '../problem/invalid-request.ts';
import { createProblem, type Problem } from '../problem/problem.ts';
import type { Violation } from '../problem/violation.ts';
import { compileDecode } from './decode/decode.ts';
import { compileEncode } from './encode/encode.ts';
import { compileMap } from './map/map.ts';
import type { ApiLimits, CompiledOperation, StageObserver } from './compiled-operation.ts';
import { compileAdmit } from './read/admit.ts';
import { readBody } from './read/read-body.ts';
import type { Incoming, Outcome, Outgoing, TypedValues } from './request.ts';
import { type Explainable, compileExplainRequest } from './validate/explain-request.ts';
import type { GateCompiler } from './validate/gate.ts';
import { compileForeignSearch } from './validate/unknown.ts';
import { withoutFollowers } from './without-followers.ts';

/** What the stages of one request hand on to each other. */
interface Read {
  readonly content: BodyContent | undefined;
  readonly body: JsonValue | undefined;
  readonly exact: boolean;
}

/** Makes one operation ready to run: every stage is compiled here, once. */
export function compileOperation(operation: Operation, gates: GateCompiler, limits: ApiLimits): CompiledOperation {
  const admit = compileAdmit(operation);
  const decode = compileDecode(operation, limits);
  const fits = compileFits(operation, gates);
  const explain = compileExplainRequest(operation, limits.violations);
  const map = compileMap(operation);
  const encode = compileEncode(operation);
  const at = { operation: operation.name, jsonDepth: limits.jsonDepth };

  const refuse = (violations: readonly Violation[]): Outcome<Outgoing> => ({
    ok: false,
    problem: invalidRequest({ operation: operation.name, violations, limit: limits.violations }),
  });

  const read = (incoming: Incoming): { ok: true; read: Read } | { ok: false; problem: Problem } => {
    const { body } = incoming;
    if (body === undefined) return { ok: true, read: { content: undefined, body: undefined, exact: false } };
    const admission = admit(incoming.rawHeaders, body.kind === 'parsed' || body.bytes.length > 0);
    if (!admission.ok) return admission;
    if (admission.content === undefined) return { ok: true, read: { content: undefined, body: undefined, exact: false } };
    const result = readBody(body, at);
    if (!result.ok) return result;
    return { ok: true, read: { content: admission.content, body: result.value, exact: result.exact } };
  };

  const process = (incoming: Incoming, pathValues: readonly string[], observe?: StageObserver): Outcome<Outgoing> => {
    const decoded = decode(incoming, pathValues);
    const reading = read(incoming);
    if (!reading.ok) return reading;
    const { content, body, exact } = reading.read;
    const values: TypedValues = { ...decoded.values, body, context: incoming.context };
    observe?.decoded?.(values);
    const request: Explainable = { decoded, content, body };
    const violations = fits(request, exact) ? [] : explain(request);
    if (violations.length === 0) checkContext(values);
    const mapped = map({ values, content, body: incoming.body });
    observe?.mapped?.(mapped.placed);
    const outgoing = encode(incoming, decoded, mapped.placed);
    if (violations.length === 0 && mapped.violations.length === 0 && !Array.isArray(outgoing)) {
      return { ok: true, value: outgoing };
    }
    const unsendable = [...mapped.violations, ...(Array.isArray(outgoing) ? outgoing : [])];
    return refuse([...violations, ...withoutFollowers(unsendable, violations)]);
  };

  const contextGate = operation.context === undefined ? undefined : gates.gate(operation.context);
  const checkContext = ({ context }: TypedValues): void => {
    if (contextGate === undefined || contextGate(context ?? {})) return;
    throw new TypeError('what the app gave as `context` does not fit the schema under `context` in the contract');
  };

  return {
    operation,
    admit: (_method, rawHeaders) => {
      const admission = admit(rawHeaders);
      return admission.ok ? undefined : admission.problem;
    },
    run: (incoming, pathValues, observe) => {
      try {
        return process(incoming, pathValues, observe);
      } catch (cause) {
        // Fail closed: what a stage throws is our defect or the contract's, and nothing is forwarded.
        const detail = 'A stage failed unexpectedly; nothing was sent to the upstream';
        return { ok: false, problem: createProblem('contract-broken', { detail, operation: operation.name, cause }) };
      }
    },
  };
}

/** The deciding pass: yes only if every location fits and nothing undeclared or read-only is there. */
function compileFits(operation: Operation, gates: GateCompiler): (request: Explainable, exact: boolean) => boolean {
  const groups = textLocations.flatMap((location) => {
    const { schema } = operation.parameters[location];
    return schema === undefined ? [] : [{ location, gate: gates.gate(schema) }];
  });
  const numeric = textLocations.flatMap((location) =>
    operation.parameters[location].parameters.map(({ name }) => ({ location, name })),
  );
  const bodies = new Map(
    operation.body?.content.map((content) => [
      content,
      {
        gate: gates.gate(content.schema),
        search: compileForeignSearch(content.place, operation.unknown.body === 'refuse'),
      },
    ]),
  );
  const bodyFits = ({ content, body }: Explainable): boolean => {
    if (content === undefined || body === undefined) return operation.body?.required !== true;
    const judge = bodies.get(content);
    if (judge === undefined || !judge.gate(body)) return false;
    let clean = true;
    judge.search(body, () => {
      clean = false;
      return false;
    });
    return clean;
  };
  return (request, exact) => {
    const { decoded } = request;
    if (decoded.violations.length > 0 || decoded.hasUnknown || exact) return false;
    const { values } = decoded;
    if (numeric.some(({ location, name }) => holdsExact((values[location] as JsonObject)[name]))) return false;
    return groups.every(({ location, gate }) => gate(values[location])) && bodyFits(request);
  };
}

/** Text locations hold scalars, lists of scalars and flat objects. */
function holdsExact(value: JsonValue | undefined): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (value instanceof ExactNumber) return true;
  return Object.values(value).some((below) => below instanceof ExactNumber);
}
