import { ExactNumber } from '../../codec/exact-number.ts';
import { isObject } from '../../codec/json-type.ts';
import type { JsonValue } from '../../codec/json-value.ts';
import type { Operation } from '../../contract/contract.ts';
import { placesBelow } from '../../contract/known-place.ts';
import type { Place } from '../../contract/place.ts';
import type { AddedValue } from '../../contract/upstream-route.ts';
import { maskText } from '../../explain/masked-values.ts';
import { textLocations } from '../../http/location.ts';
import { decodeQueryText } from '../../http/percent.ts';
import { queryOf, splitQuery } from '../../http/query-text.ts';
import type { TypedValues } from '../../pipeline/request.ts';

/** Shorter texts are words that stand anywhere: to take them out would spoil what is shown, and hide nothing. */
const shortest = 6;

/** A secret of few characters is a secret all the same. */
const shortestSecret = 4;

/** Longer names of parameters are no names. */
const longestName = 64;

/** More of one request are not looked for. */
const most = 200;

/** The texts of the secrets that an operation adds, as they are now. */
export function secretsOf({ upstream }: Operation): string[] {
  const added: AddedValue[] = [
    ...upstream.slots.flatMap(({ source }) => (source.kind === 'added' ? [source.value] : [])),
    ...upstream.bodyAdditions.map(({ value }) => value),
  ];
  return added.flatMap((value) => {
    const text = value.kind === 'secret' ? (value.live?.text ?? value.text) : '';
    return text.length < shortestSecret ? [] : [text];
  });
}

/** The texts of one request that are sensitive by the contract, wherever else they might turn up. */
export function sensitiveTexts({ parameters, body }: Operation, values: TypedValues): string[] {
  const found: string[] = [];
  for (const location of textLocations) {
    for (const { name, place } of parameters[location].parameters) {
      const value = values[location][name];
      if (value !== undefined) collect(value, place, { found, isBelow: false });
    }
  }
  if (values.body !== undefined)
    for (const { place } of body?.content ?? []) collect(values.body, place, { found, isBelow: false });
  return found.slice(0, most);
}

/** The texts of credentials and cookies, as they came. */
export function credentialTexts(rawHeaders: readonly string[]): string[] {
  const texts: string[] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const value = rawHeaders[index + 1] ?? '';
    const name = rawHeaders[index]?.toLowerCase();
    if (name === 'authorization' || name === 'proxy-authorization') texts.push(value.replace(/^\S+ +/, ''));
    if (name === 'cookie') texts.push(...value.split(';').map((piece) => piece.slice(piece.indexOf('=') + 1).trim()));
  }
  return texts.filter((text) => text.length >= shortest).slice(0, most);
}

/** What stands alone in a query, without a name, may be a token: a problem names it as an unknown parameter. */
export function loneTexts(url: string): string[] {
  const pairs = splitQuery(queryOf(url), most).filter(
    ({ name, value }) => value === undefined || name.length > longestName,
  );
  const names = pairs.flatMap(({ name }) => [name, decodeQueryText(name) ?? name]);
  return names.filter((text) => text.length >= shortest);
}

/** Takes texts out of whatever is shown: a second net, should a value stand where nobody thought of it. */
export function withoutTexts(texts: readonly string[]): (shown: string) => string {
  if (texts.length === 0) return (shown) => shown;
  const written = new Set(
    texts.flatMap((text) => [text, encodeURIComponent(text.toWellFormed()), JSON.stringify(text).slice(1, -1)]),
  );
  // The longest first: one may be a part of another.
  const inOrder = [...written].toSorted((left, right) => right.length - left.length);
  return (shown) =>
    inOrder.reduce((text, hidden) => (text.includes(hidden) ? text.replaceAll(hidden, maskText) : text), shown);
}

interface Collected {
  readonly found: string[];
  /** Whether it lies in a sensitive value. */
  readonly isBelow: boolean;
}

function collect(value: JsonValue, place: Place, { found, isBelow }: Collected): void {
  const sensitive = isBelow || place.sensitive;
  if (found.length >= most) return;
  if (typeof value === 'string' || typeof value === 'number' || value instanceof ExactNumber) {
    if (sensitive && String(value).length >= shortest) found.push(String(value));
    return;
  }
  const parts: [string | number, JsonValue][] = Array.isArray(value)
    ? value.map((item, index) => [index, item])
    : isObject(value)
      ? Object.entries(value)
      : [];
  for (const [step, part] of parts) {
    const places = placesBelow(place, step);
    for (const below of places) collect(part, below, { found, isBelow: sensitive });
    if (sensitive && places.length === 0) collect(part, place, { found, isBelow: true });
  }
}
