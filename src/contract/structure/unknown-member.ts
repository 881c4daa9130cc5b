import { nearestName } from '../../problem/suggestion.ts';
import type { Fault } from '../finding.ts';
import { isOwnKeyword, isStreamMember, nearestKeyword } from './extension-name.ts';
import { habits } from './habits.ts';
import type { MetaSchema } from './meta-schema.ts';
import { unbuiltMembers } from './unbuilt.ts';

/** A member that its object does not have. */
export interface UnknownMember {
  readonly name: string;
  readonly value: unknown;
  /** The title of the object's definition. */
  readonly kind: string;
  /** Where the object stands. */
  readonly pointer: string;
}

/** How an object of the format is called in a sentence. */
const phrases: ReadonlyMap<string, string> = new Map([
  ['Contract', 'the root of a contract'],
  ['Upstream defaults', '`upstream`'],
  ['Upstream', '`upstream`'],
  ['Operation', 'an operation'],
  ['Schema', 'a schema'],
  ['Mapping', '`x-upstream`'],
  ['Alias', '`x-alias`'],
  ['Deprecation', 'a deprecation'],
  ['Body', '`body`'],
  ['Timeouts', '`timeouts`'],
  ['Retry', '`retry`'],
  ['Deadline field', '`deadlineHeader`'],
  ['Unknown', '`unknown`'],
  ['Added value', 'an added value'],
  ['Security scheme', 'a security scheme'],
  ['Rate limit', 'a rate limit'],
  ['Operation rate limit', 'a rate limit of an operation'],
  ['Expectation', '`expects`'],
  ['Expected schema', 'a schema of `expects`'],
  ['Response', 'a response'],
  ['Name rule', 'an entry of `names`'],
  ['Upstream answer', 'an answer of the upstream'],
  ['Event stream', 'an event stream'],
  ['Example', 'an example'],
  ['Example request', "an example's `request`"],
  ['Example outgoing request', "an example's `sends`"],
  ['Example violations', 'a list of violations'],
  ['Example answer', "an example's `answer`"],
  ['Example gets', "an example's `gets`"],
  ['Words', '`words`'],
]);

/** `an operation` for the kind `Operation`. */
export function phraseOf(kind: string): string {
  return phrases.get(kind) ?? 'this object';
}

/**
 * Says what to do about a member that is not known where it stands: not built yet, called otherwise here, at home
 * elsewhere, or misspelt.
 */
export function unknownMemberFault(member: UnknownMember, meta: MetaSchema): Fault {
  const { name, kind } = member;
  const key = `${kind}.${name}`;
  const unbuilt = unbuiltMembers.get(key);
  if (unbuilt !== undefined) return notBuiltFault(name, unbuilt);
  const message =
    kind === 'Schema'
      ? `\`${name}\` is no keyword of a contract's schemas`
      : `\`${name}\` is no member of ${phraseOf(kind)}`;
  const known = [...meta.membersOf(kind).keys()];
  const cure =
    parameterCure(member) ??
    habits.get(key) ??
    misspeltCure(name, known) ??
    misplacedCure(name, meta) ??
    listCure(kind, known);
  return { rule: 'unknown-member', message, cure };
}

/** The fault of a member that the format will have, and this version does not build. */
function notBuiltFault(name: string, cure: string): Fault {
  return { rule: 'not-built', message: `\`${name}\` is not built in this version`, cure };
}

/** The fault of an `x-` name that is ours in the wrong place, or nearly one of ours. */
export function extensionFault(name: string): Fault {
  const unbuilt = unbuiltMembers.get(`Schema.${name}`);
  if (unbuilt !== undefined) return notBuiltFault(name, unbuilt);
  if (isStreamMember(name)) {
    return {
      rule: 'unknown-member',
      message: `\`${name}\` is a member of a declared event stream, and this is none`,
      cure: 'write it under `text/event-stream` in the `content` of an answer; other streams have one schema for all records',
    };
  }
  const near = nearestKeyword(name);
  if (isOwnKeyword(name) || near === undefined) {
    return {
      rule: 'unknown-member',
      message: `\`${name}\` is a keyword of schemas, and this is none`,
      cure: 'move it into the schema of the value that it speaks of',
    };
  }
  return {
    rule: 'extension-near-miss',
    message: `\`${name}\` is nearly one of our keywords, and would be ignored`,
    cure: `did you mean \`${near}\`?`,
  };
}

/** A parameter that was declared directly under its location. */
function parameterCure({ name, value, pointer }: UnknownMember): string | undefined {
  const location = /^\/operations\/[^/]+\/(path|query|headers|cookies)$/.exec(pointer)?.[1];
  if (location === undefined || typeof value !== 'object' || value === null) return undefined;
  return `declare the parameter under \`properties\`: \`"${location}": { "properties": { "${name}": ... } }\``;
}

function misspeltCure(name: string, known: readonly string[]): string | undefined {
  const near = nearestName(name, known);
  return near === undefined ? undefined : `did you mean \`${near}\`?`;
}

function misplacedCure(name: string, meta: MetaSchema): string | undefined {
  const homes = [...new Set(meta.kindsWith(name).map(phraseOf))];
  return homes.length === 0 || homes.length > 3 ? undefined : `it belongs in ${homes.join(' or ')}`;
}

function listCure(kind: string, known: readonly string[]): string {
  if (kind === 'Schema') {
    return 'declare members of an object under `properties`; keywords of other tools begin with `x-`';
  }
  return known.length === 0 ? 'leave it out' : `known here: ${known.map((name) => `\`${name}\``).join(', ')}`;
}
