import { isObject } from '../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../codec/json-value.ts';
import { isContentless } from '../http/status.ts';
import { answerChoices } from './answer-choice.ts';
import type { AnswerOrigin, ResponseDeclaration } from './answer-declaration.ts';
import type { Fault } from './finding.ts';
import { pointerTo } from './json-pointer.ts';
import { type OriginFacts, originFault } from './origin-faults.ts';
import type { OperationScope } from './operation-scope.ts';

/**
 * Reads `upstream` of one answer: which of the upstream's it is made from.
 *
 * Out: one origin for each; none where the member is absent. Conditions are schemas in the upstream's own terms.
 */
export function readOrigins(scope: OperationScope, response: JsonObject, pointer: string): AnswerOrigin[] {
  return writtenOrigins(response, pointer).flatMap(({ written, at }): AnswerOrigin[] => {
    const { status, when } = written;
    if (typeof status !== 'string') return [];
    if (when === undefined) return [{ status, when: undefined }];
    const schema = scope.conditions.node(scope.document, pointerTo(at, 'when'), when);
    return [{ status, when: { schema, place: scope.conditionPlaces.place(schema) } }];
  });
}

function writtenOrigins(response: JsonObject, pointer: string): { written: JsonObject; at: string }[] {
  const { upstream } = response;
  const at = pointerTo(pointer, 'upstream');
  if (isObject(upstream)) return [{ written: upstream, at }];
  if (!Array.isArray(upstream)) return [];
  return upstream.flatMap((written, index) => (isObject(written) ? [{ written, at: pointerTo(at, index) }] : []));
}

/** Finds answers that cannot be: no answer of the upstream's can become them, or another always does before. */
export function checkOrigins(
  scope: OperationScope,
  operation: JsonObject,
  responses: Readonly<Record<string, ResponseDeclaration>>,
): void {
  const all = isObject(operation['responses']) ? operation['responses'] : {};
  for (const [key, declared] of Object.entries(responses)) {
    const response = all[key];
    if (!isObject(response)) continue;
    const pointer = pointerTo(scope.pointer, 'responses', key);
    const hasContent = declared.content.size > 0;
    if (isContentless(Number(key)) && hasContent) scope.report(pointerTo(pointer, 'content'), noContent(key));
    for (const { written, at } of writtenOrigins(response, pointer)) {
      const { status, when } = written;
      if (typeof status !== 'string') continue;
      const facts: OriginFacts = { key, status, when, hasContent, headers: declared.headers };
      const fault = originFault(facts);
      if (fault !== undefined) scope.report(at, fault);
    }
  }
  checkRivals(scope, all, responses);
}

/** Of two answers that are made from the same answers of the upstream only the first would ever be given. */
function checkRivals(
  scope: OperationScope,
  all: JsonObject,
  responses: Readonly<Record<string, ResponseDeclaration>>,
): void {
  const seen = new Map<string, string>();
  for (const { key, from, when } of answerChoices(responses)) {
    const pointer = pointerTo(scope.pointer, 'responses', key);
    const condition = JSON.stringify(writtenWhen(all[key], when?.schema.origin.pointer ?? '') ?? null);
    const same = `${from} ${when === undefined ? '' : condition}`;
    const rival = seen.get(same);
    if (rival !== undefined) scope.report(pointer, rivalFault({ key, rival, from, isBare: when === undefined }));
    else seen.set(same, key);
  }
}

function writtenWhen(response: JsonValue | undefined, pointer: string): JsonValue | undefined {
  if (!isObject(response)) return undefined;
  const found = writtenOrigins(response, '').find(({ at }) => pointer.endsWith(`${pointerTo(at, 'when')}`));
  return found?.written['when'];
}

const noContent = (key: string): Fault => ({
  rule: 'answer-content',
  message: `an answer with status ${key} has no content`,
  cure: 'leave `content` out, or declare it for another status',
});

const rivalFault = (at: { key: string; rival: string; from: string; isBare: boolean }): Fault => ({
  rule: 'answer-rival',
  message: `\`${at.key}\` is never given: every answer that it is made from (\`${at.from}\`) becomes \`${at.rival}\``,
  cure: at.isBare
    ? 'say under `upstream` from which status each of them is made, or tell them apart by a `when`'
    : 'write another `when`, or take one of them out',
});
