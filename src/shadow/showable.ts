import type { Operation } from '../contract/contract.ts';
import { isPrivateLocation, type Location } from '../http/location.ts';
import { compileSourceOf, isInsensitive } from './value-source.ts';

/** Whether a value of an outgoing request may be shown; `path` leads from the values of its location. */
export type Showable = (location: Location, path: readonly string[]) => boolean;

/**
 * Decides which values that one operation sends may be shown: those of the caller's path, query and body that it declares, and
 * that neither it nor the operation that it is compared with calls sensitive.
 */
export function compileShowable(operation: Operation, other: Operation): Showable {
  const sourceOf = compileSourceOf(operation);
  return (location, path) => {
    const source = sourceOf(location, path);
    // Headers and cookies carry credentials.
    if (source === undefined || isPrivateLocation(source.in)) return false;
    return isInsensitive(operation, source) && isInsensitive(other, source);
  };
}
