import { decodeQueryText } from '../../http/percent.ts';
import type { Outgoing } from '../../pipeline/request.ts';
import type { RequestValues } from '../search/arbitrary-request.ts';
import type { Question } from './question.ts';

/** The same requests with each item of a list twice: one item alone looks alike in most styles. */
export function doubledLists({ image }: Question, requests: readonly RequestValues[]): RequestValues[] {
  if (image === undefined || !('slot' in image) || image.slot.source.kind !== 'mapped') return [];
  const { in: location, name } = image.slot.source;
  if (location === 'body') return [];
  return requests.flatMap((values) => {
    const list = values.parameters[location][name];
    if (!Array.isArray(list)) return [];
    const group = { ...values.parameters[location], [name]: [...list, ...list] };
    return [{ ...values, parameters: { ...values.parameters, [location]: group } }];
  });
}

/** Whether a value stands in a request in such a way that it is another when it is read in another style. */
export function showsStyle(
  { path, headers }: Outgoing,
  { in: location, name }: Pick<Question, 'in' | 'name'>,
): boolean {
  if (location === 'header')
    return headers.some((field, at) => at % 2 === 0 && field.toLowerCase() === name.toLowerCase());
  if (location === 'cookie') return headers.some((text) => text.includes(`${name}=`) && text.includes(','));
  if (location !== 'query') return location === 'path';
  const pairs = (path.split('?', 2)[1] ?? '').split('&').map((pair) => pair.split('=', 2));
  const own = pairs.filter(([written = '']) => (decodeQueryText(written) ?? written).replace(/\[.*$/, '') === name);
  return own.length > 1 || own.some(([written, text = '']) => written !== name || /[,|+]|%20|%7C/i.test(text));
}
