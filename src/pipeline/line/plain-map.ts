import { CodecRefusal } from '../../codec/codec.ts';
import type { JsonValue } from '../../codec/json-value.ts';
import type { Parameter } from '../../contract/contract.ts';
import { beginRun } from '../map/map-run.ts';
import { mapValue } from '../map/map-value.ts';

/** Turns a typed value into the upstream's; a refusal where the stages have to say why it cannot be sent. */
export type PlainMap = (value: JsonValue) => JsonValue | CodecRefusal | undefined;

/** Compiles the mapping of a parameter's value, without the place where it goes; `undefined` where it goes on as it is. */
export function compilePlainMap({ in: location, name, form, value: plan }: Parameter): PlainMap | undefined {
  const { codec } = plan;
  if (plan.identity) return undefined;
  if (form.kind === 'scalar') return codec === undefined ? undefined : (value) => codec.encode(value);
  return (value) => {
    const run = beginRun({ in: location, path: [name] });
    const mapped = mapValue(plan, value, run);
    return run.violations.length > 0 || run.root !== undefined ? notPlain : mapped;
  };
}

const notPlain = new CodecRefusal('the stages say why');
