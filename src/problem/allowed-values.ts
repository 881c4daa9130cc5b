import type { JsonValue } from '../codec/json-value.ts';
import { showDeclared } from './quote.ts';
import { type ReceivedValue, gotPhrase, isShowable } from './received.ts';
import { nearestValue } from './suggestion.ts';
import { orList } from './type-phrase.ts';

/** The most values that a sentence lists. */
const mostListed = 12;

/** A value that is none of those that are allowed. */
export interface RefusedValue extends ReceivedValue {
  readonly allowed: readonly JsonValue[];
  /** Where a text such as `None` comes from; empty for all other values. */
  readonly unset: string;
  /** The allowed value that was probably meant, where it has been looked for. */
  readonly near?: { readonly value: JsonValue | undefined };
}

/** Out: `` must be `active` or `inactive`, got `actve` (did you mean `active`?) ``. */
export function tellAllowed(refused: RefusedValue): string {
  const { allowed, unset } = refused;
  const listed =
    allowed.length > mostListed ? allowed.slice(0, mostListed).map(showDeclared) : allowed.map(showDeclared);
  const rest = allowed.length - listed.length;
  const values = rest > 0 ? `${listed.join(', ')} or one of ${rest} others` : orList(listed);
  const choice = allowed.length > 2 ? `one of ${values}` : values;
  const isTyped = allowed.some((value) => typeof value !== 'string');
  return `must be ${choice}${gotPhrase({ ...refused, isTyped })}${unset === '' ? guess(refused) : unset}`;
}

function guess(refused: RefusedValue): string {
  if (!isShowable(refused)) return '';
  const near = refused.near === undefined ? nearestValue(refused.value, refused.allowed) : refused.near.value;
  if (near === undefined) return '';
  if (typeof near === typeof refused.value) return ` (did you mean ${showDeclared(near)}?)`;
  return typeof near === 'string' ? '; write it in quotes' : '; write it without quotes';
}
