import type { ParsedUrlQuery } from 'node:querystring';
import { ajv } from './ajv.ts';
import { type Fault, faultsOf } from './problem.ts';
import { userPathSchema, userQuerySchema } from './schemas.ts';

export interface UserQuery {
  readonly userName: string;
  readonly age?: number;
  readonly since?: string;
  readonly tags?: readonly string[];
}

const fitsPath = ajv.compile<{ userId: number }>(userPathSchema);
const fitsQuery = ajv.compile<UserQuery>(userQuerySchema);
const integer = /^-?(?:0|[1-9]\d*)$/;

/** Validates (b) and writes it in the upstream's terms: the path and query to ask for, or every fault. */
export function findUsersTarget(userId: string | undefined, query: ParsedUrlQuery): string | Fault[] {
  const read = validUsers(userId, query);
  return Array.isArray(read) ? read : renamedTarget(read);
}

/** The validation alone, for what maps in another way. */
export function validUsers(userId: string | undefined, query: ParsedUrlQuery): UserQuery | Fault[] {
  const path = { userId: typed(userId) };
  const typedQuery = typedUsers(query);
  const pathIsRight = fitsPath(path);
  if (fitsQuery(typedQuery) && pathIsRight) return typedQuery;
  return [...faultsOf('path', fitsPath.errors), ...faultsOf('query', fitsQuery.errors)];
}

/** The texts of a query as the values that its schema speaks of. */
export const typedUsers = (query: ParsedUrlQuery): object => ({
  ...query,
  ...('age' in query && { age: typed(query['age']) }),
  ...tagsOf(query['tags']),
});

/** The rename alone, for programs whose framework has validated. */
export function renamedTarget({ userName, age, since, tags }: UserQuery): string | Fault[] {
  let target = `/api/v1/resource?username=${encodeURIComponent(userName)}`;
  if (age !== undefined) target += `&age=${age}`;
  if (since !== undefined) {
    const seconds = Math.floor(Date.parse(since) / 1000);
    // A leap second is a date-time, but none that `Date` knows.
    if (Number.isNaN(seconds)) return [noInstant];
    target += `&since=${seconds}`;
  }
  if (tags !== undefined) for (const tag of tags) target += `&tag=${encodeURIComponent(tag)}`;
  return target;
}

/** A number where the text is one; all else stays as it is, for the schema to refuse. */
export const typed = (text: string | string[] | undefined): unknown =>
  typeof text === 'string' && integer.test(text) ? Number(text) : text;

/** A list is one parameter with commas; repeated it stays no list, for the schema to refuse. */
const tagsOf = (text: string | string[] | undefined): { tags?: unknown } =>
  text === undefined ? {} : { tags: typeof text === 'string' ? text.split(',') : String(text) };

const noInstant: Fault = {
  in: 'query',
  pointer: '/since',
  code: 'format',
  detail: 'query /since: is no instant',
};
