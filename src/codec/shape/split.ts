import { createBareObject } from '../bare-object.ts';
import { CodecRefusal } from '../codec.ts';
import type { CodecKind, CodecTools, Conversion } from '../codec-kind.ts';
import { isObject } from '../json-type.ts';
import type { JsonValue } from '../json-value.ts';
import { refuseType } from '../value-words.ts';
import { objectOf, memberNames, refuseArgument } from './argument.ts';
import { checkNames, refuseOthers } from './members.ts';
import { compilePartText, type PartText, partType } from './part-text.ts';
import { cutText, joinParts, type Parting, type Rest } from './parting.ts';

/** A text to an object of the texts that it is made of. */
export const split: CodecKind = {
  name: 'split',
  summary:
    'a text as an object of the texts between a delimiter; `rest` says which member takes the delimiters that are too many, `fewer` that members at the end may be absent',
  argument: '{ "by": " ", "into": ["first_name", "last_name"] }, with "rest": "first" or "last", and "fewer": true',
  takes: ['string'],
  example: {
    specification: { split: { by: ' ', into: ['first_name', 'last_name'] } },
    input: { types: ['string'] },
    caller: 'Ada Lovelace',
    upstream: { first_name: 'Ada', last_name: 'Lovelace' },
  },
  compile(written, _input, tools) {
    const parting = readParting(written, 'into', tools);
    if (parting === undefined) return undefined;
    const texts = compilePartText(new Map());
    return {
      produces: 'object',
      partial: true,
      makes: parting.names,
      makesAll: !parting.fewer,
      encode: (value) => (typeof value === 'string' ? partsOf(value, parting, texts) : refuseType(value, 'string')),
      decode: (value) => combined(value, parting, texts),
    };
  },
};

/** An object of texts to one text. */
export const combine: CodecKind = {
  name: 'combine',
  summary:
    'the members of an object as one text with a delimiter between them; a member that holds the delimiter is refused, unless `rest` names it',
  argument: '{ "by": " ", "from": ["amount", "currency"] }, with "rest": "first" or "last", and "fewer": true',
  takes: ['object'],
  example: {
    specification: { combine: { by: ' ', from: ['amount', 'currency'] } },
    input: { types: ['object'] },
    caller: { amount: '12.50', currency: 'EUR' },
    upstream: '12.50 EUR',
  },
  compile(written, input, tools) {
    const parting = readParting(written, 'from', tools);
    if (parting === undefined) return undefined;
    checkNames(parting.names, input, tools);
    const inputs = parting.names.flatMap((name) => {
      const known = partType(name, input, tools);
      return known === undefined ? [] : [[name, known] as const];
    });
    if (inputs.length < parting.names.length) return undefined;
    const texts = compilePartText(new Map(inputs));
    return {
      produces: 'string',
      partial: true,
      encode: (value) => combined(value, parting, texts),
      decode: (value) => (typeof value === 'string' ? partsOf(value, parting, texts) : refuseType(value, 'string')),
    } satisfies Conversion;
  },
};

const rests: readonly Rest[] = ['first', 'last'];

function readParting(written: JsonValue, list: 'into' | 'from', tools: CodecTools): Parting | undefined {
  const { by, [list]: listed, rest, fewer } = objectOf(written, ['by', list, 'rest', 'fewer']) ?? {};
  const names = memberNames(listed);
  const part = rests.find((known) => known === rest);
  const isFit =
    typeof by === 'string' &&
    by !== '' &&
    names !== undefined &&
    names.length > 1 &&
    (rest === undefined || part !== undefined) &&
    (fewer === undefined || fewer === false || (fewer === true && part !== 'first'));
  if (isFit) return { by, names, known: new Set(names), rest: part, fewer: fewer === true };
  const codec = list === 'into' ? 'split' : 'combine';
  const message =
    fewer === true && part === 'first'
      ? 'with `"rest": "first"` nobody can tell which member is absent'
      : `it does not say by which text and ${list} which members`;
  return refuseArgument(tools, message, { [codec]: { by: ' ', [list]: ['first_name', 'last_name'] } });
}

function partsOf(text: string, parting: Parting, texts: PartText): JsonValue | CodecRefusal {
  const parts = cutText(text, parting);
  if (parts instanceof CodecRefusal) return parts;
  const object = createBareObject();
  for (const [index, part] of parts.entries()) {
    const name = parting.names[index] ?? '';
    const value = texts.parse(name, part);
    if (value === undefined) return new CodecRefusal('a part of it does not have the type of its member');
    object[name] = value;
  }
  return object;
}

function combined(value: JsonValue, parting: Parting, texts: PartText): JsonValue | CodecRefusal {
  if (!isObject(value)) return refuseType(value, 'object');
  const others = refuseOthers(value, parting.known);
  if (others !== undefined) return others;
  const parts: string[] = [];
  for (const [index, name] of parting.names.entries()) {
    const member = Object.hasOwn(value, name) ? value[name] : undefined;
    if (member === undefined) {
      if (parting.fewer && index > 0) continue;
      return new CodecRefusal('a member is absent that the text is made of');
    }
    if (parts.length < index) return new CodecRefusal('a member is absent that stands in the text before others');
    const part = texts.format(name, member);
    if (part === undefined) return new CodecRefusal('a member of it cannot be written as a part of a text');
    parts.push(part);
  }
  return joinParts(parts, parting);
}
