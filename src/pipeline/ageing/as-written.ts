import { underOlderName } from '../../problem/older-name.ts';
import { formatPointer, parsePointer } from '../../problem/pointer.ts';
import type { Violation } from '../../problem/violation.ts';
import type { OlderPlaces } from './older-places.ts';
import type { AppliedAlias } from './parameter-ageing.ts';

/** What a request sent under older names. */
export interface OlderNames {
  readonly aliases: readonly AppliedAlias[];
  /** `undefined` where the body has no such names. */
  readonly body: OlderPlaces | undefined;
}

/** Says of every violation where the caller wrote the value, in place of where the contract has it now. */
export function asWritten(violations: readonly Violation[], { aliases, body }: OlderNames): readonly Violation[] {
  if (aliases.length === 0 && (body === undefined || body.none)) return violations;
  return violations.map((violation) =>
    violation.in === 'body' ? inBody(violation, body) : inParameter(violation, aliases),
  );
}

function inParameter(violation: Violation, aliases: readonly AppliedAlias[]): Violation {
  const [first, ...rest] = parsePointer(violation.pointer);
  const alias = aliases.find(({ current }) => current.in === violation.in && current.name === first);
  // A name that is sent twice has its value under the current one.
  if (alias === undefined) return violation;
  const { in: location, name } = alias.older;
  return underOlderName(violation, { in: location, name, pointer: formatPointer([name, ...rest]) });
}

function inBody(violation: Violation, body: OlderPlaces | undefined): Violation {
  const path = parsePointer(violation.pointer);
  const written = body?.pathOf(path);
  if (written === undefined || written.join('/') === path.join('/')) return violation;
  return underOlderName(violation, { in: 'body', name: written.at(-1) ?? '', pointer: formatPointer(written) });
}
