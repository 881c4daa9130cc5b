import type * as FastCheck from 'fast-check';
import type { JsonValue } from '../../codec/json-value.ts';
import { formatScalar } from '../../codec/scalar.ts';
import type { AnswerHeader } from '../../contract/answer-declaration.ts';
import type { Operation } from '../../contract/contract.ts';
import { runReply } from '../../example/run-reply.ts';
import type { DescribedHeader } from '../../openapi/read/backend-description.ts';
import { compileReplies } from '../../reply/replies.ts';
import { readAs, readText } from '../backend/read-as.ts';
import { type DirectedSource, shownTypes } from '../backend/schema-view.ts';
import { contains } from '../contain/contains.ts';
import { compileConfirm } from '../contain/judge/confirm.ts';
import type { Memory } from '../contain/memory.ts';
import { originOf } from '../image/place-image.ts';
import { isSchema, type PlainSchema } from '../image/plain-schema.ts';
import type { FilePlace } from '../judge/question.ts';
import { cureOfAnswer } from './answer-cure.ts';
import type { AnswerNote, AnswerObstacle, AnswerRefutation, ComparedContent, Judgement } from './answer-verdict.ts';
import type { HeaderMatch } from './match-answers.ts';
import { PromisedSchemas } from './promised-schemas.ts';
import { searchAnswer } from './search-answer.ts';

/** What header fields are judged with. */
export interface HeadersSite {
  readonly operation: Operation;
  readonly source: DirectedSource;
  readonly memory: Memory;
  /** The most violations that are told of one answer. */
  readonly violations: number;
  /** How many values are made where no rule decides. */
  readonly runs: number;
  loadRandom(): Promise<typeof FastCheck>;
}

interface JudgedHeaders {
  readonly judgements: readonly Judgement[];
  readonly notes: readonly AnswerNote[];
}

/**
 * Decides whether the header fields that a backend describes for an answer become those that callers are promised. One that
 * it does not describe is a note: few documents list all that is sent.
 */
export async function judgeHeaders(match: HeaderMatch, site: HeadersSite): Promise<JudgedHeaders> {
  const judgements: Judgement[] = [];
  const notes: AnswerNote[] = [];
  const { headers } = match.response;
  for (const field of headers?.fields ?? []) {
    const { source } = field;
    if (headers === undefined || source === undefined || source.gatheredBy !== undefined) continue;
    const described = describedAs(source.name, match);
    if (described === undefined) {
      if (headers.place.required.has(field.name)) notes.push(undescribed(match, field.name));
      continue;
    }
    const given = { match, field, described, isRequired: headers.place.required.has(field.name) };
    judgements.push(await judgeHeader(given, site));
  }
  return { judgements, notes };
}

const describedAs = (name: string, { promised }: HeaderMatch): DescribedHeader | undefined =>
  Object.entries(promised.headers).find(([known]) => known.toLowerCase() === name.toLowerCase())?.[1];

const undescribed = ({ written, promised }: HeaderMatch, name: string): AnswerNote => ({
  rule: 'answer-header-undescribed',
  message: `answer ${written} is promised with the header \`${name}\`, which the backend does not describe`,
  place: { file: promised.file, pointer: promised.pointer },
});

interface Given {
  readonly match: HeaderMatch;
  readonly field: AnswerHeader;
  readonly described: DescribedHeader;
  readonly isRequired: boolean;
}

async function judgeHeader(given: Given, site: HeadersSite): Promise<Judgement> {
  const { field, described, isRequired } = given;
  if (isRequired && !described.required) {
    const refutation = refutationOf(given, { value: undefined, backend: described }, site);
    if (refutation !== undefined) return { kind: 'refuted', refutation };
  }
  const isText = field.form.kind === 'scalar' && field.source?.form.kind === 'scalar';
  if (!isText) return undecided(given, { keyword: 'style', because: 'a list or an object as text is not compared' });
  const promise = new PromisedSchemas(site.operation.unknown.response);
  const outer = promise.of(field.plan);
  const [unruled] = promise.unruled;
  if (unruled !== undefined) return tried(given, unruled, site);
  const resolve = resolverOf(site.source);
  const view = site.source.view(described.schema);
  const inner = isSchema(view) ? readAs(view, { outer, outerSource: promise.definitions, resolve }) : view;
  const options = { memory: site.memory, innerPlace: described };
  const verdict = contains({ inner, innerSource: site.source, outer, outerSource: promise.definitions, options });
  if (verdict.kind === 'proved') return verdict;
  if (verdict.kind === 'undecided') {
    return tried(given, verdict.obstacles[0] ?? { keyword: 'schema', because: 'it is not decided' }, site);
  }
  // What is read of a text may be more than the text can be: the backend's own schema has the last word.
  const refutation = isDescribed(verdict.witness, given, site.source)
    ? refutationOf(given, { value: verdict.witness, backend: described }, site)
    : undefined;
  if (refutation !== undefined) return { kind: 'refuted', refutation };
  return tried(given, { keyword: verdict.keyword, because: 'a doubt that no answer shows' }, site);
}

const resolverOf =
  (source: DirectedSource) =>
  (reference: string): PlainSchema => {
    const found = source.resolve(reference)?.schema;
    return isSchema(found) ? found : true;
  };

function isDescribed(value: JsonValue, { described }: Given, source: DirectedSource): boolean {
  const text = formatScalar(value);
  const accepts = compileConfirm({ schema: source.view(described.schema), source });
  const types = shownTypes(described.schema, source) ?? new Set(['string']);
  return text !== undefined && [readText(text, types), text].some((reading) => accepts?.(reading) === true);
}

type Doubt = Pick<AnswerObstacle, 'keyword' | 'because'>;

const undecided = (given: Given, { keyword, because }: Doubt, answers = 0): Judgement => ({
  kind: 'tested',
  answers,
  obstacle: { ...comparedOf(given), keyword, because },
});

/** Makes values of the field at random, as the backend's schema has them, and brings each back. */
async function tried(given: Given, doubt: Doubt, site: HeadersSite): Promise<Judgement> {
  const { source, runs } = site;
  const { described } = given;
  const shown = (value: JsonValue) => refutationOf(given, { value, backend: described }, site);
  const { tried: answers, broken } = searchAnswer({
    schema: source.view(described.schema),
    source,
    random: await site.loadRandom(),
    runs,
    isPromised: (value) => isDescribed(value, given, source),
    fits: (value) => shown(value) === undefined,
  });
  const refutation = broken === undefined ? undefined : shown(broken);
  return refutation === undefined ? undecided(given, doubt, answers) : { kind: 'refuted', refutation };
}

function comparedOf({ match, field, described }: Given): ComparedContent {
  const backend = { file: described.file, pointer: described.pointer };
  const contract = originOf(field.place) ?? match.response.headers?.schema.origin ?? backend;
  return { status: match.written, mediaType: 'header', header: field.name, contract, backend };
}

interface Shown {
  /** What the upstream's field says; `undefined` where it is not there. */
  readonly value: JsonValue | undefined;
  readonly backend: FilePlace;
}

/** `undefined` where the real stage takes the answer. */
function refutationOf(
  given: Given,
  { value, backend }: Shown,
  { operation, violations }: Pick<HeadersSite, 'operation' | 'violations'>,
): AnswerRefutation | undefined {
  const { match, field } = given;
  const name = field.source?.name ?? field.name;
  const text = value === undefined ? undefined : formatScalar(value);
  if (value !== undefined && text === undefined) return undefined;
  const replies = compileReplies({ mappedAnswerBytes: 1024, violations, reports: true });
  const fields = new Map(text === undefined ? [] : [[name.toLowerCase(), { name, value: text }] as const]);
  const answer = { status: match.status, fields, content: Buffer.alloc(0) };
  const judged: Operation = { ...operation, responseValidation: 'report' };
  const reply = runReply(replies, judged, { method: operation.upstream.method, answer });
  const found = reply.ok ? reply.violations : [];
  // A text that cannot be read is told by the name under which it came.
  const violation = found.find(({ in: at, name: told }) => at === 'header' && (told === field.name || told === name));
  if (violation === undefined) return undefined;
  const isRefused = operation.responseValidation === 'enforce';
  return {
    ...comparedOf(given),
    backend: { file: backend.file, pointer: backend.pointer },
    at: violation.pointer,
    keyword: violation.code,
    because: violation.detail,
    cure: cureOfAnswer(violation.code),
    sent: text === undefined ? {} : { [name]: text },
    gets: isRefused ? '502 upstream-contract-violation' : `${match.status}`,
  };
}
