import type { ArrowEnd, MappingArrow } from '../../../../src/inspector/protocol-contracts.ts';

/** An end of an arrow, from `query userName` or `body /lines/0`. */
export function end(words: string, more: Partial<ArrowEnd> = {}): ArrowEnd {
  const [location = '', rest = ''] = words.split(/ (.*)/s);
  const isBody = location === 'body';
  return {
    in: location as ArrowEnd['in'],
    name: isBody ? '' : rest,
    pointer: isBody ? rest : '',
    type: 'string',
    isRequired: false,
    isSensitive: false,
    isDeprecated: false,
    ...more,
  };
}

/** A rule that sends a value on. */
export function value(from: string, to: string, more: Partial<MappingArrow> = {}): MappingArrow {
  return { kind: 'value', from: end(from), to: end(to), codecs: [], reasons: [], ...more };
}

/** A rule of what the contract adds. */
export function added(kind: 'constant' | 'secret' | 'from' | 'template', text: string, to: string): MappingArrow {
  return { kind: 'added', to: end(to), source: { kind, text }, codecs: [], reasons: [] };
}

export const dropped = (from: string): MappingArrow => ({ kind: 'dropped', from: end(from), codecs: [], reasons: [] });
export const unfilled = (to: string): MappingArrow => ({ kind: 'unfilled', to: end(to), codecs: [], reasons: [] });

/** The rules of an operation of the `Users` example. */
export const userRules: readonly MappingArrow[] = [
  added('constant', 'constant "2"', 'query v'),
  added('secret', 'secret USERS_API_KEY', 'header x-api-key'),
  value('query userName', 'query username', { from: end('query userName', { isRequired: true }) }),
  value('query age', 'query age', { from: end('query age', { type: 'integer' }) }),
  value('query since', 'query since_ts', { codecs: ['unix-seconds'] }),
  value('query tags', 'query tag', { from: end('query tags', { type: 'array' }), reasons: ['written pipeDelimited'] }),
  value('query status', 'query status', { codecs: ['values'], reasons: ['default "active"'] }),
  value('query trace', 'header X-Debug', { codecs: ['words'] }),
  dropped('query campaign'),
  unfilled('query page_token'),
];
