import { findUsersTarget } from '../by-hand/find-users.ts';
import { upstreamOrder } from '../by-hand/place-order.ts';
import type { Library } from './outgoing.ts';

/** What the hand-written programs do with the values of a request: Ajv compiled at start, and code. */
export const handWritten: Library = { users: findUsersTarget, order: upstreamOrder };
