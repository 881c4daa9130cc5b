import type { JsonValue } from '../../codec/json-value.ts';
import type { Operation, Parameter } from '../../contract/contract.ts';
import { incomingOf } from '../../example/example-request.ts';
import { compileDecode } from '../../pipeline/decode/decode.ts';
import { compileMatch } from '../../pipeline/match.ts';
import { UNDECODED } from '../../pipeline/undecoded.ts';

/** An example of a parameter, typed; `undefined` where the contract has none. */
export type ParameterExamples = (parameter: Parameter) => JsonValue | undefined;

/** What the contract's own examples send in each parameter, read as the gateway reads it: the first one speaks. */
export function parameterExamples(operation: Operation): ParameterExamples {
  const sent = operation.examples.filter(({ outcome }) => outcome.kind === 'sends');
  if (sent.length === 0) return () => undefined;
  // Older names are read at any time: an example shows what may be written, not until when.
  const decode = compileDecode(operation, { queryParameters: 10_000, now: () => 0 });
  const match = compileMatch([{ operation }]);
  const values = sent.map((example) => {
    const found = match(operation.method, example.request.url);
    return found.kind === 'operation'
      ? decode(incomingOf(example, operation.body), found.pathValues).values
      : undefined;
  });
  return ({ in: location, name }) =>
    values.map((typed) => typed?.[location]?.[name]).find((value) => value !== undefined && value !== UNDECODED);
}
