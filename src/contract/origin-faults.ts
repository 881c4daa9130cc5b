import { isObject } from '../codec/json-type.ts';
import type { JsonValue } from '../codec/json-value.ts';
import { isContentless } from '../http/status.ts';
import { isStatus } from './answer-choice.ts';
import type { AnswerHeaders } from './answer-declaration.ts';
import type { Fault } from './finding.ts';

/** What is written of one way from an answer of the upstream's to a declared one. */
export interface OriginFacts {
  /** The caller's status: the key under `responses`. */
  readonly key: string;
  /** The upstream's. */
  readonly status: string;
  readonly when: JsonValue | undefined;
  /** The declared answer has `content`. */
  readonly hasContent: boolean;
  readonly headers: AnswerHeaders | undefined;
}

/** Statuses that answer what the caller itself asked by its header fields, or that belong to the connection. */
const bound: ReadonlyMap<string, string> = new Map([
  ['206', 'it answers a range that the caller asked for'],
  ['304', 'it answers a condition that the caller asked'],
  ['407', 'it belongs to the connection'],
  ['412', 'it answers a condition that the caller asked'],
  ['416', 'it answers a range that the caller asked for'],
  ['426', 'it belongs to the connection'],
]);

/** Statuses that say nothing without a field. Source: RFC 9110, sections 15.5.2 and 15.5.6. */
const needsField: ReadonlyMap<string, string> = new Map([
  ['401', 'WWW-Authenticate'],
  ['405', 'Allow'],
]);

/** What is wrong with one origin, as far as it can be seen for itself. */
export function originFault(facts: OriginFacts): Fault | undefined {
  return classFault(facts) ?? boundFault(facts) ?? conditionFault(facts) ?? contentFault(facts) ?? fieldFault(facts);
}

function classFault({ key, status }: OriginFacts): Fault | undefined {
  if (!key.endsWith('XX') || status === key || isStatus(key, Number(status))) return undefined;
  return {
    rule: 'answer-status',
    message: `nobody can say which status of \`${key}\` an answer with \`${status}\` of the upstream gets`,
    cure: 'write the one status that callers get as the name under `responses`',
  };
}

function boundFault({ key, status }: OriginFacts): Fault | undefined {
  if (key === status) return undefined;
  const one = bound.has(key) ? key : status;
  const reason = bound.get(one);
  if (reason === undefined) return undefined;
  return {
    rule: 'answer-status',
    message: `\`${one}\` cannot be made from another status, nor another from it: ${reason}`,
    cure: 'choose another status, or leave it out: what is not declared is passed on',
  };
}

function conditionFault({ status, when }: OriginFacts): Fault | undefined {
  if (when === undefined) return undefined;
  if (isContentless(Number(status)) || status === '206') {
    return {
      rule: 'answer-condition',
      message: `an answer with status ${status} has no whole content, so that the condition holds for none`,
      cure: 'leave the `when` out',
    };
  }
  const isEmpty = when === true || (isObject(when) && Object.keys(when).length === 0);
  if (!isEmpty && when !== false) return undefined;
  return {
    rule: 'answer-condition',
    message: isEmpty ? 'the condition holds for every JSON' : 'the condition holds for no answer',
    cure: isEmpty
      ? 'leave the `when` out, or say what tells these answers apart: `{ "required": ["error"] }`'
      : 'say what tells these answers apart: `{ "required": ["error"] }`',
  };
}

function contentFault({ status, hasContent }: OriginFacts): Fault | undefined {
  if (!hasContent || !isContentless(Number(status))) return undefined;
  return {
    rule: 'answer-content',
    message: `an answer of the upstream with status ${status} has no content that this one's could be made from`,
    cure: 'leave `content` out',
  };
}

function fieldFault({ key, status, headers }: OriginFacts): Fault | undefined {
  const field = needsField.get(key);
  if (field === undefined || isStatus(status, Number(key))) return undefined;
  if (headers?.fields.some(({ name }) => name.toLowerCase() === field.toLowerCase()) === true) return undefined;
  return {
    rule: 'answer-field',
    severity: 'warning',
    message: `an answer with status ${key} must carry \`${field}\`, which the upstream has no reason to send with ${status}`,
    cure: `declare \`${field}\` under \`headers\` with an \`x-upstream\` that says where it comes from, or choose another status`,
  };
}
