import type { Operation } from '../../contract/contract.ts';
import type { SchemaNode } from '../../contract/schema-node.ts';
import { isJsonMediaType, parseMediaType } from '../../http/media-type.ts';

/**
 * What a contract says of an operation's successful answers: `json` always has JSON, `optional` has JSON or no content,
 * `none` has no content, and `any` is not declared.
 */
export type AnswerKind = 'json' | 'optional' | 'none' | 'any';

/** The kind of an operation's successful answers, and what they hold. */
export interface DeclaredAnswer {
  readonly kind: AnswerKind;
  /** The schemas of all successful statuses' JSON; empty for `none` and `any`. */
  readonly schemas: readonly SchemaNode[];
}

/** Reads the declared 2xx answers, or `default` where no 2xx is declared. A medium that is not JSON makes it `any`. */
export function declaredAnswer(operation: Operation): DeclaredAnswer {
  const statuses = Object.keys(operation.responses);
  const successes = statuses.filter((status) => status.startsWith('2'));
  const chosen = successes.length > 0 ? successes : statuses.filter((status) => status === 'default');
  const contents = chosen.map((status) => operation.responses[status]?.content ?? new Map<string, SchemaNode>());
  const areJson = contents.every((content) => [...content.keys()].every(isJson));
  if (contents.length === 0 || !areJson) {
    return { kind: 'any', schemas: [] };
  }
  const schemas = contents.flatMap((content) => [...content.values()]);
  if (schemas.length === 0) {
    return { kind: 'none', schemas };
  }
  return { kind: contents.some((content) => content.size === 0) ? 'optional' : 'json', schemas };
}

function isJson(mediaType: string): boolean {
  const parsed = parseMediaType(mediaType);
  return parsed !== undefined && isJsonMediaType(parsed.essence);
}
