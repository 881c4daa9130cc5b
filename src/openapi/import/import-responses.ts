import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import { formatKind } from '../../http/format-kind.ts';
import { refusedAnswerHeaders } from '../../http/parameter-headers.ts';
import { isToken } from '../../http/token.ts';
import type { DescribedContent, DescribedHeader, DescribedResponse } from '../read/backend-description.ts';
import type { ContractSchemas } from './contract-schemas.ts';
import { withExamples } from './import-body.ts';
import { importText } from './import-text.ts';
import { importStream } from './import-stream.ts';
import type { LossList } from './loss-list.ts';
import { plainTypes } from './plain-types.ts';

/** Longer examples of answers are left to the document: they would be most of the contract. */
const longestExample = 2000;

/** Makes `responses` of an operation. What is not declared is passed on as it comes, which is told. */
export function importResponses(
  schemas: ContractSchemas,
  losses: LossList,
  responses: Readonly<Record<string, DescribedResponse>>,
): JsonObject {
  const imported: JsonObject = {};
  for (const [status, response] of Object.entries(responses)) {
    if (status.startsWith('1')) {
      losses.add(response, 'interim', [`\`${status}\` is no answer but an interim one`, 'nothing has to be done']);
      continue;
    }
    const headers = importHeaders(schemas, losses, response.headers);
    const content = importContent(schemas, losses, response.content);
    imported[status] = {
      ...(response.description === '' ? {} : { description: response.description }),
      ...(headers === undefined ? {} : { headers }),
      ...(content === undefined ? {} : { content }),
    };
  }
  return imported;
}

function importHeaders(
  schemas: ContractSchemas,
  losses: LossList,
  headers: Readonly<Record<string, DescribedHeader>>,
): JsonObject | undefined {
  const properties: JsonObject = {};
  const required: string[] = [];
  const seen = new Set<string>();
  for (const [name, header] of Object.entries(headers)) {
    const lower = name.toLowerCase();
    // OpenAPI 3.1, section 4.8.17: `Content-Type` is ignored, for the content says it.
    if (lower === 'content-type' || seen.has(lower)) continue;
    seen.add(lower);
    if (refusedAnswerHeaders.has(lower) || !isToken(name)) {
      losses.add(header, 'answer-header', [
        `\`${name}\` cannot be declared of an answer; it is passed on`,
        'nothing has to be done',
      ]);
      continue;
    }
    const text = { ...header, in: 'header' as const, name, style: 'simple' as const };
    const schema = importText(schemas, losses, text);
    if (schema === undefined) continue;
    properties[name] = {
      ...schema,
      ...(header.description === undefined ? {} : { description: header.description }),
      ...(header.deprecated ? { deprecated: true } : {}),
    };
    if (header.required) required.push(name);
  }
  if (Object.keys(properties).length === 0) return undefined;
  return { ...(required.length === 0 ? {} : { required }), properties };
}

function importContent(
  schemas: ContractSchemas,
  losses: LossList,
  described: Readonly<Record<string, DescribedContent>>,
): JsonObject | undefined {
  const content: JsonObject = {};
  for (const [mediaType, media] of Object.entries(described)) {
    for (const essence of plainTypes(losses, mediaType, media)) {
      if (Object.hasOwn(content, essence)) continue;
      const schema = importMedia(schemas, losses, { essence, media });
      if (schema !== undefined) content[essence] = schema;
    }
  }
  return Object.keys(content).length === 0 ? undefined : content;
}

function importMedia(
  schemas: ContractSchemas,
  losses: LossList,
  { essence, media }: { readonly essence: string; readonly media: DescribedContent },
): JsonValue | undefined {
  const kind = formatKind(essence);
  if (kind === 'json' && !sequences.has(essence)) return withExamples(schemas, withoutLong(losses, media));
  const stream = importStream(schemas, essence, media);
  if (stream !== undefined) return stream;
  if (kind === 'text') return { type: 'string' };
  if (kind === 'binary' && !sequences.has(essence)) return { type: 'string', format: 'binary' };
  losses.add(media, 'answer-content', [
    `answers of \`${essence}\` are passed on as they come, and not declared`,
    'declare them where they are to be mapped or checked: docs/answers.md',
  ]);
  return undefined;
}

/** Many values one after the other, whose schema says something else in a contract than in the document. */
const sequences: ReadonlySet<string> = new Set([
  'text/event-stream',
  'application/x-ndjson',
  'application/ndjson',
  'application/jsonl',
  'application/x-jsonlines',
  'application/json-seq',
  'application/stream+json',
]);

function withoutLong(losses: LossList, media: DescribedContent): DescribedContent {
  const examples = media.examples.filter((example) => JSON.stringify(example).length <= longestExample);
  if (examples.length < media.examples.length) {
    losses.add(media, 'example', [
      `examples of answers that are longer than ${longestExample} characters are left to the document`,
      'nothing has to be done',
    ]);
  }
  return { ...media, examples };
}
