import type * as FastCheck from 'fast-check';
import type { JsonValue } from '../../codec/json-value.ts';
import type { Operation } from '../../contract/contract.ts';
import { pointerNames } from '../../contract/json-pointer.ts';
import type { Place } from '../../contract/place.ts';
import type { AnswerViolation } from '../../reply/answer-violation.ts';
import type { BackendOperation } from '../backend/backend-operation.ts';
import { DirectedSource } from '../backend/schema-view.ts';
import { contains } from '../contain/contains.ts';
import { compileConfirm } from '../contain/judge/confirm.ts';
import type { Memory } from '../contain/memory.ts';
import { originOf } from '../image/place-image.ts';
import type { FilePlace } from '../judge/question.ts';
import { cureOfAnswer } from './answer-cure.ts';
import type { AnswerObstacle, AnswerRefutation, AnswersVerdict, ComparedContent, Judgement } from './answer-verdict.ts';
import { judgeHeaders } from './judge-headers.ts';
import { type AnswerMatch, matchAnswers } from './match-answers.ts';
import { compileProbeAnswer, type ProbeAnswer } from './probe-answer.ts';
import { policyHindrance } from './policy-hindrance.ts';
import { PromisedSchemas } from './promised-schemas.ts';
import { searchAnswer } from './search-answer.ts';

/** What answers are judged with. */
export interface AnswersSite {
  readonly memory: Memory;
  /** How many answers are made where no rule decides. */
  readonly runs: number;
  /** The most violations that are told of one answer. */
  readonly violations: number;
  loadRandom(): Promise<typeof FastCheck>;
}

interface ContentSite extends AnswersSite {
  readonly operation: Operation;
  readonly source: DirectedSource;
  readonly probe: ProbeAnswer;
}

/** Decides whether whatever a backend promises to answer becomes what a contract promises to its callers. */
export async function judgeAnswers(
  operation: Operation,
  backend: BackendOperation,
  site: AnswersSite,
): Promise<AnswersVerdict> {
  const { matches, headers, notes } = matchAnswers(operation, backend);
  const source = new DirectedSource(backend.source, 'answer');
  const probe = compileProbeAnswer(operation, site.violations);
  const found: Judgement[] = [];
  for (const match of matches) found.push(await judgeContent(match, { ...site, operation, source, probe }));
  const fields = await Promise.all(headers.map((match) => judgeHeaders(match, { ...site, operation, source })));
  found.push(...fields.flatMap(({ judgements }) => judgements));
  const refutations = found.flatMap((each) => (each.kind === 'refuted' ? [each.refutation] : []));
  const tested = found.flatMap((each) => (each.kind === 'tested' ? [each] : []));
  const undoubted = found.length === 0 ? 'none' : 'proved';
  return {
    kind: refutations.length > 0 ? 'refuted' : tested.length > 0 ? 'tested' : undoubted,
    validation: operation.responseValidation,
    refutations,
    answers: tested.reduce((sum, { answers }) => sum + answers, 0),
    obstacles: tested.map(({ obstacle }) => obstacle),
    notes: [...notes, ...fields.flatMap((each) => each.notes)],
  };
}

async function judgeContent(match: AnswerMatch, site: ContentSite): Promise<Judgement> {
  const { promised, body, isConditional, response } = match;
  const schema = site.source.view(promised.schema);
  const promise = new PromisedSchemas(site.operation.unknown.response);
  const outer = body === undefined ? false : promise.of(body.plan);
  const [unruled] = promise.unruled;
  const hindrance = policyHindrance(site.operation.unknown.response, outer, promise.definitions);
  const elsewhere = isConditional || response.names.length > 0;
  if (elsewhere || unruled !== undefined || hindrance !== undefined) {
    const because = 'which answer it is depends on its content, or names in it are translated';
    const { keyword, because: why } = unruled ?? hindrance ?? { keyword: 'upstream', because };
    return tried(match, { keyword, because: why }, site);
  }
  const verdict = contains({
    inner: schema,
    innerSource: site.source,
    outer,
    outerSource: promise.definitions,
    options: { memory: site.memory, innerPlace: promised },
  });
  if (verdict.kind === 'proved') return verdict;
  if (verdict.kind === 'refuted') {
    const at = { file: verdict.innerFile || promised.file, pointer: verdict.innerPointer };
    const refutation = refutationOf(match, { value: verdict.witness, backend: at }, site);
    if (refutation !== undefined) return { kind: 'refuted', refutation };
    return tried(match, { keyword: verdict.keyword, because: 'a doubt that no answer shows' }, site);
  }
  const [first] = verdict.obstacles;
  return tried(match, { keyword: first?.keyword ?? 'schema', because: first?.because ?? 'it is not decided' }, site);
}

/** Makes answers at random, as the backend's schema has them, and brings each back. */
async function tried(
  match: AnswerMatch,
  doubt: Pick<AnswerObstacle, 'keyword' | 'because'>,
  site: ContentSite,
): Promise<Judgement> {
  const { source, probe, runs } = site;
  const schema = source.view(match.promised.schema);
  const accepts = compileConfirm({ schema, source });
  const fits = (value: JsonValue): boolean => probe({ ...match, value }).violations.length === 0;
  const isPromised = (value: JsonValue): boolean => accepts?.(value) === true;
  const searched = searchAnswer({ schema, source, random: await site.loadRandom(), runs, isPromised, fits });
  if (searched.broken !== undefined) {
    const refutation = refutationOf(match, { value: searched.broken, backend: match.promised }, site);
    if (refutation !== undefined) return { kind: 'refuted', refutation };
  }
  return { kind: 'tested', answers: searched.tried, obstacle: { ...comparedOf(match, match.promised), ...doubt } };
}

function comparedOf({ written, mediaType, body, response }: AnswerMatch, backend: FilePlace): ComparedContent {
  const [any] = response.content.values();
  const contract = body?.schema.origin ?? any?.origin ?? backend;
  return { status: written, mediaType, contract, backend: { file: backend.file, pointer: backend.pointer } };
}

/** `undefined` where the real stage takes the answer. */
function refutationOf(
  match: AnswerMatch,
  { value, backend }: { readonly value: JsonValue; readonly backend: FilePlace },
  { probe }: ContentSite,
): AnswerRefutation | undefined {
  const { violations, gets } = probe({ ...match, value });
  const [violation] = violations;
  if (violation === undefined) return undefined;
  const compared = comparedOf(match, backend);
  const contract = match.body === undefined ? undefined : placeOf(match.body.place, violation);
  return {
    ...compared,
    contract: contract ?? compared.contract,
    at: violation.pointer,
    keyword: violation.code,
    because: violation.detail,
    cure: cureOfAnswer(violation.code),
    sent: value,
    gets,
  };
}

/** Where the contract describes what a violation is about, as far down as it does. */
function placeOf(root: Place, { in: location, pointer }: AnswerViolation): FilePlace | undefined {
  if (location !== 'body') return undefined;
  let place = root;
  for (const name of pointerNames(decodeURIComponent(pointer.replace(/^#/, '')))) {
    const below = place.members.get(name) ?? place.prefixItems[Number(name)] ?? place.items ?? place.additional;
    if (below === undefined) break;
    place = below;
  }
  return originOf(place);
}
