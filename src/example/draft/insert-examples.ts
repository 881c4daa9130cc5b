import { type MemberNode, type ObjectNode, parse, type ValueNode } from '@humanwhocodes/momoa';
import type { JsonObject } from '../../codec/json-value.ts';
import { formatJson, type JsonLayout } from './format-json.ts';

/** What is put into a text, and where. */
interface Insertion {
  readonly offset: number;
  readonly text: string;
}

/**
 * Puts examples into the text of a contract, behind those that operations have already. Nothing else of the text changes.
 *
 * In:  a text that is a contract, and new examples by the name of their operation.
 */
export function insertExamples(text: string, added: ReadonlyMap<string, readonly JsonObject[]>): string {
  const operations = objectAt(parse(text, { mode: 'json' }).body, 'operations');
  const insertions = [...added].flatMap(([name, examples]): Insertion[] => {
    const operation = operations && objectAt(operations, name);
    return operation === undefined || examples.length === 0 ? [] : [insertion(text, operation, examples)];
  });
  // From behind, so that an earlier place stays where it is.
  const ordered = [...insertions].sort((a, b) => b.offset - a.offset);
  return ordered.reduce((whole, { offset, text: piece }) => whole.slice(0, offset) + piece + whole.slice(offset), text);
}

function insertion(text: string, operation: ObjectNode, examples: readonly JsonObject[]): Insertion {
  const present = memberOf(operation, 'examples')?.value;
  const last = operation.members.at(-1);
  if (last === undefined) throw new Error('an operation of a contract has members');
  const layout = layoutOf(text, operation, last);
  const item = { ...layout, indent: layout.indent + layout.unit };
  const items = examples.map((example) => item.indent + formatJson(example, item)).join(`,${item.lineBreak}`);
  if (present?.type !== 'Array') {
    const list = `"examples": [${layout.lineBreak}${items}${layout.lineBreak}${layout.indent}]`;
    return { offset: last.loc.end.offset, text: `,${layout.lineBreak}${layout.indent}${list}` };
  }
  const end = present.elements.at(-1);
  if (end !== undefined) return { offset: end.loc.end.offset, text: `,${item.lineBreak}${items}` };
  return {
    offset: present.loc.start.offset + 1,
    text: `${layout.lineBreak}${items}${layout.lineBreak}${layout.indent}`,
  };
}

/** The layout of the members of an operation. */
function layoutOf(text: string, operation: ObjectNode, last: MemberNode): JsonLayout {
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
  const indent = indentAt(text, last.loc.start.offset);
  const outer = indentAt(text, operation.loc.start.offset);
  const unit = indent.length > outer.length ? indent.slice(outer.length) : '  ';
  return { indent: indent.length > outer.length ? indent : outer + unit, unit, lineBreak };
}

/** The blanks with which the line of an offset begins. */
function indentAt(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? '';
}

function objectAt(node: ValueNode, name: string): ObjectNode | undefined {
  const value = node.type === 'Object' ? memberOf(node, name)?.value : undefined;
  return value?.type === 'Object' ? value : undefined;
}

const memberOf = ({ members }: ObjectNode, name: string): MemberNode | undefined =>
  members.find((member) => member.name.type === 'String' && member.name.value === name);
