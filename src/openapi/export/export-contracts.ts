import type { JsonArray, JsonObject, JsonValue } from '../../codec/json-value.ts';
import { Components } from './components.ts';
import { authoredOperation, type ExportedContract } from './exported-contract.ts';
import { exportOperation } from './export-operation.ts';
import { ExportedSchemes } from './export-security.ts';
import { PathList } from './path-list.ts';
import { SchemaWriter } from './schema-writer.ts';
import { unsaid } from './unsaid.ts';

/** How contracts are exported. */
export interface ExportOptions {
  /** @default the title of the contract; `API` for several */
  readonly title?: string;
  /** @default the version that all contracts have; `0.0.0` where they differ or none has one */
  readonly version?: string;
  /** Where the API is: `https://api.example.com`. @default `/`: where the document itself comes from */
  readonly servers?: readonly string[];
  /** What the `type` of problems begins with. @default 'urn:problem-type:paramap:' */
  readonly problemTypeBase?: string;
}

/** What an export makes. */
export interface Exported {
  /** OpenAPI 3.1. */
  readonly document: JsonObject;
  /** What the document cannot say, each as a sentence. */
  readonly notes: readonly string[];
}

/**
 * Writes what callers may know of contracts as one document of OpenAPI 3.1: nothing of the upstream is in it, neither names nor
 * mapping nor addresses.
 *
 * Source: OpenAPI 3.1.1; JSON Schema 2020-12.
 */
export function exportContracts(contracts: readonly ExportedContract[], options: ExportOptions = {}): Exported {
  const components = new Components();
  const schemes = new ExportedSchemes();
  const shared = { components, schemes, problemTypeBase: options.problemTypeBase ?? 'urn:problem-type:paramap:' };
  const paths = new PathList(contracts);
  const tags = new Map<string, string | undefined>();
  for (const contract of contracts) {
    const writer = new SchemaWriter(contract, components);
    for (const operation of contract.operations) {
      const authored = authoredOperation(contract, operation);
      const own = textsOf(authored['tags']);
      for (const tag of own) tags.set(tag, tags.get(tag));
      if (own.length === 0) tags.set(contract.title, contract.description);
      const names = own.length === 0 ? [contract.title] : own;
      paths.add(contract, operation, (at) =>
        exportOperation(operation, { ...at, ...shared, contract, writer, tags: names }),
      );
    }
  }
  const { schemas, named } = components.settle();
  const document: JsonObject = {
    openapi: '3.1.1',
    info: info(contracts, options),
    servers: (options.servers ?? ['/']).map((url) => ({ url })),
    tags: tagList(tags, contracts.length),
    paths: named(paths.all),
    components: componentMembers(schemas, schemes.all),
  };
  return { document, notes: contracts.flatMap(({ operations }) => operations.flatMap(unsaid)) };
}

function info(contracts: readonly ExportedContract[], options: ExportOptions): JsonObject {
  const [only] = contracts.length === 1 ? contracts : [];
  const versions = new Set(contracts.map(({ version }) => version));
  const [version] = versions.size === 1 ? versions : [];
  return {
    title: options.title ?? only?.title ?? 'API',
    version: options.version ?? version ?? '0.0.0',
    ...(only?.description === undefined ? {} : { description: only.description }),
  };
}

/** The description of a single contract stands in `info` already. */
function tagList(tags: ReadonlyMap<string, string | undefined>, contracts: number): JsonArray {
  return [...tags].map(([name, description]) => ({
    name,
    ...(description === undefined || contracts === 1 ? {} : { description }),
  }));
}

function componentMembers(schemas: JsonObject, securitySchemes: JsonObject): JsonObject {
  return { schemas, ...(Object.keys(securitySchemes).length === 0 ? {} : { securitySchemes }) };
}

const textsOf = (value: JsonValue | undefined): string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
