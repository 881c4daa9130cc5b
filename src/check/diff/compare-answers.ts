import type { AnswerHeader, ResponseDeclaration } from '../../contract/answer-declaration.ts';
import type { Place } from '../../contract/place.ts';
import { originOf } from '../image/place-image.ts';
import type { Noted } from './change.ts';
import { compareGiven } from './compare-values.ts';
import type { OperationPair } from './operation-pair.ts';

/** What changed of the answers that an operation promises its callers. */
export function compareAnswers(pair: OperationPair): Noted[] {
  const [before, after] = [pair.before.responses, pair.after.responses];
  const base = {
    side: 'callers',
    in: 'answer',
    before: operationPlace(pair, 'before'),
    after: operationPlace(pair, 'after'),
  } as const;
  const gone = Object.keys(before).filter((status) => answerFor(status, after) === undefined);
  const fresh = Object.keys(after).filter((status) => answerFor(status, before) === undefined);
  return [
    ...gone.map((name): Noted => {
      const message = `nothing is promised any more of answers ${statusText(name)}`;
      return {
        ...base,
        name,
        effect: 'breaking',
        kind: 'answer-removed',
        message,
        because: 'they may be anything now',
      };
    }),
    ...fresh.map((name): Noted => {
      const message = `answers ${statusText(name)} are promised now`;
      return { ...base, name, effect: 'compatible', kind: 'answer-added', message };
    }),
    ...[...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((status) => {
      const [was, is] = [answerFor(status, before), answerFor(status, after)];
      return was === undefined || is === undefined ? [] : compareAnswer({ status, before: was, after: is }, pair);
    }),
  ];
}

const operationPlace = (pair: OperationPair, side: 'before' | 'after') => ({
  file: pair[side].file,
  pointer: `/operations/${pair[side].name.replaceAll('~', '~0').replaceAll('/', '~1')}/responses`,
});

/** The declaration that speaks of a status, its class or any. */
function answerFor(status: string, responses: OperationPair['before']['responses']): ResponseDeclaration | undefined {
  return responses[status] ?? responses[`${status.charAt(0)}XX`] ?? responses['default'];
}

const statusText = (status: string): string => (status === 'default' ? 'of other statuses' : `with ${status}`);

/** Callers have to bear members that nobody spoke of; others than those of its declaration an answer is not said to have. */
const schemasOf = (was: Place, is: Place, { views }: OperationPair) => ({
  before: views.before.given(was),
  promised: views.before.promised(was),
  after: views.after.given(is),
});

interface AnswerMatch {
  readonly status: string;
  readonly before: ResponseDeclaration;
  readonly after: ResponseDeclaration;
}

function compareAnswer(match: AnswerMatch, pair: OperationPair): Noted[] {
  const { status, before, after } = match;
  const called = `answer ${status}`;
  const changes: Noted[] = [];
  for (const mediaType of after.content.keys()) {
    if (before.content.size === 0 || before.content.has(mediaType)) continue;
    const base = { side: 'callers', in: 'answer', name: `${status} ${mediaType}` } as const;
    const after = operationPlace(pair, 'after');
    const message = `${called} may be ${mediaType}, which was not promised`;
    changes.push({ ...base, after, effect: 'breaking', kind: 'media-type-added', message });
  }
  for (const [mediaType, was] of before.bodies) {
    const is = after.bodies.get(mediaType);
    const at = { side: 'callers', in: 'answer', name: `${status} ${mediaType}` } as const;
    if (is === undefined) {
      if (after.content.has(mediaType)) continue;
      const message = `${called} is never ${mediaType}`;
      changes.push({ ...at, before: originOf(was.place), effect: 'compatible', kind: 'media-type-removed', message });
      continue;
    }
    const schemas = schemasOf(was.place, is.place, pair);
    changes.push(...compareGiven({ ...schemas, at, called, memory: pair.memory, effectOfMore: 'breaking' }));
  }
  return [...changes, ...compareHeaders(match, pair)];
}

function compareHeaders({ status, before, after }: AnswerMatch, pair: OperationPair): Noted[] {
  const named = (fields: readonly AnswerHeader[], name: string): AnswerHeader | undefined =>
    fields.find((field) => field.name.toLowerCase() === name.toLowerCase());
  const fields = after.headers?.fields ?? [];
  return (before.headers?.fields ?? []).flatMap((was): Noted[] => {
    const is = named(fields, was.name);
    const at = { side: 'callers', in: 'answer', name: `${status} ${was.name}` } as const;
    const called = `header \`${was.name}\` of answer ${status}`;
    const wasSure = before.headers?.place.required.has(was.name) === true;
    if (is === undefined || (wasSure && after.headers?.place.required.has(is.name) !== true)) {
      const effect = wasSure ? 'breaking' : 'unknown';
      const message = `${called} is no longer promised`;
      return [{ ...at, before: originOf(was.place), effect, kind: 'header-removed', message }];
    }
    const schemas = schemasOf(was.place, is.place, pair);
    return compareGiven({ ...schemas, at, called, memory: pair.memory, effectOfMore: 'breaking' });
  });
}
