import { createBareObject } from '../bare-object.ts';
import { type Codec, CodecRefusal } from '../codec.ts';
import type { CodecKind, Conversion } from '../codec-kind.ts';
import { isObject } from '../json-type.ts';
import type { JsonValue } from '../json-value.ts';
import { refuseType } from '../value-words.ts';
import { isMemberName, refuseArgument } from './argument.ts';
import { checkMember } from './members.ts';

/** Codecs for members of an object. */
export const within: CodecKind = {
  name: 'within',
  summary: 'an object, with codecs for some of its members; for objects that a codec before it in the list makes',
  argument: 'codecs by the names of members: { "system": [{ "pluck": "content" }, "only"] }',
  takes: ['object'],
  example: {
    specification: { within: { system: 'only' } },
    input: { types: ['object'] },
    caller: { system: ['Be brief.'], model: 'm' },
    upstream: { system: 'Be brief.', model: 'm' },
  },
  compile(argument, input, tools) {
    const { members } = input;
    const written = isObject(argument) ? Object.entries(argument) : [];
    if (written.length === 0 || !written.every(([name]) => isMemberName(name))) {
      return refuseArgument(tools, 'it names no member', { within: { system: 'only' } });
    }
    const codecs = new Map<string, Codec>();
    for (const [name, specification] of written) {
      if (!checkMember({ name, path: [name] }, input, tools)) return undefined;
      const codec = tools.nested(specification, members?.byName.get(name) ?? { types: [] }, [name]);
      if (codec === undefined) return undefined;
      codecs.set(name, codec);
    }
    return conversion(codecs, members?.complete === true ? [...members.byName.keys()] : undefined);
  },
};

function conversion(codecs: ReadonlyMap<string, Codec>, makes: readonly string[] | undefined): Conversion {
  const all = [...codecs.values()];
  const losses = all.flatMap(({ lossy }) => lossy ?? []);
  return {
    produces: 'object',
    partial: all.some(({ partial }) => partial),
    lossy: losses.length === 0 ? undefined : [...new Set(losses)].join(', '),
    makes,
    encode: (value) => convertMembers(value, codecs, 'encode'),
    decode: (value) => convertMembers(value, codecs, 'decode'),
    origin: ([name, ...rest]) => {
      const codec = typeof name === 'string' ? codecs.get(name) : undefined;
      if (name === undefined) return [];
      return [name, ...(codec === undefined ? rest : (codec.origin?.(rest) ?? []))];
    },
  };
}

function convertMembers(
  value: JsonValue,
  codecs: ReadonlyMap<string, Codec>,
  direction: 'encode' | 'decode',
): JsonValue | CodecRefusal {
  if (!isObject(value)) return refuseType(value, 'object');
  const object = createBareObject();
  for (const [name, member] of Object.entries(value)) {
    const codec = codecs.get(name);
    const converted = codec === undefined ? member : codec[direction](member);
    if (converted instanceof CodecRefusal) return new CodecRefusal(`of one of its members: ${converted.reason}`);
    object[name] = converted;
  }
  return object;
}
