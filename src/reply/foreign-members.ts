// What becomes of members of an answer that nobody declares: judged on the caller's value, over the places of its schema, as
// members of requests are (docs/contract.md, "What is not declared").

import type { JsonValue } from '../codec/json-value.ts';
import type { AnswerBody } from '../contract/answer-declaration.ts';
import type { UnknownPolicy } from '../contract/contract.ts';
import { unappliedViolation, unknownViolation } from '../problem/member-violation.ts';
import { formatPointer } from '../problem/pointer.ts';
import { fitsSchema } from '../pipeline/explain/explain-value.ts';
import { compileForeignSearch } from '../pipeline/validate/unknown.ts';
import type { AnswerViolation } from './answer-violation.ts';
import { Edits } from './edits.ts';

/** What is left of a mapped value, and what was wrong with it. */
export interface KeptMembers {
  readonly value: JsonValue;
  readonly violations: readonly AnswerViolation[];
}

/** Gives back the very value where nothing foreign is in it. */
export type KeepMembers = (value: JsonValue) => KeptMembers;

const nothing: readonly AnswerViolation[] = Object.freeze([]);

/** Compiles the policy for one declared content; at most so many violations are told. */
export function compileKeepMembers(
  { schema, place }: Pick<AnswerBody, 'schema' | 'place'>,
  policy: UnknownPolicy,
  mostViolations: number,
): KeepMembers {
  if (policy === 'forward') return (value) => ({ value, violations: nothing });
  const search = compileForeignSearch(place, true);
  if (policy === 'refuse') {
    return (value) => {
      const violations: AnswerViolation[] = [];
      search(value, ({ kind, path, declared }) => {
        const at = { in: 'body' as const, name: String(path.at(-1) ?? ''), pointer: formatPointer(path) };
        if (kind === 'unapplied') violations.push(unappliedViolation(at));
        else if (kind === 'unknown') violations.push(unknownViolation({ ...at, declared, elsewhere: {} }));
        return violations.length < mostViolations;
      });
      return { value, violations };
    };
  }
  return (value) => {
    const edits = new Edits();
    let fits: boolean | undefined;
    search(value, ({ kind, path }) => {
      // Where no branch fits, members of all of them would go: a small fault would cost the caller the whole answer.
      if (kind === 'unapplied') fits ??= fitsSchema(schema, value);
      if (kind === 'unknown' || (kind === 'unapplied' && fits === true)) edits.remove(path);
      return true;
    });
    return { value: edits.isEmpty ? value : edits.apply(value), violations: nothing };
  };
}
