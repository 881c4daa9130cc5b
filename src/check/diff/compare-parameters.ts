import { canonicalText } from '../../codec/canonical-text.ts';
import { isObject } from '../../codec/json-type.ts';
import type { JsonValue } from '../../codec/json-value.ts';
import type { Operation, Parameter, ParameterGroup } from '../../contract/contract.ts';
import { deprecationOf } from '../../contract/authored-alias.ts';
import { parameterAliases } from '../../contract/parameter-aliases.ts';
import { type TextLocation, textLocations } from '../../http/location.ts';
import { readAs } from '../backend/read-as.ts';
import { originOf } from '../image/place-image.ts';
import { isSchema, type PlainSchema } from '../image/plain-schema.ts';
import type { Noted, Witness } from './change.ts';
import { compareAgeing } from './compare-ageing.ts';
import { addedParameter, compareForms, removedParameter } from './compare-presence.ts';
import { compareTaken, shown } from './compare-values.ts';
import type { PlacedSchema } from './judge-schemas.ts';
import type { OperationPair } from './operation-pair.ts';

/** What changed of the parameters of an operation, for its callers. */
export function compareParameters(pair: OperationPair): Noted[] {
  return textLocations.flatMap((location) => {
    const { matched, added, removed } = matchParameters(pair, location);
    const changes = [
      ...removed.flatMap((parameter) => removedParameter(parameter, pair)),
      ...matched.flatMap((match) => compareParameter(match, pair)),
      ...added.flatMap((parameter) => addedParameter(parameter, pair)),
      ...removedAliases(pair, location),
    ];
    const isBroken = changes.some(({ effect }) => effect === 'breaking');
    return isBroken ? changes : [...changes, ...compareGroups(pair, location)];
  });
}

/** A parameter of both contracts; of the newer one perhaps under the older name, which it still takes. */
export interface MatchedParameter {
  readonly before: Parameter;
  readonly after: Parameter;
  /** What the newer contract calls it, where that is another name. */
  readonly renamed: Parameter | undefined;
}

function matchParameters({ before, after }: OperationPair, location: TextLocation) {
  const matched: MatchedParameter[] = [];
  const removed: Parameter[] = [];
  const aliases = parameterAliases(after.parameters);
  const taken = new Set<Parameter>();
  for (const parameter of before.parameters[location].parameters) {
    const same = sameParameter(parameter, after, before);
    const alias = aliases.find(({ older }) => isCalled(older, parameter));
    const found = same ?? alias?.older;
    if (found === undefined) removed.push(parameter);
    else matched.push({ before: parameter, after: found, renamed: same === undefined ? alias?.current : undefined });
    const current = same ?? alias?.current;
    if (current !== undefined) taken.add(current);
  }
  // A parameter that moved here and is still taken at its old place is told there.
  const moved = new Set(aliases.filter(({ older }) => hasParameter(before, older)).map(({ current }) => current));
  const added = after.parameters[location].parameters.filter((each) => !taken.has(each) && !moved.has(each));
  return { matched, added, removed };
}

const isCalled = (one: Parameter, other: Parameter): boolean =>
  one.in === other.in &&
  (one.in === 'header' ? one.name.toLowerCase() === other.name.toLowerCase() : one.name === other.name);

const hasParameter = ({ parameters }: Operation, wanted: Parameter): boolean =>
  parameters[wanted.in].parameters.some((parameter) => isCalled(parameter, wanted));

/** The names in a path are nobody's but the contract's: its parameters are told by their positions. */
function sameParameter(parameter: Parameter, after: Operation, before: Operation): Parameter | undefined {
  const group: ParameterGroup = after.parameters[parameter.in];
  if (parameter.in !== 'path') return group.parameters.find((other) => isCalled(other, parameter));
  const at = before.segments.findIndex(
    ({ kind, ...rest }) => kind === 'parameter' && 'name' in rest && rest.name === parameter.name,
  );
  const segment = after.segments[at];
  const name = segment?.kind === 'parameter' ? segment.name : parameter.name;
  return group.parameters.find((other) => other.name === name);
}

function compareParameter(match: MatchedParameter, pair: OperationPair): Noted[] {
  const { before, after, renamed } = match;
  const at = { in: before.in, name: before.name } as const;
  const called = `${before.in} \`${before.name}\``;
  const places = { before: originOf(before.place), after: originOf(after.place) };
  const base = { side: 'callers', ...at, ...places } as const;
  const changes: Noted[] = [];
  if (renamed !== undefined) {
    const message = `${called} is called ${renamed.in} \`${renamed.name}\` now; the older name is still taken`;
    changes.push({ ...base, effect: 'compatible', kind: 'parameter-renamed', message });
  }
  if (before.in === 'path' && after.name !== before.name) {
    const message = `${called} is called \`${after.name}\` in the contract; the place in the path is the same`;
    changes.push({ ...base, effect: 'compatible', kind: 'parameter-renamed', message });
  }
  changes.push(...compareRequired(match, pair, base), ...compareForms(match, pair));
  const refused = (value: JsonValue) =>
    pair.trials.refused(pair.before, { set: { [before.in]: { [before.name]: value } } });
  const schemas = { before: readSchema(match, pair), after: pair.views.after.parameter(after) };
  const search = (): Witness | undefined => pair.trials.search(schemas.before, refused);
  changes.push(...compareTaken({ ...schemas, called, at, memory: pair.memory, refused, search }));
  changes.push(...compareDefaults(match, base, called));
  return [...changes, ...compareAgeing({ called, base }, deprecationOf(before.place), deprecationOf(after.place))];
}

/** A text that the older contract takes for one type the newer one may take for another. */
function readSchema({ before, after }: MatchedParameter, { views }: OperationPair): PlacedSchema {
  const [own, other] = [views.before.parameter(before), views.after.parameter(after)];
  const resolve = (reference: string): PlainSchema => {
    const found = own.source.resolve(reference)?.schema;
    return isSchema(found) ? found : true;
  };
  const schema = readAs(own.schema, { outer: other.schema, outerSource: other.source, resolve });
  return { ...own, schema };
}

type Base = Pick<Noted, 'side' | 'in' | 'name' | 'before' | 'after'>;

function compareRequired({ before, after }: MatchedParameter, pair: OperationPair, base: Base): Noted[] {
  if (before.in === 'path' || before.required === after.required) return [];
  const called = `${before.in} \`${before.name}\``;
  if (before.required) {
    return [{ ...base, effect: 'compatible', kind: 'optional', message: `${called} may be left out` }];
  }
  const witness = pair.trials.refused(pair.before, { set: { [before.in]: { [before.name]: undefined } } });
  const effect = witness === undefined ? 'unknown' : 'breaking';
  return [{ ...base, effect, kind: 'required', message: `${called} is required now`, witness }];
}

function compareDefaults({ before, after }: MatchedParameter, base: Base, called: string): Noted[] {
  const [was, is] = [before.rule.fallback, after.rule.fallback];
  if (canonicalText(was ?? null) === canonicalText(is ?? null)) return [];
  const text = (value: JsonValue | undefined): string => (value === undefined ? 'nothing' : shown(value));
  const message = `left out, ${called} means ${text(is)}, and meant ${text(was)}`;
  return [{ ...base, effect: 'unknown', kind: 'default', message, because: 'the answers may be others' }];
}

/** Older names that were taken and no longer are. */
function removedAliases(pair: OperationPair, location: TextLocation): Noted[] {
  const known = parameterAliases(pair.after.parameters);
  const gone = parameterAliases(pair.before.parameters).filter(
    ({ older }) =>
      older.in === location && !hasParameter(pair.after, older) && !known.some((alias) => isCalled(alias.older, older)),
  );
  return gone.flatMap(({ older }) => removedParameter(older, pair));
}

/** Rules between parameters, where each parameter by itself is no less free than it was. */
function compareGroups(pair: OperationPair, location: TextLocation): Noted[] {
  const [own, other] = [pair.views.before.group(location), pair.views.after.group(location)];
  if (own === undefined || other === undefined || location === 'path') return [];
  if (![pair.before, pair.after].some(({ parameters }) => hasRules(parameters[location]))) return [];
  const resolve = (): PlainSchema => true;
  const schema = readAs(own.schema, { outer: other.schema, outerSource: other.source, resolve });
  const refused = (values: JsonValue): Witness | undefined =>
    isObject(values) ? pair.trials.refused(pair.before, { group: { in: location, values } }) : undefined;
  return compareTaken({
    before: { ...own, schema },
    after: other,
    called: `${location}, with the rules between its values,`,
    at: { in: location, name: '' },
    memory: pair.memory,
    refused,
    search: () => pair.trials.search(own, refused),
  });
}

/** Whether a location says more than what each of its parameters is. */
function hasRules({ place }: ParameterGroup): boolean {
  const words = ['dependentRequired', 'minProperties', 'maxProperties'];
  return (place?.certain ?? []).some(
    (node) =>
      words.some((word) => node.keywords[word] !== undefined) ||
      node.anyOf.length + node.oneOf.length + node.dependentSchemas.size + node.patternProperties.size > 0 ||
      [node.not, node.if, node.propertyNames, node.additionalProperties].some((part) => part !== undefined),
  );
}
