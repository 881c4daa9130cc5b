import type { JsonValue } from '../codec/json-value.ts';
import type { ExampleFields, ExampleMessage } from '../contract/example.ts';
import { splitCookies } from '../http/cookie-text.ts';
import { decodePercent } from '../http/percent.ts';
import type { Outgoing } from '../pipeline/request.ts';
import { compareJson } from './compare-json.ts';
import { contentValue } from './content-text.ts';
import { compareQuery } from './compare-query.ts';
import type { Difference } from './difference.ts';
import { asSent, sentForm } from './form-body.ts';
import { isSameList, shownTexts } from './text-list.ts';

/**
 * Compares an outgoing request with the one that an example describes.
 *
 * Method, path, query and body must be the same, of header fields and cookies those that the example names. Paths and
 * queries are compared decoded, segment by segment and pair by pair.
 */
export function compareOutgoing(expected: ExampleMessage, outgoing: Outgoing): readonly Difference[] {
  const { headers } = outgoing;
  const lines = (name: string): string[] => fieldValues(headers, name);
  const cookies = splitCookies(lines('cookie'));
  const cookieValues = (name: string): string[] => cookies.flatMap(([known, value]) => (known === name ? [value] : []));
  return [
    ...compareTexts('method', expected.method, outgoing.method),
    ...comparePath(expected.url, outgoing.path),
    ...compareQuery(expected.url, outgoing.path),
    ...compareFields('header', expected.headers, lines),
    ...compareFields('cookie', expected.cookies, cookieValues),
    ...compareBody(expected.body, outgoing),
  ];
}

function compareBody(expected: JsonValue | undefined, outgoing: Outgoing): readonly Difference[] {
  const form = sentForm(outgoing, fieldValues(outgoing.headers, 'content-type')[0]);
  if (form === undefined) return compareJson('body', expected, bodyOf(outgoing));
  return compareJson('body', asSent(expected), form);
}

function compareTexts(place: string, expected: string, got: string): readonly Difference[] {
  return expected === got ? [] : [{ place, expected, got }];
}

function comparePath(expected: string, got: string): readonly Difference[] {
  const [left, right] = [pathOf(expected), pathOf(got)];
  return isSameList(segmentsOf(left), segmentsOf(right)) ? [] : [{ place: 'path', expected: left, got: right }];
}

const pathOf = (url: string): string => url.split('?', 1).join();

/** What cannot be decoded stands for itself. */
const segmentsOf = (path: string): string[] => path.split('/').map((segment) => decodePercent(segment) ?? segment);

function compareFields(
  location: 'header' | 'cookie',
  expected: ExampleFields,
  valuesOf: (name: string) => readonly string[],
): readonly Difference[] {
  return [...expected].flatMap(([name, wanted]): Difference[] => {
    const sent = valuesOf(name);
    if (isSameList(wanted, sent)) return [];
    return [{ place: `${location}.${name}`, expected: shownTexts(wanted), got: shownTexts(sent) }];
  });
}

/** The values of a field among names and values that take turns; its name in any case. */
export function fieldValues(headers: readonly string[], name: string): string[] {
  const lower = name.toLowerCase();
  return headers.filter((_, index) => index % 2 === 1 && headers[index - 1]?.toLowerCase() === lower);
}

/** The body as a value, or as text where it is no JSON. */
export function bodyOf({ body, headers }: Outgoing): JsonValue | undefined {
  return contentValue(body, fieldValues(headers, 'content-type')[0]);
}
