import { isObject } from '../../codec/json-type.ts';
import type { JsonValue } from '../../codec/json-value.ts';
import type { AuthoredDocument } from '../../contract/authored-document.ts';
import type { Contract } from '../../contract/contract.ts';
import { childOf, pointerNames, pointerTo } from '../../contract/json-pointer.ts';
import { keywordBreaks } from './keyword-breaks.ts';
import { mappingBreaks } from './mapping-breaks.ts';
import { type Break, type Mutation, operationKey } from './mutation.ts';
import { contractBreaks, operationBreaks } from './operation-breaks.ts';
import { type ReachedSchema, reachedSchemas } from './reached-schemas.ts';

/**
 * Lists every way in which a rule of contracts is broken, one at a time: of each schema that an operation uses, and of
 * what stands beside the schemas.
 */
export function listMutations(contracts: readonly Contract[], documents: readonly AuthoredDocument[]): Mutation[] {
  const byFile = new Map(documents.map((document) => [document.file, document]));
  const beside = contracts.flatMap((contract) => {
    const document = byFile.get(contract.file);
    return document === undefined ? [] : besideSchemas(contract, document);
  });
  const inSchemas = reachedSchemas(contracts).flatMap((reached) => {
    const document = byFile.get(reached.origin.file);
    return document === undefined ? [] : schemaMutations(reached, document);
  });
  return [...beside, ...inSchemas];
}

/** Where breaks stand, and in which operations they count. */
interface Holder {
  readonly file: string;
  readonly pointer: string;
  readonly value: JsonValue;
  readonly operations: ReadonlySet<string>;
}

function besideSchemas({ file, operations }: Contract, { value }: AuthoredDocument): Mutation[] {
  const keys = new Set(operations.map(({ name }) => operationKey(file, name)));
  const written = isObject(value['operations']) ? value['operations'] : {};
  const own = operations.flatMap(({ name }) => {
    const operation = written[name];
    if (operation === undefined || !isObject(operation)) return [];
    const holder = { file, pointer: pointerTo('/operations', name), value: operation };
    return operationBreaks(operation).map(placed({ ...holder, operations: new Set([operationKey(file, name)]) }));
  });
  return [...contractBreaks(value).map(placed({ file, pointer: '', value, operations: keys })), ...own];
}

function schemaMutations(reached: ReachedSchema, { value }: AuthoredDocument): Mutation[] {
  const { file, pointer } = reached.origin;
  const names = pointerNames(pointer);
  const schema = names.reduce<JsonValue | undefined>((at, name) => at && childOf(at, name), value);
  if (schema === undefined || !isObject(schema)) return [];
  const { text, judges, operations } = reached;
  const isMember = names.at(-2) === 'properties';
  const path = names[0] === 'operations' && names[2] === 'path' && names.length === 3;
  return [...mappingBreaks(schema, isMember), ...(judges ? keywordBreaks(schema, { text, path }) : [])].map(
    placed({ file, pointer, value: schema, operations }),
  );
}

/** The rule is the last thing on the way that the contract has: what is added has no line of its own. */
const placed =
  ({ file, pointer, value, operations }: Holder) =>
  ({ at, value: to, change }: Break): Mutation => {
    const present = at.findIndex((_, index) => at.slice(0, index + 1).reduce(below, value) === undefined);
    const rule = pointerTo(pointer, ...(present < 0 ? at : at.slice(0, present)));
    return { file, pointer: pointerTo(pointer, ...at), value: to, rule, change, operations };
  };

const below = (at: JsonValue | undefined, name: string | number): JsonValue | undefined =>
  at === undefined ? undefined : childOf(at, String(name));
