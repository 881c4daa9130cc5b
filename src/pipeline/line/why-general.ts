import type { Operation, Parameter } from '../../contract/contract.ts';
import { deprecationOf } from '../../contract/authored-alias.ts';
import { parameterAliases } from '../../contract/parameter-aliases.ts';
import { textLocations } from '../../http/location.ts';
import { isApart } from './send-body.ts';
import { takesPairs } from '../decode/read-object.ts';

/**
 * Why the line of an operation's requests (path, query, header fields, cookies) is read and written by its stages alone,
 * as it follows "the stages serve it, because"; `undefined` where code of its own can be made for it.
 */
export function whyGeneral(operation: Operation): string | undefined {
  const { parameters, unknown, upstream, body } = operation;
  const all = textLocations.flatMap((location) => parameters[location].parameters);
  if (body?.required === true && !isApart(operation)) return 'a value of the body goes elsewhere';
  if (upstream.bodyAdditions.length > 0) return 'the contract adds values to the body';
  if (parameterAliases(parameters).length > 0) return 'a parameter has an older name';
  if (all.some(({ place }) => deprecationOf(place) !== undefined)) return 'a parameter is deprecated';
  if (unknown.cookies === 'forward') return 'cookies that nobody declares are forwarded';
  if (upstream.slots.some(({ source }) => source.kind === 'gathered')) return 'several values are gathered into one';
  return all.map(whyParameter).find((reason) => reason !== undefined) ?? whyShared(all);
}

function whyParameter({ form, name, rule, value }: Parameter): string | undefined {
  const { target } = rule;
  if (value.choice !== undefined) return `a branch decides about the parameter \`${name}\``;
  if (takesPairs(form)) return `the members of \`${name}\` are parameters of their own`;
  if (target.kind === 'drop') return undefined;
  if (target.kind === 'slot' && target.member === undefined) return undefined;
  return `the parameter \`${name}\` does not go to one place of its own`;
}

function whyShared(all: readonly Parameter[]): string | undefined {
  const indexes = all.flatMap(({ rule: { target } }) => (target.kind === 'slot' ? target.index : []));
  return new Set(indexes).size === indexes.length ? undefined : 'two parameters go to one place';
}
