import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json, JsonRecord } from './field-kinds.ts';
import type { GeneratedOperation, Resource } from './operation-parts.ts';
import { operationKinds } from './operations.ts';
import { type Random, seededRandom } from './random.ts';
import { record } from './record.ts';
import { sharedFile, sharedReference, sharedSchemas } from './shared-schemas.ts';

/** Contracts as a larger company has them, with a request that fits each operation. */
export interface ContractSet {
  /** By the name of the file; all stand in one folder. */
  readonly files: ReadonlyMap<string, JsonRecord>;
  readonly operations: readonly GeneratedOperation[];
}

const areas = ['sales', 'stock', 'people', 'finance', 'support', 'fleet', 'media', 'health', 'travel', 'energy'];
const nouns = ['invoice', 'order', 'parcel', 'contract', 'ticket', 'report', 'device', 'booking', 'claim', 'asset'];
const resourcesOfFile = 4;

/**
 * Makes contracts with `count` operations, towards the upstream `backend`.
 *
 * They vary as real ones do: parameters of all locations, codecs, styles, defaults, references within and across files,
 * recursion, branches told apart, answers mapped back, ten operations and several methods for each resource, literal segments
 * beside templates. The same `seed` gives the same set, and a smaller set is the beginning of a larger one.
 */
export function generateContracts(count: number, seed = 1): ContractSet {
  const random = seededRandom(seed);
  const files = new Map<string, JsonRecord>([[sharedFile, sharedSchemas]]);
  const operations: GeneratedOperation[] = [];
  for (let first = 0; operations.length < count; first += resourcesOfFile) {
    const definitions: Record<string, JsonRecord> = {};
    const ofFile: GeneratedOperation[] = [];
    for (let index = first; index < first + resourcesOfFile; index += 1) {
      const { resource, schema } = resourceAt(index, random);
      definitions[resource.name] = schema;
      ofFile.push(...operationKinds.map((kind) => kind(random, resource)));
    }
    const kept = ofFile.slice(0, count - operations.length);
    operations.push(...kept);
    files.set(`${fileName(first)}.contract.json`, contractOf(fileName(first), kept, definitions));
  }
  return { files, operations };
}

/** Writes the files of a set into a folder; gives the pattern of its contracts. */
export function writeContracts({ files }: ContractSet, folder: string): string {
  for (const [name, content] of files) writeFileSync(join(folder, name), JSON.stringify(content, undefined, 2));
  return join(folder, '*.contract.json');
}

function resourceAt(index: number, random: Random): { resource: Resource; schema: JsonRecord } {
  const area = areas[Math.floor(index / nouns.length) % areas.length] ?? '';
  const round = Math.floor(index / (nouns.length * areas.length));
  const noun = `${nouns[index % nouns.length]}${round === 0 ? '' : round + 1}`;
  const { schema, sample } = record(random, { size: random.between(6, 18), depth: random.between(0, 2) });
  const address: JsonRecord = { $ref: sharedReference('Address'), 'x-upstream': 'addr' };
  const related: JsonRecord = { type: 'array', items: { $ref: `#/$defs/${upper(area)}${upper(noun)}` }, maxItems: 5 };
  const properties = { ...Object(schema['properties']), address, related };
  const withAddress: Json = {
    ...Object(sample),
    address: { street: 'Domplatz 1', city: 'Erfurt', country: 'DE' },
  };
  return {
    resource: { name: `${upper(area)}${upper(noun)}`, path: `/${area}/${noun}s`, sample: withAddress },
    schema: { ...schema, properties },
  };
}

const fileName = (first: number): string => `part-${String(first / resourcesOfFile + 1).padStart(3, '0')}`;

const upper = (word: string): string => `${word.charAt(0).toUpperCase()}${word.slice(1)}`;

function contractOf(title: string, operations: readonly GeneratedOperation[], definitions: JsonRecord): JsonRecord {
  return {
    title,
    version: '1.0.0',
    upstream: { name: 'backend', headers: { 'X-Source': 'gateway' } },
    operations: Object.fromEntries(operations.map(({ name, declaration }) => [name, declaration])),
    $defs: definitions,
  };
}
