import { subschemasOf } from './schema-keywords.ts';
import type { SchemaNode } from './schema-node.ts';

/** A schema on the way of a search: when it was met, and the first one that it leads back to. */
interface Mark {
  readonly order: number;
  low: number;
  isOpen: boolean;
}

/** Finds the schemas that lead back to themselves. Each is searched once. Source: Tarjan, strongly connected components. */
export class RecursiveSchemas {
  readonly #marks = new Map<SchemaNode, Mark>();
  readonly #recursive = new Set<SchemaNode>();

  has(node: SchemaNode): boolean {
    if (!this.#marks.has(node)) this.#search(node);
    return this.#recursive.has(node);
  }

  /** Without recursion of its own: a long chain of schemas must not overflow the stack. */
  #search(start: SchemaNode): void {
    const open: SchemaNode[] = [];
    const way = [this.#enter(start, open)];
    for (let at = way.at(-1); at !== undefined; at = way.at(-1)) {
      const below = at.below.pop();
      if (below === undefined) {
        way.pop();
        this.#leave(at, open);
        const around = way.at(-1);
        if (around !== undefined) around.mark.low = Math.min(around.mark.low, at.mark.low);
        continue;
      }
      const mark = this.#marks.get(below);
      if (mark === undefined) way.push(this.#enter(below, open));
      else if (mark.isOpen) at.mark.low = Math.min(at.mark.low, mark.order);
      if (below === at.node) this.#recursive.add(below);
    }
  }

  #enter(node: SchemaNode, open: SchemaNode[]): { node: SchemaNode; mark: Mark; below: SchemaNode[] } {
    const order = this.#marks.size;
    const mark: Mark = { order, low: order, isOpen: true };
    this.#marks.set(node, mark);
    open.push(node);
    return { node, mark, below: subschemasOf(node) };
  }

  /** The schemas that were met since this one, and lead back to it, are a circle. */
  #leave({ node, mark }: { node: SchemaNode; mark: Mark }, open: SchemaNode[]): void {
    if (mark.low !== mark.order) return;
    const circle = open.splice(open.lastIndexOf(node));
    for (const member of circle) {
      const own = this.#marks.get(member);
      if (own !== undefined) own.isOpen = false;
      if (circle.length > 1) this.#recursive.add(member);
    }
  }
}
