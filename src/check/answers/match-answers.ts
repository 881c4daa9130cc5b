import { answerChoices, isStatus } from '../../contract/answer-choice.ts';
import type { AnswerContent, ResponseDeclaration } from '../../contract/answer-declaration.ts';
import type { Operation } from '../../contract/contract.ts';
import { pointerTo } from '../../contract/json-pointer.ts';
import { formatKind } from '../../http/format-kind.ts';
import { parseMediaType } from '../../http/media-type.ts';
import { isContentless } from '../../http/status.ts';
import type { DescribedContent, DescribedResponse } from '../../openapi/read/backend-description.ts';
import type { BackendOperation } from '../backend/backend-operation.ts';
import type { AnswerNote } from './answer-verdict.ts';

/** A content that both sides speak of. */
export interface AnswerMatch {
  /** With which the backend answers, as its document writes it. */
  readonly written: string;
  /** One status of those that are meant. */
  readonly status: number;
  readonly mediaType: string;
  readonly promised: DescribedContent;
  /** `undefined` where the contract knows no content of this media type. */
  readonly body: AnswerContent | undefined;
  readonly response: ResponseDeclaration;
  /** Whether the content decides which declared answer this is, so that some of it is none of this one. */
  readonly isConditional: boolean;
}

/** An answer that a backend promises, and a declared one with header fields that is made from it. */
export interface HeaderMatch extends Pick<AnswerMatch, 'written' | 'status' | 'response'> {
  readonly promised: DescribedResponse;
}

/** What there is to compare, and what only one side speaks of. */
export interface AnswerMatches {
  readonly matches: readonly AnswerMatch[];
  readonly headers: readonly HeaderMatch[];
  readonly notes: readonly AnswerNote[];
}

/** Finds the declared answer of each answer that a backend promises. */
export function matchAnswers(operation: Operation, backend: BackendOperation): AnswerMatches {
  const choices = answerChoices(operation.responses);
  const notes: AnswerNote[] = [];
  const matches: AnswerMatch[] = [];
  const headers: HeaderMatch[] = [];
  const reached = new Set<string>();
  if (choices.length === 0 || Object.keys(backend.responses).length === 0) return { matches, headers, notes };
  for (const [written, promised] of Object.entries(backend.responses)) {
    for (const status of statusesOf(written, backend, operation)) {
      const known = choices.filter(({ from }) => isStatus(from, status));
      for (const { key } of known) reached.add(key);
      if (known.length === 0) {
        notes.push(undeclared(written, promised));
        continue;
      }
      const isConditional = known.some(({ when }) => when !== undefined);
      const [first] = known;
      if (first?.response.headers !== undefined && !isConditional) {
        headers.push({ written, status, response: first.response, promised });
      }
      if (first === undefined || isContentless(status)) continue;
      const found = contentsOf(first.response, { written, status, isConditional, promised });
      matches.push(...found.matches);
      notes.push(...found.notes);
    }
  }
  const never = Object.keys(operation.responses).filter((key) => !reached.has(key));
  return { matches, headers, notes: [...notes, ...never.map((key) => neverPromised(operation, key))] };
}

interface PromisedStatus {
  readonly written: string;
  readonly status: number;
  readonly isConditional: boolean;
  readonly promised: DescribedResponse;
}

function contentsOf(response: ResponseDeclaration, at: PromisedStatus): Pick<AnswerMatches, 'matches' | 'notes'> {
  const { written, status, isConditional, promised } = at;
  const note = (message: string): AnswerNote => ({ rule: 'answer-not-compared', message, place: promised });
  if (response.upstreamTypes.length === 0) return { matches: [], notes: [] };
  const contents = Object.entries(promised.content);
  if (contents.length === 0) {
    return { matches: [], notes: [note(`the backend does not say what its answer ${written} holds`)] };
  }
  const matches: AnswerMatch[] = [];
  const notes: AnswerNote[] = [];
  for (const [type, content] of contents) {
    for (const mediaType of declaredTypes(type, response)) {
      const body = response.bodies.get(mediaType);
      if (body === undefined && covers(response, mediaType)) {
        notes.push(
          note(`\`${mediaType}\` of answer ${written} is passed on or mapped piece by piece, and not compared`),
        );
      } else if (body !== undefined && (formatKind(mediaType) !== 'json' || body.sources.length > 0)) {
        notes.push(note(`\`${mediaType}\` of answer ${written} is not JSON alone, and not compared`));
      } else matches.push({ written, status, mediaType, promised: content, body, response, isConditional });
    }
  }
  return { matches, notes };
}

/** A range stands for what is declared of it. */
function declaredTypes(written: string, { upstreamTypes }: ResponseDeclaration): readonly string[] {
  const essence = parseMediaType(written)?.essence ?? written.toLowerCase();
  if (!essence.endsWith('/*')) return [essence];
  const family = essence === '*/*' ? '' : essence.slice(0, -1);
  return upstreamTypes.filter((type) => type.startsWith(family));
}

function covers({ upstreamTypes }: ResponseDeclaration, mediaType: string): boolean {
  const [family = ''] = mediaType.split('/');
  return [mediaType, `${family}/*`, '*/*'].some((type) => upstreamTypes.includes(type));
}

/** One status for each declared answer that a class or `default` may lead to. */
function statusesOf(written: string, backend: BackendOperation, { responses }: Operation): readonly number[] {
  if (/^\d{3}$/.test(written)) return [Number(written)];
  const ownClass = /^[1-5]XX$/i.test(written) ? Number(written[0]) : undefined;
  const promised = Object.keys(backend.responses).filter((key) => key !== written);
  const isOther = (status: number): boolean =>
    promised.some((key) =>
      ownClass === undefined ? key !== 'default' && isStatus(key.toUpperCase(), status) : key === `${status}`,
    );
  const classes = ownClass === undefined ? [4, 5] : [ownClass];
  const named = answerChoices(responses).flatMap(({ from }) =>
    /^\d{3}$/.test(from) && (ownClass === undefined || from.startsWith(`${ownClass}`)) ? [Number(from)] : [],
  );
  const general = classes.map((digit) => unnamed(digit, new Set(named))).filter((status) => !isOther(status));
  const broad = general.filter((status) => answerChoices(responses).some(({ from }) => isStatus(from, status)));
  const found = [...new Set([...named.filter((status) => !isOther(status)), ...broad])];
  return found.length > 0 ? found : general.slice(0, 1);
}

/** A status of a class that no declared answer names. */
function unnamed(digit: number, named: ReadonlySet<number>): number {
  const all = Array.from({ length: 100 }, (_, index) => digit * 100 + 99 - index);
  return all.find((status) => !named.has(status)) ?? digit * 100;
}

const undeclared = (written: string, { file, pointer }: DescribedResponse): AnswerNote => ({
  rule: 'answer-undeclared',
  message: `the backend may answer ${written}, which the contract does not declare`,
  place: { file, pointer },
});

const neverPromised = ({ file, name }: Operation, key: string): AnswerNote => ({
  rule: 'answer-never',
  message: `answer ${key} is declared, and nothing that the backend promises becomes one`,
  place: { file, pointer: pointerTo('/operations', name, 'responses', key) },
});
