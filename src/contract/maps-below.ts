import { subschemasOf } from './schema-keywords.ts';
import type { SchemaNode } from './schema-node.ts';

/** Finds the schemas below which an `x-upstream` stands, references followed; each is searched once. */
export class MapsBelow {
  readonly #known = new Map<SchemaNode, boolean>();

  /** Whether the schema, or one that it leads to, holds an `x-upstream`. */
  has(start: SchemaNode): boolean {
    const known = this.#known.get(start);
    if (known !== undefined) return known;
    const reached = new Set([start]);
    let found = false;
    for (const node of reached) {
      found = node.keywords['x-upstream'] !== undefined || this.#known.get(node) === true;
      if (found) break;
      for (const below of subschemasOf(node)) if (!isSilent(node, below)) reached.add(below);
    }
    // What leads to nothing leads to nothing from each schema on the way.
    for (const node of found ? [start] : reached) this.#known.set(node, found);
    return found;
  }
}

/** What these describe is never sent; a mapping in them is a finding. */
const isSilent = (node: SchemaNode, below: SchemaNode): boolean =>
  below === node.not || below === node.contains || below === node.propertyNames;
