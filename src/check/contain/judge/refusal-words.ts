import type { JsonValue } from '../../../codec/json-value.ts';
import type { Node } from '../schema/node.ts';
import { singleTypes, typeBits, typeBitOf, type TypeSet } from '../schema/value-types.ts';
import { decimalText } from '../value/rational.ts';

const longest = 60;

/** A value as text of bearable length. */
function shown(value: JsonValue): string {
  const text = JSON.stringify(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

const typeWords: ReadonlyMap<TypeSet, string> = new Map([
  [typeBits.null, 'null'],
  [typeBits.boolean, 'a boolean'],
  [typeBits.whole, 'an integer'],
  [typeBits.fraction, 'a number with a fraction'],
  [typeBits.text, 'a text'],
  [typeBits.list, 'a list'],
  [typeBits.object, 'an object'],
]);

const typesInWords = (types: TypeSet): string =>
  singleTypes
    .filter((type) => (types & type) !== 0)
    .map((type) => typeWords.get(type) ?? '')
    .join(' or ');

/** What a node has against a value, in words that name no schema: "`150` is more than 100". */
export function wordsFor(value: JsonValue, node: Node): string {
  const it = `\`${shown(value)}\``;
  switch (node.kind) {
    case 'type':
      return `${it} is ${typeWords.get(typeBitOf(value)) ?? 'a value'}, not ${typesInWords(node.types)}`;
    case 'values':
      return node.values.length === 1
        ? `${it} is not ${shown(node.values[0] ?? null)}`
        : `${it} is none of ${node.values.length} values: ${shown([...node.values]).slice(1, -1)}`;
    case 'bound': {
      const limit = decimalText(node.value) ?? 'its limit';
      const relation = node.end === 'least' ? (node.isOpen ? 'not more' : 'less') : node.isOpen ? 'not less' : 'more';
      return `${it} is ${relation} than ${limit}`;
    }
    case 'multiple':
      return `${it} is no multiple of ${decimalText(node.of) ?? 'its unit'}`;
    case 'pattern':
      return `${it} does not match \`${node.pattern}\``;
    case 'format':
      return `${it} is no \`${node.name}\``;
    case 'required':
      return `\`${node.name}\` is missing`;
    case 'unique':
      return `${it} has an item twice`;
    case 'never':
      return node.at.keyword === '' && /\/additionalProperties$/.test(node.at.pointer)
        ? 'no member of this name is allowed'
        : 'nothing is allowed here';
    default:
      return countWords(it, node);
  }
}

function countWords(it: string, node: Node): string {
  switch (node.kind) {
    case 'length':
      return limitWords(it, node, 'characters');
    case 'item-count':
      return limitWords(it, node, 'items');
    case 'member-count':
      return limitWords(it, node, 'members');
    case 'contains':
      return limitWords(it, node, 'items that fit');
    case 'not':
      return `${it} is what must not be`;
    case 'some':
      return `${it} fits no branch`;
    case 'one':
      return `${it} fits no branch, or more than one`;
    case 'names':
      return `${it} has a name that is not allowed`;
    default:
      return `${it} is refused`;
  }
}

const limitWords = (it: string, { least, most }: { least: number; most: number }, what: string): string =>
  least > 0 ? `${it} has fewer than ${least} ${what}` : `${it} has more than ${most} ${what}`;
