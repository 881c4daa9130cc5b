import type { JsonValue } from '../../../codec/json-value.ts';
import type { UnknownPolicies } from '../../../contract/contract.ts';
import { listKeywords, mapKeywords, singleKeywords } from '../../../contract/schema-keywords.ts';
import type { SchemaNode } from '../../../contract/schema-node.ts';
import { type TextLocation, textLocations } from '../../../http/location.ts';
import type { ClientInput } from '../../schema/client-operation.ts';

/** What an operation's requests are judged by, without a word of how they are mapped: the part of a contract that callers may see. */
export interface ValidationData {
  readonly operation: string;
  /** The route as written. */
  readonly template: string;
  /** The nodes of the schemas; they name each other by their index. */
  readonly nodes: readonly NodeData[];
  /** The schemas of the declared parameters. */
  readonly groups: Readonly<Partial<Record<TextLocation, number>>>;
  /** The schema of the body that the client sends; `undefined` where it has none, or nobody looks into it. */
  readonly content?: { readonly mediaType: string; readonly node: number };
  readonly bodyRequired: boolean;
  /** The members that the flat input can have. */
  readonly inputs: readonly string[];
  readonly unknown: UnknownPolicies;
}

/** A schema as data: its subschemas by index, all its other keywords as they are. */
export interface NodeData {
  readonly always?: boolean;
  readonly ref?: number;
  readonly keywords?: Readonly<Record<string, JsonValue>>;
  readonly one?: readonly (readonly [keyword: string, node: number])[];
  readonly named?: readonly (readonly [keyword: string, nodes: readonly (readonly [name: string, node: number])[]])[];
  readonly listed?: readonly (readonly [keyword: string, nodes: readonly number[]])[];
}

/** Keywords of ours that say how a request is written and judged; every other one that is no keyword of JSON Schema is left out. */
const ownKeywords = /^x-(?:style|explode|hint|sensitive|branches)$/;
const annotations =
  /^(?:title|description|default|examples|deprecated|\$comment|\$id|\$anchor|\$schema|\$defs|definitions|xml|externalDocs|example)$/;

/** Writes what an operation is judged by as JSON text; numbers are in it digit for digit. */
export function writeValidationData({ operation, content, fields }: ClientInput): string {
  const nodes: NodeData[] = [];
  const indexes = new Map<SchemaNode, number>();
  const add = (node: SchemaNode): number => {
    const known = indexes.get(node);
    if (known !== undefined) return known;
    const index = nodes.length;
    indexes.set(node, index);
    nodes.push({});
    nodes[index] = nodeData(node, add);
    return index;
  };
  const groups = textLocations.flatMap((location) => {
    const { schema } = operation.parameters[location];
    return schema === undefined ? [] : [[location, add(schema)] as const];
  });
  const isJudged = content !== undefined && /^(?:json|form)$/.test(content.format.kind);
  const data = {
    operation: operation.name,
    template: operation.template,
    groups: Object.fromEntries(groups),
    ...(isJudged && { content: { mediaType: content.mediaType, node: add(content.schema) } }),
    bodyRequired: operation.body?.required === true,
    inputs: [...fields.map(({ key }) => key), ...(content === undefined ? [] : ['body'])],
    unknown: { ...operation.unknown },
    nodes,
  } satisfies ValidationData;
  // Exact numbers write themselves digit for digit.
  return JSON.stringify(data);
}

function nodeData(node: SchemaNode, add: (node: SchemaNode) => number): NodeData {
  if (node.always !== undefined) return { always: node.always };
  const keywords = Object.entries(node.keywords).filter(
    ([name]) => !annotations.test(name) && (!name.startsWith('x-') || ownKeywords.test(name)),
  );
  const one = singleKeywords.flatMap((keyword) => {
    const below = node[keyword];
    return below === undefined ? [] : [[keyword, add(below)] as const];
  });
  const named = mapKeywords.flatMap((keyword) =>
    node[keyword].size === 0
      ? []
      : [[keyword, [...node[keyword]].map(([name, below]) => [name, add(below)] as const)] as const],
  );
  const listed = listKeywords.flatMap((keyword) =>
    node[keyword].length === 0 ? [] : [[keyword, node[keyword].map(add)] as const],
  );
  return {
    ...(node.ref !== undefined && { ref: add(node.ref) }),
    ...(keywords.length > 0 && { keywords: Object.fromEntries(keywords) }),
    ...(one.length > 0 && { one }),
    ...(named.length > 0 && { named }),
    ...(listed.length > 0 && { listed }),
  };
}
