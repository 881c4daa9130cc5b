import { nearestName } from '../../problem/suggestion.ts';

/** Members of a declared event stream. */
const streamMembers: readonly string[] = ['x-events', 'x-drop-events', 'x-other-events'];

/** Our own keywords, those included that this version does not build. */
const ownKeywords: readonly string[] = [
  'x-upstream',
  'x-style',
  'x-explode',
  'x-sensitive',
  'x-hint',
  'x-branches',
  'x-alias',
  'x-deprecated',
  'x-file',
  ...streamMembers,
];

/** Whether a name is one of our keywords, exactly. */
export function isOwnKeyword(name: string): boolean {
  return ownKeywords.includes(name);
}

/** Whether a name belongs to a declared event stream. */
export function isStreamMember(name: string): boolean {
  return streamMembers.includes(name);
}

/** Whether a name that begins with `x-` belongs to another tool: it is none of ours, and no near miss of one. */
export function isExtensionName(name: string): boolean {
  return !isOwnKeyword(name) && nearestKeyword(name) === undefined;
}

/** The keyword of ours that a name most likely means. */
export function nearestKeyword(name: string): string | undefined {
  return nearestName(name, ownKeywords);
}
