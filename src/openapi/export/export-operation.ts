import type { JsonArray, JsonObject } from '../../codec/json-value.ts';
import type { Operation } from '../../contract/contract.ts';
import type { Deprecation } from '../../contract/deprecation.ts';
import { exportBody } from './export-body.ts';
import type { ExportedContract } from './exported-contract.ts';
import { exportParameters } from './export-parameters.ts';
import { exportResponses } from './export-responses.ts';
import type { ExportedSchemes } from './export-security.ts';
import { parameterExamples } from './parameter-examples.ts';
import type { DocumentPlace } from './path-list.ts';
import type { ProblemExport } from './problem-responses.ts';
import type { SchemaWriter } from './schema-writer.ts';

/** What an operation is written with. */
export interface OperationExport extends DocumentPlace, ProblemExport {
  readonly contract: ExportedContract;
  readonly writer: SchemaWriter;
  readonly schemes: ExportedSchemes;
  readonly tags: readonly string[];
}

/** Writes an Operation Object. Source: OpenAPI 3.1, section 4.8.10. */
export function exportOperation(operation: Operation, work: OperationExport): JsonObject {
  const { summary, deprecation, security } = operation;
  const { contract, writer, components, problemTypeBase, schemes, tags, operationId, pathName } = work;
  const description = describe(operation.description, deprecation);
  const parameters = exportParameters(operation, { writer, pathName, examples: parameterExamples(operation) });
  const requestBody = exportBody(operation, writer);
  const requirements: JsonArray | undefined = schemes.requirements(security, contract);
  return {
    operationId,
    tags: [...tags],
    ...(summary === undefined ? {} : { summary }),
    ...(description === undefined ? {} : { description }),
    ...(deprecation === undefined ? {} : { deprecated: true }),
    ...(requirements === undefined ? {} : { security: requirements }),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(requestBody === undefined ? {} : { requestBody }),
    responses: exportResponses(operation, { writer, components, problemTypeBase }),
  };
}

/** OpenAPI says that an operation is deprecated, and not until when; so words say it. */
function describe(description: string | undefined, deprecation: Deprecation | undefined): string | undefined {
  if (deprecation === undefined) return description;
  const { sunset, instead, link } = deprecation;
  const sentences = [
    ...(sunset === undefined ? [] : [`Served until ${sunset}.`]),
    ...(instead === undefined ? [] : [`Use \`${instead}\` in its place.`]),
    ...(link === undefined ? [] : [`More: ${link}`]),
  ].join(' ');
  const parts = [description, sentences].filter((part) => part !== undefined && part !== '');
  return parts.length === 0 ? undefined : parts.join('\n\n');
}
