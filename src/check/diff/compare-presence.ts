import type { JsonValue } from '../../codec/json-value.ts';
import type { Parameter } from '../../contract/contract.ts';
import type { TextForm } from '../../contract/parameter-form.ts';
import { originOf } from '../image/place-image.ts';
import type { Noted } from './change.ts';
import { judgeWithin, type PlacedSchema } from './judge-schemas.ts';
import type { OperationPair } from './operation-pair.ts';
import { policyNames } from './public-view.ts';

/** What a parameter that is gone means to callers who send it. */
export function removedParameter(parameter: Parameter, pair: OperationPair): Noted[] {
  const { in: location, name, place } = parameter;
  const called = `${location} \`${name}\``;
  const base = { side: 'callers', in: location, name, before: originOf(place), kind: 'parameter-removed' } as const;
  if (location === 'path') return [{ ...base, effect: 'unknown', message: `${called} is no longer part of the path` }];
  const policy = pair.after.unknown[policyNames[location]];
  const value = sampleOf(parameter, pair);
  const wanted = { set: { [location]: { [name]: value } } };
  const witness = value === undefined ? undefined : pair.trials.refused(pair.before, wanted);
  if (witness !== undefined) return [{ ...base, effect: 'breaking', message: `${called} is no longer taken`, witness }];
  const because = policy === 'forward' ? 'it is passed on as it is' : 'it has no effect any more';
  return [{ ...base, effect: 'unknown', message: `${called} is no longer declared`, because }];
}

const sampleOf = ({ place }: Parameter, { trials }: OperationPair): JsonValue | undefined =>
  trials.samples(place).findLast((value) => value !== null);

/** What a new parameter means to callers who do not know it. */
export function addedParameter(parameter: Parameter, pair: OperationPair): Noted[] {
  const { in: location, name, place, required } = parameter;
  const called = `${location} \`${name}\``;
  const base = { side: 'callers', in: location, name, after: originOf(place), kind: 'parameter-added' } as const;
  if (location === 'path') return [{ ...base, effect: 'unknown', message: `${called} is part of the path now` }];
  if (required) {
    const witness = pair.trials.refused(pair.before);
    const message = `${called} is new and required`;
    return [{ ...base, effect: witness === undefined ? 'unknown' : 'breaking', message, witness }];
  }
  const message = `${called} is new and optional`;
  if (pair.before.unknown[policyNames[location]] === 'refuse') return [{ ...base, effect: 'compatible', message }];
  const after = pair.views.after.parameter(parameter);
  const anyText: PlacedSchema = { ...after, schema: { type: 'string' } };
  const within = judgeWithin(anyText, after, pair.memory);
  if (within.kind === 'proved') return [{ ...base, effect: 'compatible', message }];
  const because = 'a caller who already sent something under this name was not heard, and is now';
  return [{ ...base, effect: 'unknown', message, because }];
}

/** How lists and objects are written as text. */
export function compareForms(
  { before, after }: { readonly before: Parameter; readonly after: Parameter },
  pair: OperationPair,
): Noted[] {
  const { in: location, name } = before;
  const [was, is] = [formText(before.form), formText(after.form)];
  // Where one of them is a single text, the values tell.
  if (was === is || before.form.kind === 'scalar' || after.form.kind === 'scalar') return [];
  const value = sampleOf(before, pair);
  const long = Array.isArray(value) ? [...value, ...value] : value;
  const witness = [long, value]
    .map((each) =>
      each === undefined ? undefined : pair.trials.refused(pair.before, { set: { [location]: { [name]: each } } }),
    )
    .find((found) => found !== undefined);
  const base = {
    side: 'callers',
    in: location,
    name,
    before: originOf(before.place),
    after: originOf(after.place),
  } as const;
  const message = `${location} \`${name}\` is written as ${is}, and was as ${was}`;
  return [{ ...base, effect: witness === undefined ? 'unknown' : 'breaking', kind: 'style', message, witness }];
}

function formText(form: TextForm): string {
  if (form.kind === 'scalar') return 'one text';
  return `${form.style} ${form.kind}${form.explode ? ', exploded' : ''}`;
}
