import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import type { Finding } from '../../contract/finding.ts';
import type { BackendDescription, DescribedOperation } from '../read/backend-description.ts';
import { ContractSchemas } from './contract-schemas.ts';
import { importOperation } from './import-operation.ts';
import { memberRenamings, operationNames } from './import-names.ts';
import { importSecurity } from './import-security.ts';
import { LossList } from './loss-list.ts';
import { type NameStyle, slugOf } from './name-style.ts';
import { settleContract } from './settle-contract.ts';
import { splitByTag } from './split-by-tag.ts';
import { tellUnread } from './tell-unread.ts';
import { upstreamsOf } from './import-upstreams.ts';

/** How a description is imported. */
export interface ImportOptions {
  /** Names the files and the upstream. @default a slug of the title */
  readonly name?: string;
  /** How callers are to spell names; without it as the backend does. */
  readonly style?: NameStyle;
  /** A contract for each tag, with the schemas in a file of their own. */
  readonly byTag?: boolean;
  /** The path of the description from the folder of the contracts. */
  readonly expects: string;
  /** The path of the description of the format from that folder, for editors. */
  readonly schemaPath?: string;
  /** Told of each step, for long documents. */
  onStep?(words: string): void;
}

/** What an import makes: nothing is written. */
export interface Imported {
  /** By file name: contracts, and with `byTag` the schemas that they share. */
  readonly files: ReadonlyMap<string, JsonObject>;
  /** Options that go with them, for `paramap.config.json`. */
  readonly config: JsonObject;
  /** How many operations the contracts have. */
  readonly operations: number;
  /** What is not expressed, with reasons. */
  readonly losses: readonly Finding[];
  /** Errors that are left in the contracts; none unless the import itself is faulty. */
  readonly errors: readonly Finding[];
}

/**
 * Makes contracts of a description that pass every operation on, one to one, ready to be edited.
 *
 * The upstream's description is named as `expects`. What a contract cannot express is listed, never dropped silently; what is
 * made starts as it is.
 */
export function importDescription(description: BackendDescription, options: ImportOptions): Imported {
  const losses = new LossList((file, pointer) => description.locate(file, pointer));
  const name = options.name ?? slugOf(description.title);
  const names = operationNames(description.operations);
  const renamed = memberRenamings(description, options.style, losses);
  const schemas = new ContractSchemas(description.schemas, losses, renamed);
  const security = importSecurity(description, losses);
  const upstreams = upstreamsOf(description, name, losses);
  const origins = new Map<string, DescribedOperation>();
  const operations: JsonObject = {};
  options.onStep?.(`${description.operations.length} operations`);
  for (const operation of description.operations) {
    const imported = importOperation({ schemas, losses, security, upstreamOf: upstreams.of }, operation);
    const operationName = names.get(operation) ?? '';
    if (imported === undefined) continue;
    operations[operationName] = imported;
    origins.set(operationName, operation);
  }
  tellUnread([...origins.values()], losses);
  const definitions = schemas.definitions();
  const contract: JsonObject = {
    $schema: options.schemaPath ?? '../node_modules/paramap/schemas/contract.schema.json',
    ...textMembers(description),
    upstream: { name, expects: { openapi: options.expects } },
    ...security.members,
    operations,
    ...(Object.keys(definitions).length === 0 ? {} : { $defs: definitions }),
  };
  const onRound = (round: number): void => options.onStep?.(`checking, round ${round}`);
  const errors = settleContract(contract, { losses, originOf: (operation) => origins.get(operation), onRound });
  const files = options.byTag ? splitByTag(contract, name) : new Map([[`${name}.contract.json`, contract]]);
  const config = {
    $schema: './node_modules/paramap/schemas/config.schema.json',
    contracts: [...files.keys()].filter((file) => file.endsWith('.contract.json')),
    upstreams: upstreams.targets,
    ...(Object.keys(security.credentials).length === 0 ? {} : { credentials: security.credentials }),
  };
  const count = Object.keys(contract['operations'] as JsonObject).length;
  return { files, config, operations: count, losses: losses.all, errors };
}

function textMembers({ title, version, description }: BackendDescription): JsonObject {
  const members: [string, JsonValue | undefined][] = [
    ['title', title],
    ['version', version],
    ['description', description],
  ];
  return Object.fromEntries(members.filter(([, text]) => text !== undefined && text !== '')) as JsonObject;
}
