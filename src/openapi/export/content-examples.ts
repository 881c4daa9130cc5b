import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import { isObject } from '../../codec/json-type.ts';
import type { Operation } from '../../contract/contract.ts';
import type { Example, ExampleAnswer } from '../../contract/example.ts';
import type { Place } from '../../contract/place.ts';
import { impliedType, writtenType } from '../../example/content-text.ts';
import { parseMediaType } from '../../http/media-type.ts';

/** The most that are shown of one content. */
const mostExamples = 5;

interface Shown {
  readonly summary: string | undefined;
  readonly value: JsonValue;
}

/** What the contract's examples send as a content, as the `examples` of a Media Type Object; empty where there is none. */
export function bodyExamples(operation: Operation, mediaType: string): JsonObject {
  const declared = operation.body?.content.map((content) => content.mediaType) ?? [];
  const place = operation.body?.content.find((content) => content.mediaType === mediaType)?.place;
  const shown = operation.examples.flatMap(({ outcome, request, summary }): Shown[] => {
    const type = writtenType(request.headers) ?? impliedType(declared);
    const isMeant = outcome.kind === 'sends' && parseMediaType(type)?.essence === mediaType;
    return isMeant && request.body !== undefined ? [{ summary, value: request.body }] : [];
  });
  return examplesMember(shown, place);
}

/** What the contract's examples get as a content of a declared answer. */
export function answerExamples(
  operation: Operation,
  {
    status,
    mediaType,
    place,
  }: { readonly status: string; readonly mediaType: string; readonly place: Place | undefined },
): JsonObject {
  const declared = [...(operation.responses[status]?.content.keys() ?? [])];
  const shown = operation.examples.flatMap((example): Shown[] => {
    const answer = soundAnswer(example);
    if (answer?.body === undefined || statusOf(operation, answer.status) !== status) return [];
    const type = writtenType(answer.headers) ?? impliedType(declared);
    return parseMediaType(type)?.essence === mediaType ? [{ summary: example.summary, value: answer.body }] : [];
  });
  return examplesMember(shown, place);
}

/** An example of an answer that breaks its contract shows no caller what to expect. */
function soundAnswer({ reply }: Example): ExampleAnswer | undefined {
  return reply?.gets.kind === 'answer' && reply.gets.violations.size === 0 ? reply.gets.answer : undefined;
}

function statusOf({ responses }: Operation, status: number): string | undefined {
  return [String(status), `${Math.floor(status / 100)}XX`, 'default'].find((key) => responses[key] !== undefined);
}

function examplesMember(shown: readonly Shown[], place: Place | undefined): JsonObject {
  if (place === undefined) return {};
  const fit = shown.filter(({ value }) => !holdsSecret(place, value)).slice(0, mostExamples);
  if (fit.length === 0) return {};
  const entries = fit.map(({ summary, value }, index): [string, JsonObject] => [
    `example${index + 1}`,
    { ...(summary === undefined ? {} : { summary }), value },
  ]);
  return { examples: Object.fromEntries(entries) };
}

/** Whether a value has something at a place that the contract calls sensitive. */
function holdsSecret(place: Place, value: JsonValue): boolean {
  if (place.sensitive) return true;
  if (Array.isArray(value)) {
    return value.some((item, index) => {
      const below = place.prefixItems[index] ?? place.items;
      return below !== undefined && holdsSecret(below, item);
    });
  }
  if (!isObject(value)) return false;
  return Object.entries(value).some(([name, member]) => {
    const patterns = place.patterns.filter(({ matches }) => matches(name)).map((pattern) => pattern.place);
    const named = place.members.get(name);
    const below = [...(named === undefined ? [] : [named]), ...patterns];
    const others = below.length === 0 && place.additional !== undefined ? [place.additional] : below;
    return others.some((part) => holdsSecret(part, member));
  });
}
