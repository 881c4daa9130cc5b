import { ExactNumber } from '../../codec/exact-number.ts';
import type { JsonValue } from '../../codec/json-value.ts';
import type { Operation, Parameter } from '../../contract/contract.ts';
import { textLocations } from '../../http/location.ts';
import type { Explainable } from './explain-request.ts';
import type { GateCompiler } from './gate.ts';
import { unappliedParameters } from './unapplied-parameters.ts';
import { compileForeignSearch } from './unknown.ts';

/** `unsure`: the request holds numbers that only the explaining pass can judge. */
export type Verdict = 'yes' | 'no' | 'unsure';

/** The deciding pass: yes only if every location fits and nothing undeclared or read-only is there. */
export function compileFits(
  operation: Operation,
  gates: GateCompiler,
): (request: Explainable, exact: boolean) => Verdict {
  const groups = textLocations.flatMap((location) => {
    const group = operation.parameters[location];
    if (group.schema === undefined) return [];
    return [{ location, gate: gates.gate(group.schema), unapplied: unappliedParameters(operation, group) }];
  });
  const numeric = textLocations.flatMap((location) =>
    operation.parameters[location].parameters.filter(mayBeNumeric).map(({ name }) => ({ location, name })),
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
    if (decoded.violations.length > 0) return 'no';
    if (decoded.hasUnknown) return 'no';
    const { values } = decoded;
    if (exact || numeric.some(({ location, name }) => holdsExact(values[location][name]))) return 'unsure';
    for (const { location, gate, unapplied } of groups) {
      if (!gate(values[location]) || unapplied(values[location]).length > 0) return 'no';
    }
    return bodyFits(request) ? 'yes' : 'no';
  };
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
