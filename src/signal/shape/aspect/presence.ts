import { type JsonType, typeOf } from '../../../codec/json-type.ts';
import type { JsonValue } from '../../../codec/json-value.ts';
import { isUnsetText } from '../../../problem/unset-text.ts';
import { type AspectMeasure, type Level, notAsked } from '../variable.ts';

/** What is known of a value before any request. */
export interface PresenceFacts {
  /** Empty: any. */
  readonly types: readonly JsonType[];
  readonly isRequired: boolean;
  /** Nothing but presence and type is looked at: for sensitive values, and where another aspect knows them better. */
  readonly isCoarse: boolean;
}

type Kind = 'absent' | 'empty' | 'unset' | 'true' | 'false' | 'boolean' | JsonType;

/**
 * Whether a value is there, and of which type: absent, empty (a text or list of nothing), a text that programs write for a
 * value that they do not have (`None`), else its type.
 */
export function presenceOf(facts: PresenceFacts): AspectMeasure {
  const kinds = kindsOf(facts);
  const levels: Level[] = [notAsked, ...kinds.map(levelOfKind)];
  const indexes = new Map(kinds.map((kind, index) => [kind, index + 1]));
  const kindOf = facts.isCoarse ? coarseKind : fineKind;
  return {
    aspect: 'presence',
    levels,
    isOrdered: false,
    levelOf: (value) => indexes.get(value === undefined ? 'absent' : kindOf(value)) ?? 0,
  };
}

function kindsOf({ types, isRequired, isCoarse }: PresenceFacts): Kind[] {
  const any = types.length === 0;
  const may = (...names: JsonType[]): boolean => any || names.some((name) => types.includes(name));
  const kinds: Kind[] = isRequired ? [] : ['absent'];
  if (may('null')) kinds.push('null');
  if (may('boolean')) kinds.push(...(isCoarse ? (['boolean'] as const) : (['true', 'false'] as const)));
  if (may('integer', 'number')) kinds.push('integer');
  if (may('number')) kinds.push('number');
  if (may('string', 'array') && !isCoarse) kinds.push('empty');
  if (may('string')) kinds.push(...(isCoarse ? (['string'] as const) : (['unset', 'string'] as const)));
  if (may('array')) kinds.push('array');
  if (may('object')) kinds.push('object');
  return kinds;
}

const coarseKind = (value: JsonValue): Kind => typeOf(value);

function fineKind(value: JsonValue): Kind {
  if (typeof value === 'string') {
    if (value === '') return 'empty';
    return isUnsetText(value) ? 'unset' : 'string';
  }
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  return Array.isArray(value) && value.length === 0 ? 'empty' : typeOf(value);
}

function levelOfKind(kind: Kind): Level {
  if (kind === 'true' || kind === 'false') return { is: kind, value: kind === 'true' };
  return kind === 'null' ? { is: kind, value: null } : { is: kind };
}
