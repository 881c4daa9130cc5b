import { createBareObject } from '../bare-object.ts';
import { canonicalText } from '../canonical-text.ts';
import { CodecRefusal } from '../codec.ts';
import type { CodecInput, CodecKind, CodecTools, Conversion } from '../codec-kind.ts';
import { isObject } from '../json-type.ts';
import type { JsonArray, JsonObject, JsonValue } from '../json-value.ts';
import { refuseType } from '../value-words.ts';
import { isFlag, isMemberName, objectOf, refuseArgument } from './argument.ts';
import { inverse } from './inverse.ts';
import { checkMember } from './members.ts';

/** Which list an item belongs to. */
interface Partition {
  /** The items' member that decides. */
  readonly by: string;
  /** The list's name by the canonical text of the member's value. */
  readonly lists: ReadonlyMap<string, string>;
  /** The list of all other items; without it they are refused. */
  readonly others: string | undefined;
  /** The names of the lists, in the order in which they follow each other. */
  readonly names: readonly string[];
  /** Items must come list by list, so that nothing of their order is lost. */
  readonly inOrder: boolean;
  readonly keepsEmpty: boolean;
  /** An upstream's list that is null holds no items, as in `{ "content": null, "tool_calls": [...] }`. */
  readonly readsNull: boolean;
}

const argument =
  'the member that decides, its values by list, and the list of the others: { "by": "role", "into": { "system": "system", "tools": ["tool", "function"] }, "others": "messages" }; with "inOrder": true and "empty": true';
const examplePartition = { by: 'role', into: { system: 'system' }, others: 'messages' };

/** A list to an object of lists, by what a member of each item says. */
export const partition: CodecKind = {
  name: 'partition',
  summary:
    'a list as an object of lists, each item in the list that a member of it decides; lossy, unless `inOrder` refuses items that do not come list by list',
  argument,
  takes: ['array'],
  example: {
    specification: { partition: examplePartition },
    input: { types: ['array'] },
    caller: [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Hi' },
    ],
    upstream: { system: [{ role: 'system', content: 'Be brief.' }], messages: [{ role: 'user', content: 'Hi' }] },
  },
  compile(written, { items = { types: [] } }, tools) {
    const read = readPartition(written, 'partition', tools);
    if (read === undefined) return undefined;
    checkDecider(read, items, tools);
    return partitioned({ ...read, readsNull: true });
  },
};

/** An object of lists to one list. */
export const unpartition: CodecKind = {
  name: 'unpartition',
  summary:
    'an object of lists as one list, in the order of the lists; an item in a list that is not its own is refused',
  argument,
  takes: ['object'],
  example: {
    specification: { unpartition: examplePartition },
    input: { types: ['object'] },
    caller: { system: [{ role: 'system', content: 'Be brief.' }], messages: [{ role: 'user', content: 'Hi' }] },
    upstream: [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Hi' },
    ],
  },
  compile(written, _input, tools) {
    const read = readPartition(written, 'unpartition', tools);
    if (read === undefined) return undefined;
    const lossy = read.keepsEmpty ? undefined : 'lists without items';
    return inverse(partitioned({ ...read, inOrder: false }), { produces: 'array', partial: true, lossy });
  },
};

function readPartition(written: JsonValue, codec: string, tools: CodecTools): Partition | undefined {
  const { by, into, others, inOrder, empty } = objectOf(written, ['by', 'into', 'others', 'inOrder', 'empty']) ?? {};
  const declared = isObject(into) ? Object.entries(into) : [];
  const isFit = isMemberName(by) && declared.length > 0 && declared.every(([name]) => isMemberName(name));
  if (!isFit || (others !== undefined && !isMemberName(others)) || !isFlag(inOrder) || !isFlag(empty)) {
    return refuseArgument(tools, 'it does not say by which member into which lists', { [codec]: examplePartition });
  }
  const lists = new Map<string, string>();
  for (const [name, values] of declared) {
    for (const value of Array.isArray(values) ? values : [values]) {
      const text = canonicalText(value);
      if (lists.has(text)) return refuseArgument(tools, `${text} leads into two lists`, { [codec]: examplePartition });
      lists.set(text, name);
    }
  }
  const names = [...new Set([...declared.map(([name]) => name), ...(others === undefined ? [] : [others])])];
  return { by, lists, others, names, inOrder: inOrder === true, keepsEmpty: empty === true, readsNull: false };
}

/** A member that the items cannot have decides nothing, and a value that it can have needs a list. */
function checkDecider({ by, lists, others }: Partition, items: CodecInput, tools: CodecTools): void {
  checkMember({ name: by, holder: 'the items have', path: ['by'] }, items, tools);
  if (others !== undefined) return;
  for (const value of items.members?.byName.get(by)?.enumeration ?? []) {
    if (lists.has(canonicalText(value))) continue;
    const message = `an item whose \`${by}\` is ${JSON.stringify(value)} has no list`;
    tools.report({
      path: ['into'],
      rule: 'codec-values',
      message,
      cure: 'give it a list, or name a list for `others`',
    });
  }
}

function partitioned(plan: Partition): Conversion {
  const { names, inOrder } = plan;
  return {
    produces: 'object',
    partial: true,
    lossy: inOrder || names.length === 1 ? undefined : 'the order of items of different lists',
    makes: names,
    makesAll: plan.keepsEmpty,
    encode: (value) => (Array.isArray(value) ? parted(value, plan) : refuseType(value, 'array')),
    decode: (value) => (isObject(value) ? together(value, plan) : refuseType(value, 'object')),
    // Which item of the whole list it was, nobody knows without the list.
    origin: () => [],
  };
}

function listOf(item: JsonValue, { by, lists, others }: Partition): string | undefined {
  const value = isObject(item) && Object.hasOwn(item, by) ? item[by] : undefined;
  return (value === undefined ? undefined : lists.get(canonicalText(value))) ?? others;
}

function parted(items: JsonArray, plan: Partition): JsonObject | CodecRefusal {
  const { names, inOrder, keepsEmpty } = plan;
  const parts = new Map<string, JsonArray>(names.map((name) => [name, []]));
  let last = 0;
  for (const item of items) {
    const name = listOf(item, plan);
    if (name === undefined) return new CodecRefusal('an item belongs to none of the lists that the upstream has');
    const position = names.indexOf(name);
    if (inOrder && position < last) return new CodecRefusal('its items are not in the order that the upstream keeps');
    last = position;
    parts.get(name)?.push(item);
  }
  const object = createBareObject();
  for (const [name, part] of parts) if (keepsEmpty || part.length > 0) object[name] = part;
  return object;
}

const otherMembers = new CodecRefusal('it has a member that is none of the lists');

function together(object: JsonObject, plan: Partition): JsonArray | CodecRefusal {
  if (Object.keys(object).some((name) => !plan.names.includes(name))) return otherMembers;
  const all: JsonArray = [];
  for (const name of plan.names) {
    const part = Object.hasOwn(object, name) ? object[name] : undefined;
    if (part === undefined || (part === null && plan.readsNull)) continue;
    if (!Array.isArray(part)) return new CodecRefusal('one of its lists is no list');
    if (part.some((item) => listOf(item, plan) !== name)) {
      return new CodecRefusal('an item stands in a list that is not its own');
    }
    for (const item of part) all.push(item);
  }
  return all;
}
