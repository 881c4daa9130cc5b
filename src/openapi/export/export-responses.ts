import { canonicalText } from '../../codec/canonical-text.ts';
import type { JsonObject } from '../../codec/json-value.ts';
import type { AnswerStream, ResponseDeclaration } from '../../contract/answer-declaration.ts';
import { streamKind } from '../../contract/answer-streams.ts';
import type { Operation } from '../../contract/contract.ts';
import { statusPhrase } from './status-phrase.ts';
import { answerExamples } from './content-examples.ts';
import { hoisted } from './export-parameters.ts';
import { type ProblemExport, problemResponses, problemType } from './problem-responses.ts';
import { streamSchema } from './stream-schema.ts';
import { asObject, type SchemaWriter } from './schema-writer.ts';

/** What the answers of an operation are written with. */
export interface ResponseExport extends ProblemExport {
  readonly writer: SchemaWriter;
}

/** Writes the answers of an operation: those that it declares, and the problems that it can give. */
export function exportResponses(operation: Operation, work: ResponseExport): JsonObject {
  const responses: JsonObject = {};
  if (operation.upgrade !== undefined) responses['101'] = { description: 'The connection becomes a WebSocket.' };
  for (const [status, declared] of Object.entries(operation.responses)) {
    responses[status] = exportResponse(operation, { status, declared, work });
  }
  if (Object.keys(responses).length === 0) responses['default'] = { description: 'The answer of the service.' };
  for (const [status, problem] of problemResponses(operation, work)) {
    const declared = responses[status];
    responses[status] = declared === undefined ? problem : merged(asObject(declared), problem);
  }
  return responses;
}

interface Declared {
  readonly status: string;
  readonly declared: ResponseDeclaration;
  readonly work: ResponseExport;
}

function exportResponse(operation: Operation, { status, declared, work: { writer } }: Declared): JsonObject {
  const headers = exportHeaders(declared, writer);
  const content = [...declared.content].map(([mediaType, schema]): [string, JsonObject] => {
    if (streamKind(mediaType) !== undefined)
      return [mediaType, { schema: streamSchema(mediaType, streamOf(declared, mediaType), writer) }];
    const place = [...declared.bodies.values()].find((body) => body.schema === schema)?.place;
    const examples = answerExamples(operation, { status, mediaType, place });
    return [mediaType, { schema: writer.write(schema), ...examples }];
  });
  return {
    description: declared.description ?? statusPhrase(status),
    ...(headers === undefined ? {} : { headers }),
    ...(content.length === 0 ? {} : { content: Object.fromEntries(content) }),
  };
}

function exportHeaders({ headers }: ResponseDeclaration, writer: SchemaWriter): JsonObject | undefined {
  if (headers === undefined || headers.fields.length === 0) return undefined;
  const fields = headers.fields.map(({ name, place, form }): [string, JsonObject] => {
    const { outer, schema } = hoisted(writer.writeAll(place.entries));
    const style = form.kind === 'scalar' ? {} : { style: form.style, explode: form.explode };
    return [name, { ...(headers.place.required.has(name) ? { required: true } : {}), ...style, ...outer, schema }];
  });
  return Object.fromEntries(fields);
}

const streamOf = ({ streams }: ResponseDeclaration, mediaType: string): AnswerStream | undefined =>
  streams.get(mediaType) ?? [...streams.values()][0];

/** A declared answer that a problem shares its status with. */
function merged(declared: JsonObject, problem: JsonObject): JsonObject {
  const content = asObject(declared['content']);
  const own = content[problemType];
  const problemMedia = asObject(asObject(problem['content'])[problemType]);
  const media = own === undefined ? problemMedia : eitherSchema(asObject(own), problemMedia);
  const headers = { ...asObject(problem['headers']), ...asObject(declared['headers']) };
  return {
    ...declared,
    ...(Object.keys(headers).length === 0 ? {} : { headers }),
    content: { ...content, [problemType]: media },
  };
}

function eitherSchema(own: JsonObject, problem: JsonObject): JsonObject {
  const schemas = [own['schema'] ?? true, problem['schema'] ?? true];
  const [first, second] = schemas;
  if (first === undefined || second === undefined || canonicalText(first) === canonicalText(second)) return own;
  return { ...own, schema: { anyOf: schemas } };
}
