import { ExactNumber } from '../../codec/exact-number.ts';
import type { JsonValue } from '../../codec/json-value.ts';
import type { Operation, Parameter } from '../../contract/contract.ts';
import { textLocations } from '../../http/location.ts';
import type { BodyContent } from '../../contract/body-declaration.ts';
import type { Decoded } from '../decode/decode.ts';
import type { Explainable } from './explain-request.ts';
import type { Gate, GateCompiler } from './gate.ts';
import { unappliedParameters } from './unapplied-parameters.ts';
import { compileForeignSearch } from './unknown.ts';

/** `unsure`: the request holds numbers that only the explaining pass can judge. */
export type Verdict = 'yes' | 'no' | 'unsure';

/** The deciding pass: yes only if every location fits and nothing undeclared or read-only is there. */
export interface Fits {
  request(request: Explainable, exact: boolean): Verdict;
  /** Judges all but the body; `exact` says that there are numbers in that which only the explaining pass can judge. */
  line(decoded: Decoded, exact: boolean): Verdict;
  /** The schema's verdict on a declared body; whether it has members that nobody declares is not asked. */
  gate(content: BodyContent): Gate;
}

/** Compiles the deciding pass of one operation. */
export function compileFits(operation: Operation, gates: GateCompiler): Fits {
  const groups = textLocations.flatMap((location) => {
    const group = operation.parameters[location];
    if (group.schema === undefined) return [];
    return [{ location, gate: gates.gate(group.schema), unapplied: unappliedParameters(operation, group) }];
  });
  const numeric = textLocations.flatMap((location) =>
    operation.parameters[location].parameters.filter(mayBeNumeric).map(({ name }) => ({ location, name })),
  );
  const body = compileBodyFits(operation, gates);
  const line: Fits['line'] = (decoded, exact) => {
    if (decoded.violations.length > 0) return 'no';
    if (decoded.hasUnknown) return 'no';
    const { values } = decoded;
    if (exact || numeric.some(({ location, name }) => holdsExact(values[location][name]))) return 'unsure';
    for (const { location, gate, unapplied } of groups) {
      if (!gate(values[location]) || unapplied(values[location]).length > 0) return 'no';
    }
    return 'yes';
  };
  return {
    line,
    request(request, exact) {
      const verdict = line(request.decoded, exact);
      return verdict !== 'yes' || body.fits(request) ? verdict : 'no';
    },
    gate: body.gate,
  };
}

interface BodyFits {
  readonly gate: Fits['gate'];
  readonly fits: (request: Explainable) => boolean;
}

function compileBodyFits(operation: Operation, gates: GateCompiler): BodyFits {
  const bodies = new Map(
    operation.body?.content.map((content) => [
      content,
      {
        gate: gates.gate(content.schema),
        search: compileForeignSearch(content.place, operation.unknown.body === 'refuse'),
      },
    ]),
  );
  const fits = ({ content, body }: Explainable): boolean => {
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
  return { fits, gate: (content) => bodies.get(content)?.gate ?? (() => false) };
}

function mayBeNumeric({ form }: Parameter): boolean {
  if (form.kind === 'object') return true;
  const { type } = form.kind === 'list' ? form.item : form.scalar;
  return type === 'integer' || type === 'number';
}

/** Text locations hold scalars, lists of scalars and flat objects. */
function holdsExact(value: JsonValue | undefined): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (value instanceof ExactNumber) return true;
  return Object.values(value).some((below) => below instanceof ExactNumber);
}
