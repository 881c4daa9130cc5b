import { givesText } from '../../contract/answer-streams.ts';
import type { AnswerEvent, AnswerStream } from '../../contract/answer-declaration.ts';
import type { Operation } from '../../contract/contract.ts';
import type { SchemaNode } from '../../contract/schema-node.ts';
import { formatKind } from '../../http/format-kind.ts';
import type { Definitions } from '../schema/definitions.ts';
import { either, type TypeSchema } from '../schema/type-schema.ts';

/** How an answer is read; `events` and `lines` give one item after the other, `bytes` one piece after the other. */
export type AnswerReading = 'json' | 'text' | 'bytes' | 'events' | 'lines';

/** One media type in which successes are declared. */
export interface PythonAnswer {
  readonly mediaType: string;
  readonly reading: AnswerReading;
  /** Ids of the types in `Definitions`: of the whole, of a line, or of each event; none for texts and bytes. */
  readonly typeIds: readonly string[];
  /** How the data of each declared event is read: as JSON, as a text, or as JSON where it is some. */
  readonly events: ReadonlyMap<string, 'json' | 'text' | 'either'>;
  /** Media types of successes that are not declared in this one. */
  readonly others: readonly string[];
}

/** What an operation's successes are. */
export interface PythonAnswers {
  /** JSON first; empty where nothing is declared, or nothing but successes without content. */
  readonly answers: readonly PythonAnswer[];
  /** Whether a success may have no content. */
  readonly mayBeEmpty: boolean;
  /** Whether successes are declared at all. */
  readonly isDeclared: boolean;
}

/** Plans how the answers of an operation are read, and adds their types to the file's definitions. */
export function planPythonAnswers(operation: Operation, definitions: Definitions): PythonAnswers {
  const statuses = Object.keys(operation.responses).sort();
  const successes = statuses.filter((status) => status.startsWith('2'));
  const chosen = successes.length > 0 ? successes : statuses.filter((status) => status === 'default');
  const declared = chosen.map((status) => operation.responses[status]).filter((answer) => answer !== undefined);
  const mediaTypes = [...new Set(declared.flatMap(({ content }) => [...content.keys()]))];
  const inOrder = [...mediaTypes.filter(isJson), ...mediaTypes.filter((mediaType) => !isJson(mediaType))];
  const used = new Map<string, number>();
  const answers = inOrder.map((mediaType): PythonAnswer => {
    const schemas = declared.flatMap(({ content }) => content.get(mediaType) ?? []);
    const streams = declared.flatMap((answer) => answer.streams.get(mediaType) ?? []);
    const elsewhere = declared
      .filter(({ content }) => !content.has(mediaType))
      .flatMap(({ content }) => [...content.keys()]);
    const about = { operation, mediaType, definitions, used };
    return { ...planAnswer(about, schemas, streams), mediaType, others: [...new Set(elsewhere)] };
  });
  const mayBeEmpty = declared.length === 0 || declared.some(({ content }) => content.size === 0);
  return { answers, mayBeEmpty, isDeclared: declared.length > 0 };
}

const isJson = (mediaType: string): boolean => formatKind(mediaType) === 'json';

interface AnswerPlace {
  readonly operation: Operation;
  readonly mediaType: string;
  readonly definitions: Definitions;
  /** How often the operation has answers of a kind already: the types of its second JSON get a number. */
  readonly used: Map<string, number>;
}

type Reading = Pick<PythonAnswer, 'reading' | 'typeIds' | 'events'>;

function planAnswer(about: AnswerPlace, schemas: readonly SchemaNode[], streams: readonly AnswerStream[]): Reading {
  const { operation, definitions, used, mediaType } = about;
  const events = new Map<string, 'json' | 'text' | 'either'>();
  const add = (kind: string, converted: TypeSchema): string => {
    const count = (used.get(kind) ?? 0) + 1;
    used.set(kind, count);
    const wanted = `${operation.name} ${kind}${count === 1 ? '' : ` ${count}`}`;
    definitions.add(`operation ${wanted}`, wanted, converted);
    return `operation ${wanted}`;
  };
  const whole = (nodes: readonly SchemaNode[]): TypeSchema =>
    either(nodes.map((node) => definitions.convert(node, 'answer')));
  if (streams.some(({ kind }) => kind === 'events')) {
    const all = streams.flatMap((stream) => stream.events);
    const names = [...new Set(all.map(({ name }) => name))];
    const typeIds = names.map((name) => {
      const ofName = all.filter((event) => event.name === name);
      events.set(name, dataReading(ofName));
      return add(`event ${name}`, eventSchema(name, whole(ofName.map(({ body }) => body.schema))));
    });
    return { reading: 'events', typeIds, events };
  }
  if (streams.length > 0) return { reading: 'lines', typeIds: [add('item', whole(schemas))], events };
  const kind = formatKind(mediaType);
  if (kind === 'json') return { reading: 'json', typeIds: [add('answer', whole(schemas))], events };
  return { reading: kind === 'binary' || kind === 'multipart' ? 'bytes' : 'text', typeIds: [], events };
}

function eventSchema(name: string, data: TypeSchema): TypeSchema {
  return {
    type: 'object',
    properties: { event: { enum: [name] }, data, id: { type: 'string' } },
    required: ['event', 'data'],
    additionalProperties: false,
  };
}

function dataReading(events: readonly AnswerEvent[]): 'json' | 'text' | 'either' {
  if (events.every(givesText)) return 'text';
  return events.some((event) => givesText(event) || isText(event.body.schema)) ? 'either' : 'json';
}

function isText({ keywords, ref, anyOf, oneOf }: SchemaNode, depth = 0): boolean {
  const { type, const: constant, enum: members } = keywords;
  // A schema may refer to itself.
  if (depth > 20) return false;
  const named = Array.isArray(type) ? type : [type];
  if (named.includes('string') || typeof constant === 'string') return true;
  if (Array.isArray(members) && members.some((member) => typeof member === 'string')) return true;
  return [...(ref === undefined ? [] : [ref]), ...anyOf, ...oneOf].some((node) => isText(node, depth + 1));
}
