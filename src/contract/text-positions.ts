import { type MemberNode, type ObjectNode, parse, type ValueNode } from '@humanwhocodes/momoa';
import type { Position } from './authored-document.ts';
import { pointerNames, pointerTo } from './json-pointer.ts';

/** A member that its object has twice. */
export interface DuplicateMember {
  readonly pointer: string;
  readonly name: string;
  readonly first: Position;
  readonly second: Position;
}

/**
 * The lines and columns of a JSON text, found by JSON Pointer.
 *
 * The text is parsed into a tree at the first question: a contract without faults never pays for it. The tree is some fifty
 * times as large as the text, so that it may go again once the questions are over.
 */
export class TextPositions {
  readonly #text: () => string;
  #root: WeakRef<ValueNode> | undefined;
  /** The members of objects that were asked for; a search through them would make many findings slow. */
  readonly #members = new WeakMap<ObjectNode, ReadonlyMap<string, MemberNode>>();

  /** `text` is asked at the first question, and must give JSON: `JSON.parse` accepts it. */
  constructor(text: () => string) {
    this.#text = text;
  }

  /** The place of a member's name, of a list's item, or of the whole; `undefined` when nothing stands at the pointer. */
  locate(pointer: string): Position | undefined {
    let node: ValueNode = this.#tree();
    let position: Position = node.loc.start;
    for (const name of pointerNames(pointer)) {
      const child = this.#child(node, name);
      if (child === undefined) return undefined;
      node = child.value;
      position = child.position;
    }
    return { line: position.line, column: position.column };
  }

  /** Every member that repeats the name of another member of its object, in the order of the text. */
  duplicates(): DuplicateMember[] {
    const found: DuplicateMember[] = [];
    collectDuplicates(this.#tree(), '', found);
    return found.sort((a, b) => a.second.line - b.second.line || a.second.column - b.second.column);
  }

  #child(node: ValueNode, name: string): { value: ValueNode; position: Position } | undefined {
    if (node.type === 'Array') {
      const element = node.elements[Number(name)];
      return element && { value: element.value, position: element.value.loc.start };
    }
    if (node.type !== 'Object') return undefined;
    const member = this.#membersOf(node).get(name);
    return member && { value: member.value, position: member.name.loc.start };
  }

  /** Of two equal names the last one counts, which is the one that JSON.parse keeps. */
  #membersOf(node: ObjectNode): ReadonlyMap<string, MemberNode> {
    const known = this.#members.get(node) ?? new Map(node.members.map((member) => [nameOf(member), member]));
    this.#members.set(node, known);
    return known;
  }

  #tree(): ValueNode {
    const known = this.#root?.deref();
    if (known !== undefined) return known;
    const { body } = parse(this.#text(), { mode: 'json' });
    this.#root = new WeakRef(body);
    return body;
  }
}

function collectDuplicates(node: ValueNode, pointer: string, found: DuplicateMember[]): void {
  if (node.type === 'Array') {
    for (const [index, element] of node.elements.entries()) {
      collectDuplicates(element.value, pointerTo(pointer, index), found);
    }
  }
  if (node.type !== 'Object') return;
  const seen = new Map<string, Position>();
  for (const member of node.members) {
    const name = nameOf(member);
    const below = pointerTo(pointer, name);
    const first = seen.get(name);
    if (first === undefined) seen.set(name, member.name.loc.start);
    else found.push({ pointer: below, name, first, second: member.name.loc.start });
    collectDuplicates(member.value, below, found);
  }
}

const nameOf = ({ name }: MemberNode): string => (name.type === 'String' ? name.value : name.name);
