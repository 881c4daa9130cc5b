import type * as FastCheck from 'fast-check';
import type { Operation } from '../../contract/contract.ts';
import type { BackendOperation } from '../backend/backend-operation.ts';
import { compileBackend } from '../backend/read-outgoing.ts';
import { contains } from '../contain/contains.ts';
import type { Memory } from '../contain/memory.ts';
import { operationImage } from '../image/operation-image.ts';
import { arbitraryRequest, type RequestValues, textOfPattern } from '../search/arbitrary-request.ts';
import { knownNames } from '../search/known-names.ts';
import {
  compileProbe,
  type Counterexample,
  isAbout,
  type ProbeRequest,
  type ProbeSite,
  sizeOf,
} from './counterexample.ts';
import { plainCandidates, witnessCandidates } from './candidates.ts';
import { questionsOf } from './parameter-questions.ts';
import type { Question } from './question.ts';
import { shrinkRequest } from './shrink-request.ts';
import { doubledLists, showsStyle } from './style-requests.ts';
import type { ObstacleReport, OperationVerdict, Refutation } from './operation-verdict.ts';

/** What an operation is judged with. */
export interface JudgeSite extends Pick<ProbeSite, 'api'> {
  /** The same operation as the api has it, with a mask for each secret. */
  readonly masked: Operation;
  readonly memory: Memory;
  /** How many requests are made where no rule decides. */
  readonly runs: number;
  /** Loads the library that makes them, when one has to be made. */
  loadRandom(): Promise<typeof FastCheck>;
}

/** An answer to a question that is not `proved`. */
interface Doubt {
  readonly question: Question;
  readonly keyword: string;
  readonly because: string;
  readonly cure: string;
  /** Whether rules say that some request breaks the backend; a request must show it all the same. */
  readonly isRefuted: boolean;
  readonly candidates: readonly RequestValues[];
}

/**
 * Decides whether the backend takes whatever an operation sends: by rules, and where these do not decide, by requests that
 * are made and sent through the real pipeline.
 */
export async function judgeOperation(
  operation: Operation,
  backend: BackendOperation,
  site: JudgeSite,
): Promise<OperationVerdict> {
  const image = operationImage(operation);
  const plain = plainCandidates(site.masked);
  const doubts = questionsOf(operation, image, backend).flatMap((question) =>
    doubtsOf(question, { operation: site.masked, image, memory: site.memory, plain }),
  );
  if (doubts.length === 0) return { kind: 'proved' };
  const probe = compileProbe({ api: site.api, operation: site.masked, judge: compileBackend(backend) });
  const shown = doubts.map((doubt) => ({ doubt, found: smallest(doubt, probe) }));
  const refutations = shown.flatMap(({ doubt, found }) => (found === undefined ? [] : [refutationOf(doubt, found)]));
  if (refutations.length > 0) return { kind: 'refuted', refutations };
  return searched(doubts, { probe, masked: site.masked, runs: site.runs, random: await site.loadRandom() });
}

/** Whether rules alone show that a backend takes whatever an operation sends; no request is made. */
export function isProved(operation: Operation, backend: BackendOperation, memory: Memory): boolean {
  const image = operationImage(operation);
  const questions = questionsOf(operation, image, backend);
  return questions.every((question) => doubtsOf(question, { operation, image, memory, plain: [] }).length === 0);
}

interface DoubtSite {
  readonly operation: Operation;
  readonly image: ReturnType<typeof operationImage>;
  readonly memory: Memory;
  readonly plain: readonly RequestValues[];
}

function doubtsOf(question: Question, { operation, image, memory, plain }: DoubtSite): Doubt[] {
  const { asks } = question;
  const base = { question, candidates: plain, cure: '' };
  if (asks.kind === 'unknown') return [{ ...base, keyword: asks.keyword, because: asks.because, isRefuted: false }];
  if (asks.kind === 'broken') {
    const { keyword, because, cure } = asks;
    const candidates = keyword === 'style' ? [...plain, ...doubledLists(question, plain)] : plain;
    return [{ ...base, candidates, keyword, because, cure, isRefuted: true }];
  }
  const { inner, outer, outerSource } = asks;
  const verdict = contains({
    inner,
    innerSource: image.definitions,
    outer,
    outerSource,
    options: { memory, outerPlace: question.backend },
  });
  if (verdict.kind === 'proved') return [];
  if (verdict.kind === 'undecided') {
    return verdict.obstacles
      .slice(0, 1)
      .map(({ keyword, because }) => ({ ...base, keyword, because, isRefuted: false }));
  }
  const { witness, keyword, because, outerFile, outerPointer, at } = verdict;
  const isSecret =
    question.image !== undefined &&
    'slot' in question.image &&
    question.image.slot.source.kind === 'added' &&
    question.image.slot.source.value.kind === 'secret';
  if (isSecret) return [{ ...base, keyword, because: 'a secret is not known here', isRefuted: false }];
  const placed: Question = {
    ...question,
    backend: { file: outerFile || question.backend.file, pointer: outerPointer },
  };
  const candidates = witnessCandidates(operation, question, { witness, others: plain });
  const cure = cureOf(keyword, at);
  return [{ question: placed, candidates: [...candidates, ...plain], keyword, because, cure, isRefuted: true }];
}

const cures: Readonly<Record<string, string>> = {
  required: 'require it of the caller, give it a `default`, or add it under `upstream`',
  additionalProperties: 'give it the name that the backend knows, or leave it out with `"x-upstream": false`',
  enum: 'list only what the backend knows, or map the others by a `values` codec',
  const: 'send that value: as a constant under `upstream`, or by a `values` codec',
  type: 'convert it by a codec: `text`, `number`, `values`, ...',
  format: "give the caller's schema the same format, or convert it by a codec",
  pattern: "narrow the caller's `pattern`, or convert the text by a codec",
};

function cureOf(keyword: string, at: string): string {
  const place = at === '' ? '' : ` at \`${at}\``;
  const own = cures[keyword];
  return own === undefined ? `narrow the caller's schema${place} to the backend's \`${keyword}\`` : `${own}${place}`;
}

/** The smallest request that is found to show what is doubted. */
function smallest({ question, keyword, candidates }: Doubt, probe: ProbeRequest): Counterexample | undefined {
  const shows = (values: RequestValues): Counterexample | undefined => {
    const result = probe(values);
    if (result.kind === 'refused') return undefined;
    // Read in another style, a list is another list, which its schema may take all the same.
    const isMisread = keyword === 'style' && showsStyle(result.counterexample.outgoing, question);
    return isMisread || (result.kind === 'broken' && isAbout(result.counterexample, question))
      ? result.counterexample
      : undefined;
  };
  let best: { readonly values: RequestValues; readonly size: number } | undefined;
  for (const values of candidates) {
    const found = shows(values);
    if (found === undefined || (best !== undefined && sizeOf(found) >= best.size)) continue;
    best = { values, size: sizeOf(found) };
  }
  return best === undefined ? undefined : shows(shrinkRequest(best.values, (values) => shows(values) !== undefined));
}

function refutationOf(doubt: Doubt, counterexample: Counterexample): Refutation {
  const { question, keyword, because } = doubt;
  const { in: location, name, contract, backend } = question;
  const cure = doubt.cure === '' ? cureOf(keyword, '') : doubt.cure;
  return { in: location, name, keyword, because, cure, contract, backend, counterexample };
}

interface SearchSite {
  readonly probe: ProbeRequest;
  readonly masked: Operation;
  readonly runs: number;
  readonly random: typeof FastCheck;
}

/** Sends requests at random; the same ones at each check of the same contract. */
function searched(doubts: readonly Doubt[], { probe, masked, runs, random }: SearchSite): OperationVerdict {
  let sent = 0;
  const isTaken = (values: RequestValues): boolean => {
    const { kind } = probe(values);
    if (kind !== 'refused') sent += 1;
    return kind !== 'broken';
  };
  const known = doubts.flatMap(({ question: { asks } }) =>
    asks.kind === 'fits' ? knownNames(asks.outer, asks.outerSource, textOfPattern) : [],
  );
  const requests = arbitraryRequest(masked, random, [...new Set(known)]);
  const details = random.check(random.property(requests, isTaken), { numRuns: runs, seed: 7 });
  const [found] = details.counterexample ?? [];
  const result = found === undefined ? undefined : probe(found);
  if (result?.kind === 'broken') {
    const { counterexample } = result;
    const doubt = doubts.find(({ question }) => isAbout(counterexample, question)) ?? doubts[0];
    if (doubt !== undefined) return { kind: 'refuted', refutations: [refutationOf(doubt, counterexample)] };
  }
  const obstacles = doubts.map(({ question, keyword, because }): ObstacleReport => {
    const { in: location, name, contract, backend } = question;
    return { in: location, name, keyword, because, contract, backend };
  });
  return { kind: 'tested', requests: sent, obstacles };
}
