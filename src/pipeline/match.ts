import type { Operation } from '../contract/contract.ts';

/** What is looked at of an operation. */
export type Routed = Pick<Operation, 'method' | 'segments'>;

/** The operations at the end of one path, by method. */
interface Leaf<T> {
  readonly byMethod: Map<string, T>;
}

interface Branch<T> {
  readonly literals: Map<string, Branch<T>>;
  parameter: Branch<T> | undefined;
  leaf: Leaf<T> | undefined;
}

/** What a method and a path lead to: an operation, a path with other methods, or nothing. */
export type RouteMatch<T> =
  | { readonly kind: 'operation'; readonly operation: T; readonly pathValues: readonly string[] }
  | { readonly kind: 'method'; readonly allow: readonly string[] }
  | { readonly kind: 'none' };

const none = { kind: 'none' } as const;

/**
 * Compiles the search for the operation of a request.
 *
 * Promise: literal segments win over parameters, segment by segment; case and a trailing slash count; segments are
 * compared as they were sent, and a parameter's segment is handed on undecoded. `HEAD` is served by the `GET`
 * operation where no other is declared (RFC 9110, section 9.3.2).
 */
export function compileMatch<T extends { readonly operation: Routed }>(
  operations: readonly T[],
): (method: string, url: string) => RouteMatch<T> {
  const root = emptyBranch<T>();
  for (const compiled of operations) insert(root, compiled);
  return (method, url) => {
    const end = url.indexOf('?');
    const segments = (end < 0 ? url : url.slice(0, end)).split('/');
    if (segments[0] !== '') return none;
    const values: string[] = [];
    const leaves: Leaf<T>[] = [];
    const found = search(root, 1, { segments, method, values, leaves });
    if (found !== undefined) return { kind: 'operation', operation: found, pathValues: values };
    return leaves.length === 0 ? none : { kind: 'method', allow: allowed(leaves) };
  };
}

interface Search<T> {
  readonly segments: readonly string[];
  readonly method: string;
  readonly values: string[];
  /** Paths that match for other methods. */
  readonly leaves: Leaf<T>[];
}

function search<T>(branch: Branch<T>, depth: number, at: Search<T>): T | undefined {
  const segment = at.segments[depth];
  if (segment === undefined) {
    if (branch.leaf === undefined) return undefined;
    const found = methodOf(branch.leaf, at.method);
    if (found === undefined) at.leaves.push(branch.leaf);
    return found;
  }
  const literal = branch.literals.get(segment);
  const found = literal === undefined ? undefined : search(literal, depth + 1, at);
  // An empty segment is no value of a parameter, so that `/users/` is not `/users/{userId}`.
  if (found !== undefined || branch.parameter === undefined || segment === '') return found;
  at.values.push(segment);
  const below = search(branch.parameter, depth + 1, at);
  if (below === undefined) at.values.pop();
  return below;
}

function methodOf<T>(leaf: Leaf<T>, method: string): T | undefined {
  return leaf.byMethod.get(method) ?? (method === 'HEAD' ? leaf.byMethod.get('GET') : undefined);
}

function allowed<T>(leaves: readonly Leaf<T>[]): string[] {
  const methods = new Set(leaves.flatMap((leaf) => [...leaf.byMethod.keys()]));
  if (methods.has('GET')) methods.add('HEAD');
  return [...methods].sort();
}

function insert<T extends { readonly operation: Routed }>(root: Branch<T>, compiled: T): void {
  let branch = root;
  for (const segment of compiled.operation.segments) {
    if (segment.kind === 'parameter') {
      branch.parameter ??= emptyBranch();
      branch = branch.parameter;
      continue;
    }
    let next = branch.literals.get(segment.text);
    if (next === undefined) {
      next = emptyBranch();
      branch.literals.set(segment.text, next);
    }
    branch = next;
  }
  branch.leaf ??= { byMethod: new Map() };
  if (!branch.leaf.byMethod.has(compiled.operation.method)) {
    branch.leaf.byMethod.set(compiled.operation.method, compiled);
  }
}

const emptyBranch = <T>(): Branch<T> => ({ literals: new Map(), parameter: undefined, leaf: undefined });
