import type { Alias, Node, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { toNumber } from '../../codec/decimal.ts';
import { isObject } from '../../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import type { Fault } from '../../contract/finding.ts';
import type { YamlModule } from './yaml-module.ts';

/** A fault, and where in the text it stands. */
export interface YamlFault {
  readonly offset: number;
  readonly fault: Fault;
}

interface Converted {
  readonly value: JsonValue;
  /** Values in it, each alias counted as what it stands for. */
  readonly size: number;
}

/** As of JSON files. */
const maxDepth = 200;

/**
 * So many values may a document have once its aliases are written out; the largest public documents have a tenth of it.
 * Without a bound ten lines of aliases make more values than there is memory.
 */
const mostValues = 5_000_000;

/** Makes JSON values of the nodes of one YAML document. Values of an anchor and of its aliases are one frozen object. */
export class YamlValues {
  readonly #yaml: YamlModule;
  readonly faults: YamlFault[] = [];
  /** What aliases stand for, for those who look for a place in the text. */
  readonly targets = new Map<Alias, Node>();
  readonly #anchors = new Map<string, Converted & { readonly node: Node }>();

  constructor(yaml: YamlModule) {
    this.#yaml = yaml;
  }

  /** Out: the value, frozen; `null` in place of what has a fault. */
  convert(root: Node | null): JsonValue {
    const { value, size } = this.#convert(root, 0);
    if (size > mostValues && this.faults.length === 0) this.#refuse(root, largeFault);
    return value;
  }

  #convert(node: Node | null, depth: number): Converted {
    const { isAlias, isMap, isSeq, isScalar } = this.#yaml;
    if (node === null) return { value: null, size: 1 };
    if (depth > maxDepth) return this.#refuse(node, depthFault);
    if (isAlias(node)) return this.#alias(node);
    const converted = isMap(node)
      ? this.#map(node, depth)
      : isSeq(node)
        ? this.#list(node, depth)
        : isScalar(node)
          ? this.#scalar(node)
          : this.#refuse(node, valueFault('this'));
    if ('anchor' in node && node.anchor !== undefined) this.#anchors.set(node.anchor, { ...converted, node });
    return converted;
  }

  #alias(alias: Alias): Converted {
    const target = this.#anchors.get(alias.source);
    if (target === undefined) return this.#refuse(alias, aliasFault(alias.source));
    this.targets.set(alias, target.node);
    return target;
  }

  #list(list: YAMLSeq, depth: number): Converted {
    let size = 1;
    const items = list.items.map((item) => {
      const converted = this.#convert(item as Node | null, depth + 1);
      size += converted.size;
      return converted.value;
    });
    return { value: Object.freeze(items) as JsonValue[], size };
  }

  #map(map: YAMLMap, depth: number): Converted {
    const own: JsonObject = {};
    const merged: JsonObject = {};
    let size = 1;
    for (const pair of map.items as Pair<Node | null, Node | null>[]) {
      const name = this.#name(pair.key);
      if (name === undefined) continue;
      const converted = this.#convert(pair.value, depth + 1);
      size += converted.size;
      if (name === '<<' && typeof converted.value === 'object') mergeInto(merged, converted.value);
      else own[name] = converted.value;
    }
    return { value: Object.freeze({ ...merged, ...own }), size };
  }

  /** Numbers and words are names as they are written: `200:` and `yes:`. */
  #name(key: Node | null): string | undefined {
    if (key === null) return '';
    const target = this.#yaml.isAlias(key) ? this.#anchors.get(key.source)?.node : key;
    if (target === undefined || !this.#yaml.isScalar(target)) {
      this.#refuse(key, nameFault);
      return undefined;
    }
    const name = typeof target.value === 'string' ? target.value : (target.source ?? String(target.value));
    if (target.anchor !== undefined) this.#anchors.set(target.anchor, { value: name, size: 1, node: target });
    if (name !== '__proto__') return name;
    this.#refuse(key, prototypeFault);
    return undefined;
  }

  #scalar(scalar: Scalar): Converted {
    const { value, source = '' } = scalar;
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return { value, size: 1 };
    if (typeof value === 'bigint') return { value: toNumber(value.toString()), size: 1 };
    if (typeof value !== 'number' || !Number.isFinite(value)) return this.#refuse(scalar, valueFault(`\`${source}\``));
    return { value: jsonNumber.test(source) ? toNumber(source) : value, size: 1 };
  }

  #refuse(node: Node | null, fault: Fault): Converted {
    this.faults.push({ offset: node?.range?.[0] ?? 0, fault });
    return { value: null, size: 1 };
  }
}

const jsonNumber = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/;

/** Earlier maps of a list win over later ones. Source: https://yaml.org/type/merge.html. */
function mergeInto(merged: JsonObject, value: JsonValue): void {
  for (const from of Array.isArray(value) ? value : [value]) {
    if (!isObject(from)) continue;
    for (const [name, member] of Object.entries(from)) if (!Object.hasOwn(merged, name)) merged[name] = member;
  }
}

const depthFault: Fault = {
  rule: 'json-too-deep',
  message: `lists and objects are nested more than ${maxDepth} levels deep`,
  cure: 'move inner schemas to `components` and refer to them with `$ref`',
};

const largeFault: Fault = {
  rule: 'yaml-too-large',
  message: `with its aliases written out the document has more than ${mostValues} values`,
  cure: 'refer to what stands once with `$ref` in place of aliases inside of aliases',
};

const nameFault: Fault = {
  rule: 'yaml-value',
  message: 'the name of a member is no plain text',
  cure: 'write a text as the name',
};

const prototypeFault: Fault = {
  rule: 'json-name',
  message: '`__proto__` cannot be a name',
  cure: 'choose another name; requests that carry it are refused',
};

const aliasFault = (name: string): Fault => ({
  rule: 'yaml-alias',
  message: `\`*${name}\` stands for nothing that is complete before it`,
  cure: `write \`&${name}\` before the value that is meant, outside of which the alias stands`,
});

const valueFault = (what: string): Fault => ({
  rule: 'yaml-value',
  message: `${what} is no value of JSON`,
  cure: 'write a text, a number, `true`, `false`, `null`, a list or an object',
});
