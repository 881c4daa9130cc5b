import { isObject } from '../../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import { type Break, instead, otherScalar, shortText, without } from './mutation.ts';

/** Breaks what an operation says beside its schemas: the upstream's route, added values, the body, answers, policies. */
export function operationBreaks(operation: JsonObject): Break[] {
  const { upstream, body, responses } = operation;
  return [
    ...(isObject(upstream) ? [...routeBreaks(upstream), ...additionBreaks(upstream)] : []),
    ...(isObject(body) ? bodyBreaks(body) : []),
    ...(isObject(responses) ? responseBreaks(responses) : []),
    ...policyBreaks(operation),
  ];
}

/** Breaks what a contract says for all of its operations. */
export function contractBreaks(contract: JsonObject): Break[] {
  const { upstream } = contract;
  return [...(isObject(upstream) ? additionBreaks(upstream) : []), ...policyBreaks(contract)];
}

function routeBreaks({ route }: JsonObject): Break[] {
  if (typeof route !== 'string') return [];
  const at = ['upstream', 'route'];
  const [, method = '', path = ''] = /^(\S+) (.*)$/s.exec(route) ?? [];
  const other = method === 'PUT' ? 'POST' : 'PUT';
  return [
    instead(at, `${other} ${path}`, { name: 'route', was: route }),
    instead(at, `${method} ${path === '/' ? '' : path}/other`, { name: 'route', was: route }),
  ];
}

function additionBreaks(upstream: JsonObject): Break[] {
  return ['path', 'query', 'headers', 'cookies', 'body'].flatMap((location) => {
    const added = upstream[location];
    if (!isObject(added)) return [];
    return Object.entries(added).map(([name, value]) => addedBreak(name, value, ['upstream', location, name]));
  });
}

function addedBreak(name: string, value: JsonValue, at: Break['at']): Break {
  if (!isObject(value)) return instead(at, otherScalar(value), { name, was: value });
  const constant = value['const'];
  if (constant === undefined) return without(at, `${name} ${shortText(value)}`);
  return instead([...at, 'const'], otherScalar(constant) ?? 'other', { name, was: constant });
}

function bodyBreaks(body: JsonObject): Break[] {
  const { required, content, upstreamType } = body;
  const types = isObject(content) ? Object.keys(content) : [];
  return [
    instead(['body', 'required'], required === false, { name: 'required of the body', was: required ?? true }),
    ...(types.length < 2 ? [] : types.map((type) => without(['body', 'content', type], type))),
    ...(upstreamType === undefined
      ? []
      : [without(['body', 'upstreamType'], `upstreamType ${shortText(upstreamType)}`)]),
  ];
}

/** Members of a response that are schemas, or only tell people something. */
const otherMembers: readonly string[] = ['content', 'headers', 'description'];

function responseBreaks(responses: JsonObject): Break[] {
  return Object.entries(responses).flatMap(([status, response]): Break[] => {
    const at = ['responses', status];
    const members = isObject(response) ? Object.entries(response) : [];
    const others = members.filter(([name]) => !otherMembers.includes(name) && !name.startsWith('x-'));
    return [
      without(at, `the answer ${status}`),
      ...others.map(([name, value]) => without([...at, name], `${name} ${shortText(value)}`)),
    ];
  });
}

const otherPolicies: Readonly<Record<string, string>> = { refuse: 'drop', drop: 'refuse', forward: 'drop' };

function policyBreaks({ unknown, responseValidation, errors }: JsonObject): Break[] {
  const policies = isObject(unknown) ? Object.entries(unknown) : [];
  return [
    ...policies.flatMap(([location, policy]) => {
      const other = otherPolicies[String(policy)];
      const name = `unknown ${location}`;
      return other === undefined ? [] : [instead(['unknown', location], other, { name, was: policy })];
    }),
    ...(responseValidation === 'enforce'
      ? [instead(['responseValidation'], 'report', { name: 'responseValidation', was: responseValidation })]
      : []),
    ...(errors === undefined ? [] : [without(['errors'], `errors ${shortText(errors)}`)]),
  ];
}
