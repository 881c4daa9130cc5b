import type { AnswerField } from '../http/answer-fields.ts';
import { refreshWithoutOwnOrigin, withoutOwnOrigin } from '../http/own-origin.ts';
import { type AnswerHead, Head } from './answer-head.ts';

/** What an answer must not say of the upstream, and must say of the request. */
export interface Outward {
  /** Of the upstream's targets: `http://10.0.0.5:8080`. */
  readonly origins: ReadonlySet<string>;
  /** The request fields that a safe request was judged and mapped by. */
  readonly vary: readonly string[];
}

/** Those that name a place, and how they write it. */
const references: ReadonlyMap<string, typeof withoutOwnOrigin> = new Map([
  ['location', withoutOwnOrigin],
  ['content-location', withoutOwnOrigin],
  ['refresh', refreshWithoutOwnOrigin],
]);

const lengths: ReadonlySet<number> = new Set([...references.keys()].map(({ length }) => length));

/**
 * The head as it goes out: references to the upstream's own origin lead to us, and `Vary` names the fields that the
 * contract reads. The upstream cannot name those, for it may get them under other names, in other places, or not at all;
 * without them a cache would give one caller's answer to another. Source: RFC 9110, section 12.5.5; RFC 9111, section 4.1.
 */
export function outwardHead(head: AnswerHead, { origins, vary }: Outward): AnswerHead {
  const changes = changesOf(head, origins);
  if (vary.length === 0 && !changes) return head;
  const { lines, fields, ...parts } = head;
  const changed = new Map([...fields].map(([key, field]) => [key, changedField(key, field, origins)]));
  const missing = vary.length === 0 ? [] : missingNames(changed.get('vary')?.value, vary);
  const before = changed.get('vary');
  const value = [before?.value ?? [], missing].flat().join(', ');
  if (missing.length > 0) changed.set('vary', { name: before?.name ?? 'Vary', value });
  const own = missing.length > 0 ? ['Vary', missing.join(', ')] : [];
  return new Head({ ...partsOf(parts), lines: [...changedLines(lines, origins), ...own] }, changed);
}

const partsOf = ({ status, reason, contentLength, bodiless, unwanted }: Omit<AnswerHead, 'lines' | 'fields'>) => ({
  status,
  reason,
  contentLength,
  bodiless,
  unwanted,
});

/** Most answers have none of these fields, and are not written anew. */
function changesOf({ lines }: AnswerHead, origins: ReadonlySet<string>): boolean {
  for (let index = 0; index < lines.length; index += 2) {
    const name = lines[index] ?? '';
    if (
      lengths.has(name.length) &&
      changedText(name.toLowerCase(), lines[index + 1] ?? '', origins) !== lines[index + 1]
    )
      return true;
  }
  return false;
}

function changedLines(lines: readonly string[], origins: ReadonlySet<string>): string[] {
  return lines.map((text, index) =>
    index % 2 === 0 ? text : changedText(lines[index - 1]?.toLowerCase() ?? '', text, origins),
  );
}

function changedField(key: string, { name, value }: AnswerField, origins: ReadonlySet<string>): AnswerField {
  if (typeof value === 'string') return { name, value: changedText(key, value, origins) };
  return { name, value: value.map((text) => changedText(key, text, origins)) };
}

const changedText = (key: string, text: string, origins: ReadonlySet<string>): string =>
  references.get(key)?.(text, origins) ?? text;

/** Those that a `Vary` does not name yet; `*` says all. */
function missingNames(received: AnswerField['value'] | undefined, vary: readonly string[]): readonly string[] {
  const named = new Set(
    [received ?? []].flat().flatMap((text) =>
      text
        .toLowerCase()
        .split(',')
        .map((name) => name.trim()),
    ),
  );
  return named.has('*') ? [] : vary.filter((name) => !named.has(name.toLowerCase()));
}
