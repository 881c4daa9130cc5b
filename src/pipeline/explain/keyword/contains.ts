import type { JsonArray } from '../../../codec/json-value.ts';
import type { SchemaNode } from '../../../contract/schema-node.ts';
import { countPhrase } from '../count-phrase.ts';
import { describeSchema, mayTell } from '../describe-schema.ts';
import { isCount, isList } from '../json-type.ts';
import { partOf, type Fault, type Keyword, type Subject, type Walk } from '../walk.ts';

/** With `minContains` and `maxContains`. JSON Schema 2020-12, core, section 10.3.1.3. */
export const contains: Keyword = {
  name: 'contains',
  compile(node) {
    const schema = node.contains;
    if (schema === undefined) return undefined;
    const least = limitOf(node, 'minContains') ?? 1;
    const most = limitOf(node, 'maxContains') ?? Number.POSITIVE_INFINITY;
    return (walk, subject) => {
      if (!isList(subject.value)) return true;
      const before = walk.uncertain;
      const count = countFitting(walk, schema, { ...subject, value: subject.value });
      const isUncertain = walk.uncertain > before;
      if (count >= least && (count <= most || isUncertain)) return true;
      const bounds = { least, most, count, isDefault: limitOf(node, 'minContains') === undefined };
      walk.faults?.add(containsFault(subject, schema, bounds));
      return false;
    };
  },
};

function limitOf(node: SchemaNode, keyword: string): number | undefined {
  const limit = node.keywords[keyword];
  return limit !== undefined && isCount(limit) ? limit : undefined;
}

function countFitting(walk: Walk, schema: SchemaNode, subject: Subject & { readonly value: JsonArray }): number {
  let count = 0;
  for (const [index, item] of subject.value.entries()) {
    if (!walk.judge(schema, partOf(subject, index, item))) continue;
    subject.evaluated?.addIndex(index);
    count += 1;
  }
  return count;
}

interface Bounds {
  readonly least: number;
  readonly most: number;
  readonly count: number;
  readonly isDefault: boolean;
}

function containsFault(subject: Subject, schema: SchemaNode, bounds: Bounds): Fault {
  const { least, most, count, isDefault } = bounds;
  const isTooFew = count < least;
  const what = describeSchema(schema);
  const number = isTooFew ? `at least ${countPhrase(least, 'item')}` : `at most ${countPhrase(most, 'item')}`;
  return {
    spot: subject.spot,
    value: subject.value,
    node: undefined,
    code: isTooFew ? (isDefault ? 'contains' : 'minContains') : 'maxContains',
    tell: (seen) => {
      const isTold = what !== undefined && mayTell(what, { parent: subject.spot, step: 0 }, seen);
      const such = isTold ? ` that ${what.that}` : ' of the kind that the contract asks for';
      return `must have ${number}${such}${seen.isShowable ? `, but has ${count === 0 ? 'none' : count}` : ''}`;
    },
  };
}
