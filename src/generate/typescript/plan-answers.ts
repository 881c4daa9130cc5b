import type { AnswerStream, ResponseDeclaration } from '../../contract/answer-declaration.ts';
import { streamKind } from '../../contract/answer-streams.ts';
import type { Operation } from '../../contract/contract.ts';
import type { SchemaNode } from '../../contract/schema-node.ts';
import { formatKind } from '../../http/format-kind.ts';
import type { Definitions } from '../schema/definitions.ts';
import { planStream, type PlannedStream } from './plan-stream.ts';

/** How the content of an answer is read. */
export type AnswerKind = 'json' | 'text' | 'content' | 'stream' | 'none' | 'any';

/** What is declared of one status. */
export interface PlannedAnswer {
  /** `200`, `2XX` or `default`. */
  readonly status: string;
  readonly kind: AnswerKind;
  /** The id of the type of its JSON in `Definitions`. */
  readonly typeId: string | undefined;
}

/** What is declared of an operation's answers. */
export interface PlannedAnswers {
  /** The successes, by status; never empty. */
  readonly successes: readonly PlannedAnswer[];
  /** The error answers whose JSON is declared. */
  readonly failures: readonly PlannedAnswer[];
  /** What the client asks for; empty where nothing is declared. */
  readonly accept: readonly string[];
  readonly stream: PlannedStream | undefined;
  /** Whether the stream is had by asking for it, in place of the answer that is no stream. */
  readonly streamIsAsked: boolean;
}

interface Reading {
  readonly status: string;
  readonly kind: AnswerKind;
  readonly mediaTypes: readonly string[];
  readonly schemas: readonly SchemaNode[];
}

/** Plans how the answers of an operation are read, and adds their types to the file's definitions. */
export function planAnswers(operation: Operation, definitions: Definitions): PlannedAnswers {
  const statuses = Object.keys(operation.responses).sort();
  const declared2xx = statuses.filter((status) => status.startsWith('2'));
  const chosen = declared2xx.length > 0 ? declared2xx : statuses.filter((status) => status === 'default');
  const readings = chosen.map((status) => readingOf(status, operation));
  const failing = statuses
    .filter((status) => !status.startsWith('2') && !/^[13]/.test(status))
    .map((status) => readingOf(status, operation))
    .filter(({ kind, mediaTypes }) => kind === 'json' && !mediaTypes.includes('application/problem+json'));
  const stream = chosen.map((status) => streamOf(operation.responses[status])).find((found) => found !== undefined);
  const typed = { operation: operation.name, definitions };
  const successes = readings.length === 0 ? [anything] : addTypes(readings, { ...typed, word: 'answer' });
  return {
    successes,
    failures: addTypes(failing, { ...typed, word: 'error', numbered: true }),
    accept: [...new Set(readings.flatMap(({ mediaTypes }) => mediaTypes))],
    stream: stream === undefined ? undefined : planStream(operation.name, stream, definitions),
    streamIsAsked: stream !== undefined && successes.every(({ kind }) => kind !== 'stream'),
  };
}

const anything: PlannedAnswer = { status: 'default', kind: 'any', typeId: undefined };

function readingOf(status: string, { responses, method }: Operation): Reading {
  const contents = [...(responses[status]?.content ?? [])];
  if (contents.length === 0) {
    // A status without declared content promises nothing of it, unless it has none by its meaning.
    const isEmpty = /^(204|205)$/.test(status) || method === 'HEAD';
    return { status, kind: isEmpty ? 'none' : 'any', mediaTypes: [], schemas: [] };
  }
  const kinds = contents.map(([mediaType]) => kindOf(mediaType));
  const kind = kinds.includes('json') ? 'json' : (kinds.find((candidate) => candidate !== 'stream') ?? 'stream');
  const read = contents.filter((_, index) => kinds[index] === kind);
  return {
    status,
    kind,
    mediaTypes: read.map(([mediaType]) => mediaType),
    schemas: kind === 'json' ? read.map(([, schema]) => schema) : [],
  };
}

function kindOf(mediaType: string): AnswerKind {
  if (streamKind(mediaType) !== undefined) return 'stream';
  const kind = formatKind(mediaType);
  if (kind === 'json') return 'json';
  return kind === 'binary' || kind === 'multipart' ? 'content' : 'text';
}

function addTypes(
  readings: readonly Reading[],
  {
    operation,
    word,
    definitions,
    numbered = readings.filter(({ schemas }) => schemas.length > 0).length > 1,
  }: { operation: string; word: string; definitions: Definitions; numbered?: boolean },
): readonly PlannedAnswer[] {
  return readings.map(({ status, kind, schemas }) => {
    if (schemas.length === 0) return { status, kind, typeId: undefined };
    const wanted = `${operation} ${word}${numbered ? ` ${status}` : ''}`;
    const typeId = `operation ${wanted}`;
    definitions.addEither({ id: typeId, wanted }, schemas, 'answer');
    return { status, kind, typeId };
  });
}

function streamOf(
  response: ResponseDeclaration | undefined,
): { mediaType: string; declared: AnswerStream | undefined } | undefined {
  const mediaType = [...(response?.content.keys() ?? [])].find((candidate) => streamKind(candidate) !== undefined);
  if (response === undefined || mediaType === undefined) return undefined;
  // Streams are kept by the upstream's media type, which is mostly the same.
  return { mediaType, declared: response.streams.get(mediaType) ?? [...response.streams.values()][0] };
}
