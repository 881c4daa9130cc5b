import { pointerNames } from '../../contract/json-pointer.ts';
import type { BranchOption } from '../../contract/value-plan.ts';

/** How an option between branches is called: `oneOf/1`, `then`, by the title of its schema, or `any other branch`. */
export function branchText({ branches, has }: BranchOption): string {
  const names = branches.map(({ keywords, origin }) => {
    const { title } = keywords;
    if (typeof title === 'string') return title;
    const [holder = '', last = ''] = pointerNames(origin.pointer).slice(-2);
    return /^\d+$/.test(last) || holder === 'dependentSchemas' ? `${holder}/${last}` : last;
  });
  if (names.length > 0) return `branch ${names.join(' and ')}`;
  return has === undefined ? 'any other branch' : `branch with ${has}`;
}
