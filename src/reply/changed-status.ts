import type { AnswerField, AnswerFields } from '../http/answer-fields.ts';
import { answerContentFields } from '../http/answer-fields.ts';
import { heuristicallyCacheable, isContentless } from '../http/status.ts';

/** The statuses with which a field means something. Source: RFC 9110, sections 10.2 and 11.6. */
const bound: ReadonlyMap<string, (status: number) => boolean> = new Map([
  ['allow', (status) => status === 405],
  ['content-range', (status) => status === 206 || status === 416],
  ['location', (status) => status === 201 || status === 202 || isRedirect(status)],
  ['retry-after', (status) => status === 429 || status === 503 || status === 413 || isRedirect(status)],
  ['www-authenticate', (status) => status === 401 || status === 403],
]);

/** What the upstream says of the success as such: of an error it is not true, nor the other way round. */
const ofRepresentation: ReadonlySet<string> = new Set([
  'accept-ranges',
  'age',
  'cache-control',
  'etag',
  'expires',
  'last-modified',
  'pragma',
]);

const noStore: readonly [string, AnswerField] = ['cache-control', { name: 'Cache-Control', value: 'no-store' }];

/**
 * The fields of an answer that goes out with another status than it came in with.
 *
 * In:  the fields, both statuses, and the names in lower case that the contract declares, which stay.
 * Out: without fields that mean nothing beside the new status. Where a success became an error, or an error a success,
 *      validators and permissions to cache, which were given for the other, go too, and `no-store` stands in their place;
 *      it is also written where only the new status lets caches keep the answer unasked. Without content nothing describes it.
 * Source: RFC 9110, sections 8.8, 10.2 and 15.1; RFC 9111, sections 3 and 4.2.2.
 */
export function changeStatus(
  fields: AnswerFields,
  { from, to, declared }: { readonly from: number; readonly to: number; readonly declared: ReadonlySet<string> },
): AnswerFields {
  const turns = isError(from) !== isError(to);
  const empties = isContentless(to);
  const kept = [...fields].filter(([key]) => {
    if (declared.has(key)) return true;
    if (turns && ofRepresentation.has(key)) return false;
    if (empties && describesContent(key)) return false;
    return bound.get(key)?.(to) !== false;
  });
  const isFree = !declared.has('cache-control');
  const invites =
    heuristicallyCacheable.has(to) &&
    !heuristicallyCacheable.has(from) &&
    !fields.has('cache-control') &&
    !fields.has('expires');
  return new Map(isFree && (turns || invites) ? [...kept, noStore] : kept);
}

const isError = (status: number): boolean => status >= 400;
const isRedirect = (status: number): boolean => status >= 300 && status < 400;

const describesContent = (key: string): boolean =>
  key !== 'etag' &&
  (answerContentFields.includes(key) || (key.startsWith('content-') && !key.startsWith('content-sec')));
