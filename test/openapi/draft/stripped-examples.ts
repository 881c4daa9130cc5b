import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { isObject } from '../../../src/codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../../src/codec/json-value.ts';
import { type DraftedContract, draftContract } from '../../../src/openapi/draft/draft-contract.ts';
import { importDescription } from '../../../src/openapi/import/import-description.ts';
import { readDescription } from '../../../src/openapi/read/read-description.ts';

const folder = join(import.meta.dirname, '../../../schemas/examples');

/** A rule that a person wrote, and what was proposed in its place. */
export interface ComparedRule {
  readonly place: string;
  readonly written: JsonValue | undefined;
  readonly drafted: JsonValue | undefined;
  readonly isFound: boolean;
  readonly isCodecFound: boolean | undefined;
}

/** The examples that have a backend's description beside them. */
export const exampleNames: readonly string[] = readdirSync(folder)
  .flatMap((file) => /^(.*)-backend\.openapi\.json$/.exec(file)?.[1] ?? [])
  .sort();

const read = (file: string): JsonObject => JSON.parse(readFileSync(join(folder, file), 'utf8'));

/**
 * Drafts an example's mapping again from its public half and the backend's description, and compares.
 *
 * Out: the rules about requests whose target the description names; what it does not name nobody could find.
 */
export async function redraft(name: string): Promise<{ rules: ComparedRule[]; drafted: DraftedContract }> {
  const authored = read(`${name}.contract.json`);
  const { description } = await readDescription(join(folder, `${name}-backend.openapi.json`));
  if (description === undefined) throw new Error(`${name} has no description`);
  const imported = importDescription(description, { name: 'backend', expects: './x.json' });
  const backend = [...imported.files.values()][0] ?? {};
  const drafted = draftContract(publicHalf(authored), backend);
  const rules: ComparedRule[] = [];
  compare(authored, drafted.contract, '', rules);
  const known = namesIn(backend['operations'] ?? {});
  const isDescribed = ({ place, written }: ComparedRule): boolean =>
    written !== false && !place.includes('/responses/') && known.has(lastName(place, written).toLowerCase());
  return { rules: rules.filter(isDescribed), drafted };
}

/** Every name of a value that the requests of a contract have. */
function namesIn(value: JsonValue, names = new Set<string>()): Set<string> {
  if (Array.isArray(value)) for (const item of value) namesIn(item, names);
  else if (isObject(value)) {
    for (const [key, member] of Object.entries(value)) {
      if (key === 'properties' && isObject(member))
        for (const name of Object.keys(member)) names.add(name.toLowerCase());
      if (key !== 'responses') namesIn(member, names);
    }
  }
  return names;
}

/** What the upstream calls the value of a rule, without the way to it. */
function lastName(place: string, written: JsonValue | undefined): string {
  const name = written !== undefined && isObject(written) ? written['name'] : written;
  return (typeof name === 'string' ? name : place).split('/').at(-1) ?? '';
}

/** The contract without a word of its upstream. */
function publicHalf(contract: JsonObject): JsonObject {
  const strip = (value: JsonValue): JsonValue => {
    if (Array.isArray(value)) return value.map(strip);
    if (!isObject(value)) return value;
    const own = Object.entries(value).filter(([key]) => !['x-upstream', 'upstream', 'upstreamType'].includes(key));
    return Object.fromEntries(own.map(([key, member]) => [key, strip(member)]));
  };
  const stripped = strip(contract);
  return isObject(stripped) ? { ...stripped, upstream: { name: 'backend' } } : {};
}

function compare(written: JsonValue, drafted: JsonValue | undefined, at: string, rules: ComparedRule[]): void {
  if (Array.isArray(written) || !isObject(written) || at.endsWith('/upstream') || at.endsWith('/examples')) return;
  const other = drafted !== undefined && isObject(drafted) ? drafted : {};
  for (const [key, value] of Object.entries(written)) {
    if (key === 'properties' && isObject(value)) {
      const members = other['properties'];
      for (const [name, member] of Object.entries(value)) {
        if (!isObject(member)) continue;
        const found = members !== undefined && isObject(members) ? members[name] : undefined;
        rules.push(ruleAt(`${at}/${name}`, member, found !== undefined && isObject(found) ? found : {}));
      }
    }
    compare(value, other[key], `${at}/${key}`, rules);
  }
}

function ruleAt(place: string, written: JsonObject, drafted: JsonObject): ComparedRule {
  const [own, other] = [written['x-upstream'], drafted['x-upstream']];
  const parts = (rule: JsonValue | undefined) => {
    const object = rule !== undefined && isObject(rule) ? rule : typeof rule === 'string' ? { name: rule } : {};
    const name = object['name'] ?? place.slice(place.lastIndexOf('/') + 1);
    return { name: rule === false ? false : name, codec: object['codec'], in: object['in'] };
  };
  const [was, is] = [parts(own), parts(other)];
  const plain = (name: JsonValue): string => String(name).replace(/^\//, '').toLowerCase();
  const isFound = plain(was.name) === plain(is.name) && was.in === is.in;
  const isCodecFound = was.codec === undefined ? undefined : isFound && isDeepStrictEqual(was.codec, is.codec);
  return { place, written: own, drafted: other, isFound, isCodecFound };
}
