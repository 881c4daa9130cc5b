import { isObject } from '../../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import type { AliasMove } from '../../contract/ageing-place.ts';
import { childOf } from '../../contract/json-pointer.ts';

/** The moves that were made in each object of a settled body. */
export type BodyMoves = Map<JsonObject, readonly AliasMove[]>;

/** Tells where the caller wrote the values of a body whose older names were settled. */
export class OlderPlaces {
  readonly #root: JsonValue;
  readonly #moves: BodyMoves;

  constructor(root: JsonValue, moves: BodyMoves) {
    this.#root = root;
    this.#moves = moves;
  }

  /** Whether nothing was moved at all. */
  get none(): boolean {
    return this.#moves.size === 0;
  }

  /** The way as the caller wrote it, from the way as the contract names it. */
  pathOf(path: readonly string[]): string[] {
    const written: string[] = [];
    let at: JsonValue | undefined = this.#root;
    let depth = 0;
    while (depth < path.length) {
      const move = this.#moveAt(at, path.slice(depth));
      const steps = move?.to ?? path.slice(depth, depth + 1);
      written.push(...(move?.from ?? steps));
      for (const step of steps) at = at === undefined ? undefined : childOf(at, step);
      depth += steps.length;
    }
    return written;
  }

  #moveAt(value: JsonValue | undefined, path: readonly string[]): AliasMove | undefined {
    const moves = isObject(value) ? this.#moves.get(value) : undefined;
    return moves?.find(({ to }) => to.every((name, index) => path[index] === name));
  }
}
