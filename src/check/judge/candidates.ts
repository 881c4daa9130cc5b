import { CodecRefusal } from '../../codec/codec.ts';
import { isObject } from '../../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import { replaceAt } from '../../codec/value-path.ts';
import type { BodyContent } from '../../contract/body-declaration.ts';
import type { Operation } from '../../contract/contract.ts';
import { pointerNames } from '../../contract/json-pointer.ts';
import type { MappedSource } from '../../contract/upstream-route.ts';
import type { ValuePlan } from '../../contract/value-plan.ts';
import { draftValues } from '../../example/draft/draft-request.ts';
import { isJsonMediaType } from '../../http/media-type.ts';
import { compileBack } from '../../reply/back/compile-back.ts';
import { createTrials } from '../../reply/back/trials.ts';
import { readText } from '../backend/read-as.ts';
import type { RequestValues } from '../search/arbitrary-request.ts';
import type { Question } from './question.ts';

/** Requests that show most at once: as little as is asked for, and all that can be sent. */
export function plainCandidates(operation: Operation): RequestValues[] {
  const wishes = [0, 1, 2].flatMap((branch) => [false, true].map((full) => ({ full, branch, without: new Map() })));
  return wishes.flatMap((wish) => {
    const values = draftValues(operation, wish);
    if (values === undefined) return [];
    const json = operation.body?.content.find(({ mediaType }) => isJsonMediaType(mediaType));
    return [{ ...values, content: values.body === undefined ? undefined : json }];
  });
}

/**
 * Requests in which a value stands that the backend refuses, turned back into the caller's terms.
 *
 * In:  the outgoing value; others to put it into, which an operation takes.
 */
export function witnessCandidates(
  operation: Operation,
  question: Question,
  given: { readonly witness: JsonValue; readonly others: readonly RequestValues[] },
): RequestValues[] {
  const { image } = question;
  if (image === undefined) return forwarded(question, given);
  if (!('slot' in image)) return bodies(image.content, given);
  const { source, others = [] } = image.slot;
  const sources = source.kind === 'mapped' ? [source, ...others] : [];
  return sources.flatMap((from) =>
    given.others.flatMap((values) => withSource(operation, { values, from }, given.witness)),
  );
}

/** A name that nobody declares goes on as it is. */
function forwarded(
  { in: location, name }: Question,
  { witness, others }: { readonly witness: JsonValue; readonly others: readonly RequestValues[] },
): RequestValues[] {
  if (location === 'body') return [];
  return others.map((values) => ({
    ...values,
    parameters: { ...values.parameters, [location]: { ...values.parameters[location], [name]: String(witness) } },
  }));
}

function bodies(
  content: BodyContent | undefined,
  { witness, others }: { readonly witness: JsonValue; readonly others: readonly RequestValues[] },
): RequestValues[] {
  if (content === undefined) return others.slice();
  const run = {
    in: 'body',
    root: witness,
    header: () => undefined,
    path: [],
    violations: [],
    trials: createTrials(),
  } as const;
  const body = compileBack(content.plan)(witness, { ...run, path: [], violations: [] });
  const known = own(content, body);
  return others.flatMap((values) => {
    const full =
      values.body !== undefined && isObject(values.body) && isObject(known) ? [{ ...values.body, ...known }] : [];
    // Where names that nobody declares go on, a caller's body may be the very one that is sent.
    return [known, ...full, witness].map((each) => ({ ...values, content, body: each }));
  });
}

/** What the upstream's body holds beside the caller's is no part of the caller's. */
function own({ place }: BodyContent, body: JsonValue): JsonValue {
  if (!isObject(body) || place.openness !== 'closed') return body;
  return Object.fromEntries(Object.entries(body).filter(([name]) => place.members.has(name)));
}

function withSource(
  operation: Operation,
  { values, from }: { readonly values: RequestValues; readonly from: MappedSource },
  witness: JsonValue,
): RequestValues[] {
  const path = pointerNames(from.pointer);
  if (from.in === 'body') {
    const content = values.content ?? operation.body?.content[0];
    if (content === undefined || values.body === undefined) return [];
    const value = decodedBy(planAt(content.plan, path), witness);
    return value === undefined ? [] : [{ ...values, content, body: putInto(values.body, path, value) }];
  }
  const parameter = operation.parameters[from.in].parameters.find(({ name }) => name === from.name);
  if (parameter === undefined) return [];
  const { form } = parameter;
  const types = form.kind === 'scalar' ? new Set<string>([form.scalar.type]) : new Set<string>();
  const plan = planAt(parameter.value, path.slice(1));
  const value = decodedBy(
    plan,
    typeof witness === 'string' && plan?.codec === undefined ? readText(witness, types) : witness,
  );
  if (value === undefined) return [];
  const group: JsonObject = { ...values.parameters[from.in] };
  group[from.name] = path.length > 1 ? putInto(group[from.name] ?? {}, path.slice(1), value) : value;
  return [{ ...values, parameters: { ...values.parameters, [from.in]: group } }];
}

const planAt = (plan: ValuePlan, path: readonly string[]): ValuePlan | undefined =>
  path.reduce<ValuePlan | undefined>((at, name) => at?.members.get(name)?.value, plan);

function decodedBy(plan: ValuePlan | undefined, witness: JsonValue): JsonValue | undefined {
  if (plan?.codec === undefined) return witness;
  const value = plan.codec.decode(witness);
  return value instanceof CodecRefusal ? undefined : value;
}

function putInto(value: JsonValue, [name, ...rest]: readonly string[], by: JsonValue): JsonValue {
  if (name === undefined) return by;
  if (!isObject(value)) return replaceAt(value, [Number(name), ...rest], by);
  return { ...value, [name]: putInto(value[name] ?? {}, rest, by) };
}
